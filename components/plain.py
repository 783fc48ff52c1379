"""The plain routes: embeds, exports, and the files of this release. All are pure functions of address and release."""

from collections.abc import Callable
from functools import lru_cache, wraps

from flask import Flask, Response, make_response, request

from landscapes import Refusal, Spec, SpecError
from landscapes.datasets import OWN
from landscapes.refusals import quoted

from .bundle import bundle, file_name
from .document import Plotly, embed_page, export_page, refused_page, tag_of
from .i18n import language_of, words
from .links import home
from .queries import query_from
from .release import FOR_EVER, Packed, arrival, renderer, style
from .view import View, embed_view_from

EMBED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors *"
)
PLOTLY = ("inline", "cdn")
# A shared cache may keep a page for a day and hand out an old one while it fetches the next release's.
SHARED = "public, max-age=3600, s-maxage=86400, stale-while-revalidate=86400"
# Without `lang` the page follows the browser's language, and not every shared cache heeds Vary.
PRIVATE = "private, max-age=3600"


def register(server: Flask) -> None:
    """Adds the routes."""
    for path, file in (
        (f"/release/{file_name()}", bundle),
        (f"/release/arrive-{arrival().digest}.js", arrival),
        (f"/release/embed-{renderer().digest}.js", renderer),
        (f"/release/embed-{style().digest}.css", style),
    ):
        server.add_url_rule(path, path, _keeper(file))
    server.add_url_rule("/embed", "embed", _figure(embed))
    server.add_url_rule("/export", "export", _figure(export))


def _keeper(file: Callable[[], Packed]) -> Callable[[], Response]:
    return lambda: send(file(), file().digest, FOR_EVER)


def send(page: Packed, tag: str, cache: str) -> Response:
    """A packed file with its entity tag; 304 if the browser has it."""
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = make_response(page.packed if takes_gzip else page.plain)
    answer.content_type = f"{page.kind}; charset=utf-8"
    if takes_gzip:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Cache-Control"] = cache
    answer.headers["Vary"] = "Accept-Encoding"
    # Weak: the packed and the plain form are the same page in different bytes.
    answer.set_etag(tag, weak=True)
    return answer.make_conditional(request)


def _figure(route: Callable[[Spec, View], Response]) -> Callable[[], Response]:
    """Reads the address; a bad one gets its sentence in a small page, with 400."""

    @wraps(route)
    def answered() -> Response:
        query = query_from(request.query_string.decode("utf-8", "replace"))
        accepted = request.headers.get("Accept-Language", "")
        try:
            spec = Spec.from_query(query)
            if spec.data == OWN:
                raise SpecError("rows", value=quoted(OWN))
            answer = route(spec, embed_view_from(query, accepted))
        except Refusal as refusal:
            language = language_of(query, accepted)
            answer = make_response(refused_page(words(language).refusal(refusal), language, home()), 400)
            answer.headers["Cache-Control"] = "no-store"
        answer.headers["Content-Security-Policy"] = EMBED_POLICY
        answer.vary.add("Accept-Language")
        return answer

    return answered


def _kept_for(query: dict[str, str]) -> str:
    return SHARED if "lang" in query else PRIVATE


@lru_cache(maxsize=256)
def _embedded(spec: Spec, view: View, at: str, says_language: bool) -> Packed:
    page = embed_page(spec, view, at, says_language=says_language)
    return Packed(page.kind, page.plain)


def embed(spec: Spec, view: View) -> Response:
    """The embed's page."""
    what = (spec, view, home(), "lang" in request.args)
    tag = tag_of("embed", *what)
    if request.if_none_match.contains_weak(tag):
        return send(Packed("text/html", b""), tag, _kept_for(request.args))
    return send(_embedded(*what), tag, _kept_for(request.args))


@lru_cache(maxsize=8)
def _exported(spec: Spec, view: View, at: str, plotly: Plotly) -> Packed:
    return Packed("text/html", export_page(spec, view, at, plotly))


def export(spec: Spec, view: View) -> Response:
    """The figure as one HTML file, as an attachment; ``plotly=cdn`` leaves plotly.js to plotly's own network."""
    plotly = request.args.get("plotly", PLOTLY[0])
    if plotly not in PLOTLY:
        raise SpecError("choice", field="plotly", value=quoted(plotly), choices=", ".join(PLOTLY))
    what = (spec, view, home(), plotly)
    answer = send(_exported(*what), tag_of("export", *what), _kept_for(request.args))
    answer.headers["Content-Disposition"] = f'attachment; filename="{export_name(spec)}"'
    return answer


def export_name(spec: Spec) -> str:
    """A file name that says what is in it."""
    return f"lossfold-{spec.loss}-{spec.data}-l1-{spec.l1:g}-l2-{spec.l2:g}.html"
