"""The routes beside Dash's: embeds, exports, this release's files. All are pure functions of address and release."""

from collections.abc import Callable, Mapping
from functools import wraps

from flask import Flask, Response, jsonify, make_response, request
from werkzeug.exceptions import PreconditionFailed

from landscapes import Problem, Refusal, Spec, SpecError
from landscapes.data.datasets import OWN
from landscapes.errors import quoted
from landscapes.keys import Choice, fixed

from ..address.diagrams import Diagram, diagram_from, diagram_view_from
from ..address.links import named_weights
from ..address.query_string import fields_of, query_asked, query_from
from ..address.view import View, embed_view_from
from ..embed.diagram_page import diagram_embed, diagram_export
from ..embed.document import Plotly, embed_page, export_page, refused_page, tag_of
from ..embed.oembed import NotOurs, answer_to, language_asked
from ..embed.social_card import picture
from ..explorer.upload import Malformed, own_file
from ..http.host import here, home, is_sure, own
from ..http.static_files import FOR_EVER, Packed
from ..i18n import LANGUAGES, language_of, words
from ..learn import routes as lessons
from ..scene.cost import picture_seconds, standalone_seconds
from . import first_picture, ready, slice_pages
from .faults import later, say, sentence, soon
from .heavy import done, page_of
from .pictures import LIMITER, rationed
from .qr_code import qr_code
from .releases import earlier, files_now, name_release
from .work import Refused

# Where an export finds plotly.js: in the file, or on plotly's own network.
PLOTLY = fixed("plotly", Choice(("inline", "cdn")), "inline")
# A shared cache may keep a page for a day and hand out an old one while it fetches the next release's.
PUBLIC = "public, max-age=3600, s-maxage=86400, stale-while-revalidate=86400"
# Without `lang` the page follows the browser's language, and not every shared cache heeds Vary.
PRIVATE = "private, max-age=3600"
# Whoever embeds a figure may have shut out all that does not say that it may be embedded (COEP).
ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin"}


def register(server: Flask, dash_scripts: Packed) -> None:
    """Adds the routes.

    dash_scripts : Dash's own, as one file
    """
    for file in files_now(dash_scripts):
        path = f"/release/{file.name}"
        server.add_url_rule(path, path, _keeper(file))
    server.add_url_rule("/release/<name>", "release_earlier", _earlier)
    server.add_url_rule("/embed", "embed", _figure(embed, embedded_diagram))
    server.add_url_rule("/export", "export", _figure(export, exported_diagram))
    server.add_url_rule("/export", "export_own", _figure(export_own), methods=["POST"])
    server.add_url_rule("/oembed", "oembed", oembed)
    lessons.register(server, send, _kept_for)
    first_picture.register(server, send)
    ready.register(server)
    name_release(server)
    slice_pages.register(server)
    LIMITER.init_app(server)
    server.add_url_rule("/picture.png", "picture", _figure(drawn))
    server.add_url_rule("/qr.svg", "qr", qr)


def _keeper(file: Packed) -> Callable[[], Response]:
    return lambda: send(file, file.digest, FOR_EVER)


def _earlier(name: str) -> Response:
    """A file of an earlier release, where the operator keeps it."""
    file = earlier(name)
    return sentence(say("error.page"), 404) if file is None else send(file, file.digest, FOR_EVER)


def send(page: Packed | Callable[[], Packed], tag: str, cache: str) -> Response:
    """A packed file with its entity tag, or 304 if the browser has it; only where it is sent is it made.

    Source: RFC 9110, section 13.2.2. Raises PreconditionFailed: our tags are weak, and none of them meets If-Match.
    """
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    if request.if_match and not request.if_match.star_tag:
        raise PreconditionFailed
    if request.method != "POST" and request.if_none_match.contains_weak(tag):
        answer = Response(status=304)
    else:
        page = page() if callable(page) else page
        answer = make_response(page.packed if takes_gzip else page.body)
        answer.content_type = f"{page.kind}; charset=utf-8" if page.kind.startswith("text/") else page.kind
        if takes_gzip:
            answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Cache-Control"] = cache
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers.update(ANYWHERE)
    # Weak: the packed and the unpacked form are the same page in different bytes.
    answer.set_etag(tag, weak=True)
    return answer


