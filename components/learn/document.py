"""The course's pages as HTML, for whatever ``Places`` their links lead to."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs

from markupsafe import Markup
from typing_extensions import TypedDict

from landscapes import Spec
from landscapes.errors import quoted

from ..address.diagrams import DIAGRAMS
from ..address.frame import RIGHTS, frame_style, iframe, shaped
from ..address.views import SURFACE, VIEWS
from ..embed.document import rendered
from ..http.static_files import script_of, style_of
from ..i18n import LANGUAGES, words
from ..scene.drawing import drawing
from .course import SECTIONS, Chapter, Page, course, html_of
from .places import Places
from .sources import TOPICS, Source, sources
from .tour import Tour, tours

CONTENTS = "learn_contents.html"
GALLERY = "learn_gallery.html"
# The reading list's place among the slugs.
READING = "reading"


class FigureContext(TypedDict):
    """A figure in a page.

    query, views, broad : what it shows, its views, and whether it needs the whole width
    code : the iframe to be copied
    diagram : the diagram's name, "" for a landscape
    """

    query: str
    views: list[str]
    broad: bool
    code: str
    diagram: str


class PageContext(TypedDict):
    """A page of the course, and its place in it."""

    page: Page
    number: int
    chapter: Chapter
    sections: list[tuple[str, Markup]]
    figures: list[FigureContext]
    drawings: list[tuple[str, Markup]]
    before: Page | None
    after: Page | None


class StepContext(TypedDict):
    """A step of a tour."""

    title: str
    text: Markup
    figure: FigureContext


class TourContext(TypedDict):
    """A tour with its steps."""

    page: Tour
    steps: list[StepContext]


def lesson_page(slug: str, language: str, to: Places) -> bytes:
    """A page of the course, a tour, or the reading list; the contents for ""."""
    context: Mapping[str, object]
    if not slug:
        name, context = CONTENTS, {"tours": _tours(language)}
    elif slug == READING:
        name, context = "learn_reading.html", {"topics": _reading(language)}
    elif (slug, language) in tours():
        name, context = "learn_tour.html", _tour_context(slug, language, to)
    else:
        name, context = "learn_page.html", _page_context(slug, language, to)
    return _render(name, language, to, slug=slug, **context).encode()


def missing_page(slug: str, language: str, to: Places) -> bytes:
    """What is said of a page that the course does not have."""
    return _render("learn_missing.html", language, to, slug="", asked=quoted(slug)).encode()


class Shown(NamedTuple):
    """An entry of the gallery: where the figure and its small picture are, what it shows, and in which page."""

    at: str
    picture: str
    name: str
    title: str


def gallery_page(shown: Sequence[Shown], language: str, to: Places) -> bytes:
    """Figures by their small pictures."""
    return _render(GALLERY, language, to, slug=to.gallery().removesuffix(".html"), shown=shown).encode()


def choice_page(release: str) -> bytes:
    """The way to the contents in each language. ``release``: the way to the folder of this release's files."""
    names = {"style": style_of("learn").name, "script": script_of("learn").name, "release": release}
    first = words(next(iter(LANGUAGES)))
    return rendered("learn_choice.html", say=first, words=words, languages=LANGUAGES, **names).encode()


def figure_queries(slug: str, language: str) -> list[str]:
    """The queries of the figures in a page or a tour, with the language, in the order in which they stand."""
    if (slug, language) in tours():
        return [asked(step.figure, language) for step in tours()[slug, language].steps]
    return [asked(query, language) for query in course().pages[slug, language].figures]


def asked(query: str, language: str) -> str:
    """A figure's query in a page of that language."""
    return f"{query}&lang={language}"


def _render(template: str, language: str, to: Places, **context: object) -> str:
    return rendered(
        template,
        other=next(each for each in LANGUAGES if each != language),
        languages=LANGUAGES,
        say=words(language),
        to=to,
        course=course(),
        is_contents=template == CONTENTS,
        is_gallery=template == GALLERY,
        style=style_of("learn").name,
        script=script_of("learn").name,
        **context,
    )


def _page_context(slug: str, language: str, to: Places) -> PageContext:
    """What a page's template needs beside the words."""
    pages, slugs = course().pages, course().slugs
    page = pages[slug, language]
    before = [each for each in slugs if pages[each, language].next == slug]
    number = slugs.index(slug) + 1
    return {
        "page": page,
        "number": number,
        "chapter": next(each for each in course().chapters if slug in each.pages),
        "sections": [(section, html_of(page.texts[section], to.lesson)) for section in SECTIONS],
        "figures": [_figure(page.title, language, query, to) for query in page.figures],
        "drawings": [(loss, Markup(each)) for loss, each in drawings()[slug]],
        "before": pages[before[0], language] if before else None,
        "after": pages[page.next, language] if page.next else None,
    }


@cache
def drawings() -> dict[str, list[tuple[str, str]]]:
    """Slug → the models that its figures are the first to show, in the order of reading, each with its drawing."""
    drawn: dict[str, tuple[str, str]] = {}
    for slug in course().slugs:
        for figure in course().pages[slug, next(iter(LANGUAGES))].figures:
            query = {key: values[0] for key, values in parse_qs(figure).items()}
            if "figure" not in query:
                spec = Spec.from_query(query)
                drawn.setdefault(drawing(spec), (slug, spec.loss))
    firsts = [(slug, loss, each) for each, (slug, loss) in drawn.items() if each]
    return {slug: [(loss, each) for at, loss, each in firsts if at == slug] for slug in course().slugs}


def _reading(language: str) -> list[tuple[str, list[tuple[Source, list[Page]]]]]:
    """The works by topic, each with the pages that cite it."""
    pages = [course().pages[slug, language] for slug in course().slugs]
    return [
        (
            topic,
            [
                (source, [page for page in pages if key in page.cites])
                for key, source in sources().items()
                if source.topic == topic
            ],
        )
        for topic in TOPICS
    ]


def _tours(language: str) -> list[tuple[Tour, str]]:
    """The tours in a language, each with the text of all languages in which it is searched for."""
    slugs = dict.fromkeys(slug for slug, _ in tours())
    return [(tours()[slug, language], " ".join(tours()[slug, each].wanted for each in LANGUAGES)) for slug in slugs]


def _tour_context(slug: str, language: str, to: Places) -> TourContext:
    """What a tour's template needs beside the words."""
    tour = tours()[slug, language]
    steps: list[StepContext] = [
        {
            "title": step.title,
            "text": html_of(step.text, to.lesson),
            "figure": _figure(step.title, language, step.figure, to),
        }
        for step in tour.steps
    ]
    return {"page": tour, "steps": steps}


def _figure(title: str, language: str, query: str, to: Places) -> FigureContext:
    """A figure's query for the several pages, and the iframe to be copied."""
    fields = parse_qs(query)
    diagram = fields.get("figure", [""])[0]
    views = [diagram] if diagram else fields.get("view", [SURFACE])[0].split(",")
    style = shaped(f"height:{DIAGRAMS[diagram].height}px") if diagram else frame_style((*views,))
    whole = asked(query, language)
    return {
        "query": whole,
        "views": views,
        # Beside another one, any view needs the whole width.
        "broad": len(views) > 1 or (not diagram and VIEWS[views[0]].broad),
        # Where the server's address is not known, the page's script knows it.
        "code": iframe(to.embed(whole), title, f'{RIGHTS} style="{style}"'),
        # A diagram is not a landscape: the explorer cannot show it, and it has no picture.
        "diagram": diagram,
    }
