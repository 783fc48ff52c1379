"""The lean page of one figure: as an embed with its scripts beside it, or as one file that holds everything."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from typing_extensions import TypedDict

from landscapes import Problem, Spec
from landscapes.knobs import KNOBS, MAIN

from ..address.links import embed_query, name_of, query_of
from ..address.view import View, views_of
from ..address.views import SURFACE
from ..http.film_libraries import film_libraries
from ..http.plotly_bundle import bundle, cdn
from ..http.release import release
from ..http.static_files import Packed, script_of, style_of
from ..i18n import Words, words
from ..scene.formula import formula
from ..scene.model_notes import notes_text
from ..scene.schema.pages import EmbedStart, StandaloneScene
from ..scene.standalone import standalone_scene
from .social_card import HEIGHT, WIDTH

Plotly = Literal["inline", "cdn", "beside"]
# The parts of the catalogue that the embed's script fills in.
SPOKEN = (
    *("story.pending", "story.outside", "story.called", "proof.beyond", "proof.faint", "aria", "embed", "feature"),
    *("list", "label"),
)


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def rendered(template: str, **context: object) -> str:
    """A template of ``components/embed/templates/`` with its context."""
    return _templates().get_template(template).render(**context)


def script_json(value: object) -> Markup:
    """JSON that may stand inside a script element, whatever the texts in it say."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


class EmbedContext(TypedDict):
    """What an embed's page has in it, or where that is.

    explorer, home : the link to the explorer; the server's address, for cards, "" where none is known
    style, script, visibility : in the file itself; None where they are files of their own
    style_at, script_at, visibility_at : where these are; None where they are in the file
    plotly, plotly_inline : the attributes of plotly.js's script element, or plotly.js itself
    policy : the file's own Content-Security-Policy
    meta, picture : cards for other sites; the picture that is shown without scripts
    """

    explorer: str
    home: str
    style: Markup | None
    script: Markup | None
    visibility: Markup | None
    style_at: str | None
    script_at: str | None
    visibility_at: str | None
    plotly: Mapping[str, str] | None
    plotly_inline: Markup | None
    policy: str | None
    meta: Markup | None
    picture: str | None


def _spoken(view: View, scene: StandaloneScene) -> dict[str, str]:
    """The sentences that the page's script can come to say: of the stories those of its minima."""
    catalogue = words(view.language).catalogue
    spoken = SPOKEN if view.view_state.views == (SURFACE,) else (*SPOKEN, "view", "method", "outcome")
    # Where a slider changes the model, so do the sentences that say what it is.
    spoken = spoken if set(view.knobs) <= {*MAIN} else (*spoken, "model")
    tables = [*scene["tables"], *scene.get("extras", {}).get("cells", {}).get("tables", [])]
    stories = {scene["solution"]["story"], *(story for table in tables for _, story in table["cases"])}
    return {key: text for key, text in catalogue.items() if key.startswith(spoken) or key in stories}


def _page(problem: Problem, view: View, context: EmbedContext, *, says_language: bool) -> str:
    spec, scene, say = problem.spec, standalone_scene(problem, view), words(view.language)
    knobs = [
        {
            "name": knob,
            "label": say(f"knob.{knob}"),
            "short": say(f"knob.{knob}.short"),
            "value": f"{getattr(spec, knob):g}",
            "low": f"{KNOBS[knob].low:g}",
            "high": f"{KNOBS[knob].high:g}",
        }
        for knob in view.knobs
    ]
    start: EmbedStart = {
        **views_of(spec, view),
        "words": _spoken(view, scene),
        "theme": view.theme,
        "camera": view.camera,
        "wireframe": view.wireframe,
        "inertia": view.inertia,
        "autorotate": view.autorotate,
        "knobs": view.knobs,
        "explorer": context["explorer"],
        "language": view.language if says_language else None,
    }
    return rendered(
        "embed.html",
        say=say,
        title=view.title or name_of(spec, say, moving=view.knobs),
        view=view,
        knobs=knobs,
        formula=Markup(formula(spec)),
        notes=notes_text(problem, say),
        start=script_json(start),
        scene=script_json(scene),
        **context,
    )


def embed_page(spec: Spec, view: View, home: str, *, says_language: bool) -> Packed:
    """The embed's HTML. ``says_language``: whether the query names a language.

    home : the server's address, for the cards that other sites read. What the page itself needs stands beside it, and
        is found there whatever name and scheme a proxy has given the server
    """
    style, visibility, script = _files()
    explorer = f"./?{query_of(spec, view, language=says_language)}"
    context: EmbedContext = {
        "explorer": explorer,
        "home": home,
        "style": None,
        "script": None,
        "visibility": None,
        "visibility_at": f"release/{visibility.name}",
        "style_at": f"release/{style.name}",
        "script_at": f"release/{script.name}",
        "plotly": {"src": f"release/{bundle().name}"},
        "plotly_inline": None,
        "policy": None,
        "meta": cards_of(spec, view, f"{home}embed?{embed_query(spec, view)}", home),
        # Beside the page, and not by home(): so it is found wherever the page was.
        "picture": f"picture.png?{query_of(spec, view)}",
    }
    return Packed("text/html", _page(Problem.of(spec), view, context, says_language=says_language).encode())