def _undrawn(diagram: Diagram, view: View) -> Response:
    raise SpecError("picture", field="figure", value=quoted(diagram.name))


def _figure(
    route: Callable[[Spec, View], Response], of_diagram: Callable[[Diagram, View], Response] = _undrawn
) -> Callable[[], Response]:
    """Reads the address, of a landscape or a diagram; a bad one gets its sentence in a small page, with 400."""

    @wraps(route)
    def answered() -> Response:
        query: dict[str, str] = {}
        accepted = request.headers.get("Accept-Language", "")
        try:
            query = query_from(request.query_string.decode("utf-8", "replace"))
            diagram = diagram_from(query)
            if diagram is not None:
                answer = of_diagram(diagram, diagram_view_from(query, accepted))
            else:
                spec = Spec.from_query(query)
                if spec.data == OWN and request.method == "GET":
                    raise SpecError("rows", field="data", value=quoted(OWN))
                answer = route(spec, embed_view_from(query, accepted, spec))
        except Refusal as refusal:
            language = language_of(query, accepted)
            answer = make_response(refused_page(words(language).refusal(refusal), language), 400)
            answer.headers["Cache-Control"] = "no-store"
        except Refused:
            if "text/html" not in request.headers.get("Accept", ""):
                raise
            after, language = soon(), language_of(query, accepted)
            answer = make_response(refused_page(words(language)("error.full"), language, after), 503)
            later(answer, after)
        answer.headers.update(ANYWHERE)
        answer.headers["Content-Security-Policy"] = _policy()
        answer.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        if query.get("lang") not in LANGUAGES and answer.mimetype == "text/html":
            answer.vary.add("Accept-Language")
        return answer

    return answered


