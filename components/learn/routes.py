"""The course at /learn: its contents and its pages, each a function of address and release."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from flask import Flask, Response, make_response, redirect, request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from landscapes.errors import quoted

from ..address.diagrams import DIAGRAMS
from ..address.query_string import query_asked
from ..address.views import SURFACE, VIEWS
from ..embed.document import HTML_LANGUAGE, tag_of
from ..http.host import home, own
from ..http.static_files import FOR_EVER, Packed, learn_script, learn_style
from ..i18n import LANGUAGES, language_of, words
from .course import SECTIONS, Page, course, html_of

CONTENTS = "learn_contents.html"
Send = Callable[[Packed, str, str], Response]
Kept = Callable[[dict[str, str]], str]


def register(server: Flask, send: Send, kept_for: Kept) -> None:
    """Adds the routes; ``send`` answers with a packed page, ``kept_for`` says how long a query's page may be kept."""
    # A mistake in a page shows when the server starts, not when somebody reads it.
    course()

    def contents() -> Response:
        return _answer("", send, kept_for)

    def page(slug: str) -> Response:
        if slug not in course().slugs:
            return _missing(slug)
        return _answer(slug, send, kept_for)

    def bare() -> Any:
        query = request.query_string.decode("utf-8", "replace")
        return redirect(f"learn/{'?' if query else ''}{query}", 308)

    server.add_url_rule("/learn", "learn_bare", bare)
    server.add_url_rule("/learn/", "learn", contents)
    server.add_url_rule("/learn/<path:slug>", "learn_page", page)
    for kind, file in (("css", learn_style()), ("js", learn_script())):
        path = f"/release/learn-{file.digest}.{kind}"
        server.add_url_rule(path, path, lambda file=file: send(file, file.digest, FOR_EVER))


def _language() -> str:
    return language_of(query_asked(), request.headers.get("Accept-Language", ""))


def _answer(slug: str, send: Send, kept_for: Kept) -> Response:
    # Links keep the language only where the address names it: else it is the browser's, on the next page as well.
    what = (slug, _language(), home(), query_asked().get("lang") in LANGUAGES)
    answer = send(_written(*what), tag_of("learn", course().digest, *what), kept_for(query_asked()))
    return _guarded(answer)


@lru_cache(maxsize=256)
def _written(slug: str, language: str, at: str, says_language: bool) -> Packed:
    lang = f"?lang={language}" if says_language else ""
    name, parts = ("learn_page.html", _page_parts(slug, language, at, lang)) if slug else (CONTENTS, {})
    return Packed("text/html", _render(name, language, at, lang, slug=slug, **parts).encode())


def _missing(slug: str) -> Response:
    language = _language()
    lang = f"?lang={language}" if query_asked().get("lang") in LANGUAGES else ""
    up = "../" * (1 + slug.count("/"))
    text = _render("learn_missing.html", language, home(), lang, slug="", asked=quoted(slug), up=up)
    answer = make_response(text, 404)
    answer.headers["Cache-Control"] = "no-store"
    return _guarded(answer)


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; frame-src {own()}; script-src {own()}; style-src {own()} 'unsafe-inline'; "
        f"img-src {own()} data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    if query_asked().get("lang") not in LANGUAGES:
        answer.vary.add("Accept-Language")
    return answer


def _render(template: str, language: str, at: str, lang: str, up: str = "../", **parts: Any) -> str:
    """A page of the course. ``at``: the server's address, for others; ``up``: its way from the page, for the page."""
    files = FileSystemLoader(Path(__file__).parents[1] / "embed" / "templates")
    templates = Environment(
        loader=files, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return templates.get_template(template).render(
        language=HTML_LANGUAGE[language],
        other=next(each for each in LANGUAGES if each != language),
        html_language=HTML_LANGUAGE,
        say=words(language),
        home=at,
        up=up,
        lang=lang,
        course=course(),
        is_contents=template == CONTENTS,
        style_at=f"{up}release/learn-{learn_style().digest}.css",
        script_at=f"{up}release/learn-{learn_script().digest}.js",
        **parts,
    )


def _page_parts(slug: str, language: str, at: str, lang: str) -> dict[str, Any]:
    """What a page's template needs beside the words."""
    pages, slugs = course().pages, course().slugs
    page = pages[slug, language]
    before = [each for each in slugs if pages[each, language].next == slug]
    number = slugs.index(slug) + 1
    return {
        "page": page,
        "number": number,
        "chapter": next(each for each in course().chapters if slug in each.pages),
        "sections": [(section, html_of(page.texts[section], f"../learn/{{slug}}{lang}")) for section in SECTIONS],
        "figures": [_figure(page, query, at) for query in page.figures],
        "before": pages[before[0], language] if before else None,
        "after": pages[page.next, language] if page.next else None,
    }


def _figure(page: Page, query: str, at: str) -> dict[str, Any]:
    """A figure's address on the several pages, and the iframe to be copied."""
    parts = parse_qs(query)
    diagram = parts.get("figure", [""])[0]
    views = [diagram] if diagram else parts.get("view", [SURFACE])[0].split(",")
    asked = f"{query}&lang={page.language}"
    # As ``assets/core/snippets.js`` has it: square on a phone, and never taller than is useful beside text.
    square = "aspect-ratio:1/1;min-height:560px;max-height:640px"
    shape = square if views == [SURFACE] else f"height:{DIAGRAMS[diagram].height if diagram else 680}px"
    code = (
        f'<iframe src="{escape(f"{at}embed?{asked}".replace(",", "%2C"))}" title="{escape(page.title)}" loading="lazy" '
        f'sandbox="allow-scripts allow-popups" frameborder="0" style="width:100%;{shape};border:0"></iframe>'
    )
    return {
        "query": asked,
        "views": views,
        # Beside another one, any view wants the whole width.
        "broad": len(views) > 1 or (not diagram and VIEWS[views[0]].broad),
        "code": code,
        # A diagram is no landscape: the explorer cannot show it, and it has no picture.
        "diagram": diagram,
    }