def export_page(problem: Problem, view: View, home: str, plotly: Plotly = "inline", beside: str = "") -> bytes:
    """The figure as one HTML file.

    plotly : where plotly.js comes from: "inline" in the file (no network, ever), "cdn" from plotly's own network, or
        "beside": this and the renderer are files of their own in the folder ``beside``, shared by many figures
    home : the address of an explorer to link back to; "" for none, as for the visitor's own data, which no link carries
    """
    spec, linked = problem.spec, plotly == "beside"
    style, visibility, script = _files()
    if not linked and view.view_state.views == (SURFACE,):
        # What draws views is a quarter of an embed's scripts.
        script = script_of("figure")
    source = cdn() if plotly == "cdn" else {"src": f"{beside}{bundle().name}"} if linked else None
    context: EmbedContext = {
        "explorer": f"{home}?{query_of(spec, view)}" if home and spec.data != "own" else "",
        "home": home,
        "style": None if linked else Markup(style.body.decode()),
        "script": None if linked else Markup(script.body.decode()),
        "style_at": f"{beside}{style.name}" if linked else None,
        "visibility": None if linked else Markup(visibility.body.decode()),
        "visibility_at": f"{beside}{visibility.name}" if linked else None,
        "script_at": f"{beside}{script.name}" if linked else None,
        "plotly": source,
        "plotly_inline": Markup(bundle().body.decode()) if source is None else None,
        "policy": None if linked else policy_of(source),
        "meta": None,
        "picture": None,
    }
    return _page(problem, view, context, says_language=True).encode()


def _files() -> tuple[Packed, Packed, Packed]:
    """Style, what runs first, and the rest of an embed's scripts."""
    return style_of("embed"), script_of("visibility"), script_of("embed")


def common_files() -> dict[str, bytes]:
    """Name → bytes of the files that exports with ``plotly="beside"`` share."""
    return {file.name: file.body for file in (*_files(), bundle())}


def policy_of(source: dict[str, str] | None) -> str:
    """The file's own Content-Security-Policy: it may not reach any network, plotly's own apart if it needs that."""
    scripts = f"'unsafe-inline' {source['src']}" if source else "'unsafe-inline'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def cards(say: Words, name: str, description: str, figure: str, home: str, picture: str = "") -> Markup:
    """What other sites read of a figure's address: oEmbed's discovery link, OpenGraph and Twitter tags.

    Where ``home`` is not known there are no addresses among them.
    """
    card = {"name": name, "description": description, "figure": figure, "home": home, "picture": picture}
    return Markup(rendered("meta.html", say=say, width=WIDTH, height=HEIGHT, **card))


def cards_of(spec: Spec, view: View, figure: str, home: str) -> Markup:
    """The cards of a landscape, which has a picture."""
    say = words(view.language)
    picture = f"{home}picture.png?{query_of(spec, view)}" if home else ""
    return cards(say, view.title or name_of(spec, say), say("page.description"), figure, home, picture)


# The videos that a page can make of its figure.
FILMS = ("gif", "mp4", "webm")


def share_dialog(
    language: str,
    *,
    signs: Mapping[str, str] | None = None,
    linked: bool = True,
    filmed: Sequence[str] = FILMS,
    solids: bool = True,
    file_hint: str = "share.file.hint",
    caption: str = "share.caption",
) -> Markup:
    """The share dialog; what it does is in ``assets/sharing/share.js``.

    signs : knob → sign of the sliders that a figure in a frame may have; None offers no choice of them
    linked : whether the figure has an address, and so can stand in a frame
    filmed : the videos that can be made of it
    solids : whether there are a table and solids of it
    file_hint, caption : the words that say what is in the file, and in a caption
    """
    kinds = {"html": "HTML", "markdown": "Markdown", "hugo": "Hugo", "hexo": "Hexo", "notebook": "Jupyter"}
    films = {kind: library.name for kind, library in film_libraries().items() if kind in filmed and linked}
    context = {"signs": signs or {}, "main": MAIN, "kinds": kinds, "films": films, "linked": linked, "filmed": filmed}
    words_of = {"file_hint": file_hint, "caption": caption, "solids": solids}
    return Markup(rendered("share.html", say=words(language), plotly_bytes=len(bundle().body), **context, **words_of))


def knob_signs() -> dict[str, str]:
    """Knob → sign, of those that a landscape in a frame may have as sliders."""
    return {name: knob.symbol for name, knob in KNOBS.items() if knob.kind == "penalty" or knob.affine}


def refused_page(sentence: str, language: str, again: int | None = None) -> str:
    """A small page with a sentence in place of the figure, and the way to the explorer; it asks ``again`` after so many
    seconds.
    """
    style = f"release/{style_of('embed').name}"
    return rendered("refused.html", say=words(language), sentence=sentence, style_at=style, again=again)


def tag_of(*what: object) -> str:
    """The entity tag of a page that is a pure function of ``what`` and the release."""
    return Packed("", repr((release(), *what)).encode()).digest