def _policy() -> str:
    """A figure's. No ``frame-ancestors``: even ``*`` would shut out pages that are opened as files, or in an app."""
    return (
        f"default-src 'none'; script-src {own()}; style-src {own()} 'unsafe-inline'; img-src {own()} data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _kept_for(query: Mapping[str, str]) -> str:
    return PUBLIC if query.get("lang") in LANGUAGES and is_sure() else PRIVATE


def _embedded(spec: Spec, view: View, at: str, says_language: bool) -> Packed:
    return page_of(
        ("embed", spec, view, at, says_language),
        lambda: standalone_seconds(Problem.of(spec), view),
        lambda: embed_page(spec, view, at, says_language=says_language),
    )


def embed(spec: Spec, view: View) -> Response:
    """The embed's page."""
    what = (spec, view, home(), "lang" in query_asked())
    return send(lambda: _embedded(*what), tag_of("embed", *what), _kept_for(query_asked()))


def embedded_diagram(diagram: Diagram, view: View) -> Response:
    """A diagram's page."""
    what = (diagram, view, home(), "lang" in query_asked())
    return send(lambda: _diagram_embedded(*what), tag_of("embed", *what), _kept_for(query_asked()))


def _diagram_embedded(diagram: Diagram, view: View, at: str, says_language: bool) -> Packed:
    key = ("diagram", diagram, view, at, says_language)
    return page_of(key, lambda: 0.0, lambda: diagram_embed(diagram, view, at, says_language=says_language))


def exported_diagram(diagram: Diagram, view: View) -> Response:
    """A diagram as one HTML file, as an attachment."""
    page = Packed("text/html", diagram_export(diagram, view, home()))
    answer = send(page, tag_of("export", diagram, view, home()), _kept_for(query_asked()))
    answer.headers["Content-Disposition"] = f'attachment; filename="lossfold-{diagram.name}.html"'
    return answer


def _exported(spec: Spec, view: View, at: str, plotly: Plotly) -> Packed:
    problem = Problem.of(spec)
    return page_of(
        ("export", spec, view, at, plotly),
        lambda: standalone_seconds(problem, view),
        lambda: Packed("text/html", export_page(problem, view, at, plotly)),
    )


def export(spec: Spec, view: View) -> Response:
    """The figure as one HTML file, as an attachment; ``plotly=cdn`` leaves plotly.js to plotly's own network."""
    what = (spec, view, home(), _plotly_asked())
    answer = send(lambda: _exported(*what), tag_of("export", *what), _kept_for(query_asked()))
    answer.headers["Content-Disposition"] = f'attachment; filename="{export_name(spec, _plotly_asked())}"'
    return answer


def export_own(spec: Spec, view: View) -> Response:
    """The same for the visitor's own rows, which come with the request; the answer belongs to no cache."""
    file = request.get_json(silent=True)
    if not isinstance(file, dict):
        raise Malformed("an object with the file is needed")
    own = own_file(file, {**query_asked(), "data": OWN, "loss": spec.loss})
    if own is None:
        raise Malformed("an object with the file is needed")
    if own.loss != spec.loss:
        raise SpecError("choice", field="loss", value=quoted(spec.loss), choices=", ".join(own.losses))
    problem, plotly = Problem.of(spec.with_(data=OWN), own.rows()), _plotly_asked()
    key = ("export", request.get_data(), request.query_string)
    page = done(key, standalone_seconds(problem, view), lambda: export_page(problem, view, "", plotly))
    answer = send(Packed("text/html", page), tag_of(page), "no-store")
    answer.headers["Content-Disposition"] = f'attachment; filename="{export_name(spec, _plotly_asked())}"'
    return answer


def _plotly_asked() -> Plotly:
    return PLOTLY.of(query_asked(), None)


def export_name(spec: Spec, plotly: Plotly) -> str:
    """A file name that says what is in it."""
    ending = "light.html" if plotly == "cdn" else "html"
    weights = "-".join(f"{name}-{weight:g}" for name, weight in named_weights(spec).items())
    return f"lossfold-{spec.loss}-{spec.data}-{weights}.{ending}"


def drawn(spec: Spec, view: View) -> Response:
    """The figure as a picture, for the cards of other sites."""
    tag = tag_of("picture", spec, view.theme, view.camera, view.wireframe)
    unlabelled = View("en", view.theme, view.camera, view.wireframe)
    return send(lambda: _drawn(spec, unlabelled), tag, PUBLIC)


def _drawn(spec: Spec, view: View) -> Packed:
    seconds = rationed(lambda: picture_seconds(Problem.of(spec)))
    return page_of(("picture", spec, view), seconds, lambda: picture(spec, view))


def qr() -> Response:
    """The QR code of the explorer's address with this query, whatever it says: who opens it is told what is wrong."""
    query = request.query_string.decode("utf-8", "replace")
    try:
        code = qr_code(f"{here()}{'?' if query else ''}{query}")
    except Refusal as refusal:
        return sentence(words(language_of(query_asked(), request.headers.get("Accept-Language", ""))).refusal(refusal))
    return send(code, code.digest, PRIVATE)


def oembed() -> Response:
    """What to show for a pasted link, as JSON; any page may ask."""
    query = fields_of(request.query_string.decode("utf-8", "replace"))
    spoken = words(language_asked(query, request.headers.get("Accept-Language", "")))
    if not home():
        answer = make_response(jsonify({"error": spoken("error.unnamed")}), 404)
    elif query.get("format", "json") != "json":
        answer = make_response(jsonify({"error": spoken("error.format")}), 501)
    else:
        try:
            answer = jsonify(answer_to(query, home()))
            answer.headers["Cache-Control"] = PUBLIC if is_sure() else PRIVATE
            answer.add_etag()
            answer.make_conditional(request)
        except NotOurs:
            answer = make_response(jsonify({"error": spoken("error.page")}), 404)
        except Refusal as refusal:
            answer = make_response(jsonify({"error": spoken.refusal(refusal)}), 400)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
