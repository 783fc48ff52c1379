"""The course at /learn: its contents and its pages, each a function of address and release."""

from collections.abc import Callable
from functools import lru_cache

from flask import Flask, Response, make_response, redirect, request
from werkzeug.wrappers import Response as Redirect

from ..address.query_string import query_asked
from ..embed.document import tag_of
from ..embed.thumbnail import thumbnail
from ..http.host import home, own
from ..http.static_files import Packed
from ..i18n import LANGUAGES, language_of
from .course import course
from .document import READING, lesson_page, missing_page
from .places import Served
from .sources import digest as sources_digest
from .tour import digest as tours_digest
from .tour import tours

# Whose figures the contents show: they have no words in them.
LANGUAGE = "en"
PICTURE = "public, max-age=86400"
Send = Callable[[Packed | Callable[[], Packed], str, str], Response]
Kept = Callable[[dict[str, str]], str]


def register(server: Flask, send: Send, kept_for: Kept) -> None:
    """Adds the routes; ``send`` answers with a packed page, ``kept_for`` says how long a query's page may be kept."""
    # A mistake in a page shows when the server starts, not when somebody reads it.
    course()
    tours()

    def contents() -> Response:
        return _answer("", send, kept_for)

    def page(slug: str) -> Response:
        if slug not in (*course().slugs, READING) and (slug, "en") not in tours():
            return _missing(slug)
        return _answer(slug, send, kept_for)

    def drawn(slug: str) -> Response:
        if slug not in course().slugs:
            return _missing(slug)
        # Signs are mathematical: one picture serves both languages.
        query = course().pages[slug, LANGUAGE].figures[0]
        return send(lambda: thumbnail(query), tag_of("thumbnail", query), PICTURE)

    def bare() -> Redirect:
        query = request.query_string.decode("utf-8", "replace")
        return redirect(f"learn/{'?' if query else ''}{query}", 308)

    server.add_url_rule("/learn", "learn_bare", bare)
    server.add_url_rule("/learn/", "learn", contents)
    server.add_url_rule("/learn/picture/<slug>.svg", "learn_picture", drawn)
    server.add_url_rule("/learn/<path:slug>", "learn_page", page)


def _language() -> str:
    return language_of(query_asked(), request.headers.get("Accept-Language", ""))


def _answer(slug: str, send: Send, kept_for: Kept) -> Response:
    # Links keep the language only where the address names it: else it is the browser's, on the next page as well.
    what = (slug, _language(), home(), query_asked().get("lang") in LANGUAGES)
    answer = send(
        _written(*what),
        tag_of("learn", course().digest, tours_digest(), sources_digest(), *what),
        kept_for(query_asked()),
    )
    return _guarded(answer)


@lru_cache(maxsize=256)
def _written(slug: str, language: str, at: str, says_language: bool) -> Packed:
    to = Served(at, lang=f"?lang={language}" if says_language else "")
    return Packed("text/html", lesson_page(slug, language, to))


def _missing(slug: str) -> Response:
    language = _language()
    lang = f"?lang={language}" if query_asked().get("lang") in LANGUAGES else ""
    to = Served(home(), "../" * (1 + slug.count("/")), lang)
    answer = make_response(missing_page(slug, language, to), 404)
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
