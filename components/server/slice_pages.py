"""``/slice``: a loss surface from a visitor's file, drawn. The file comes with the request and is kept nowhere."""

from base64 import b64encode
from urllib.parse import quote

from flask import Flask, Response, make_response, request

from landscapes import Refusal
from landscapes.keys import Choice, fixed
from landscapes.slices.examples import NAMES
from landscapes.slices.surface_files import MOST_BYTES, surface_from
from landscapes.slices.surface_grid import MOST_POINTS

from ..address.query_string import query_asked
from ..address.slice_address import slice_options_from
from ..embed.document import rendered, script_json
from ..embed.slice_examples import AS_CARD, AS_EMBED, AS_FILE, AS_PICTURE, EXAMPLE, WANTED, asked_slice
from ..embed.slice_page import reach_of, slice_export, slice_page
from ..embed.thumbnail import slice_thumbnail
from ..http.hdf5_library import hdf5_library
from ..http.host import home, own
from ..http.static_files import Packed, script_of, style_of
from ..i18n import LANGUAGES, Words, language_of, words
from ..scene.schema.slices import OpeningStart, SliceFile
from .heavy import done, page_of
from .pictures import rationed

# The file's field in the form; what is wanted of it is a field beside it.
FILE = "file"
AS = fixed(WANTED, Choice((AS_FILE, AS_EMBED, AS_PICTURE, AS_CARD)), "")
# Bytes of an HDF5 file that a browser opens; what it sends of it is a few of them.
MOST_HDF5 = 50_000_000
# CPU seconds that a file takes to be read, one of our examples to be packed, and its card to be drawn.
SECONDS_A_BYTE, EXAMPLE_SECONDS, CARD_SECONDS = 8e-7, 0.1, 0.8
# Where such a file finds plotly.js.
PLOTLY = fixed("plotly", Choice(("inline", "cdn")), "inline")
PICTURE_KEPT = "public, max-age=3600"


def register(server: Flask) -> None:
    """Adds the routes."""
    server.add_url_rule("/slice", "slice", _asked, methods=["GET"])
    server.add_url_rule("/slice", "slice_drawn", _drawn, methods=["POST"])


def _say() -> Words:
    return words(language_of(query_asked(), request.headers.get("Accept-Language", "")))


def _asked() -> Response:
    """One of our examples, or the page that asks for a file."""
    say, query = _say(), query_asked()
    if not query.get(EXAMPLE):
        return _guarded(make_response(_opening(say)))
    try:
        asked, wanted, plotly = asked_slice(query), AS.of(query, None), PLOTLY.of(query, None)
    except Refusal as refusal:
        return _guarded(make_response(_opening(say, say.refusal(refusal)), 400))
    if wanted == AS_PICTURE:
        return _pictured(page_of(("slice", asked.name), lambda: EXAMPLE_SECONDS, lambda: slice_thumbnail(asked.name)))
    if wanted == AS_CARD:
        return _pictured(page_of(("slice card", asked), rationed(lambda: CARD_SECONDS), asked.card))
    at = home()

    def made() -> Packed:
        if wanted == AS_FILE:
            return Packed("text/html", asked.export(say, plotly))
        return Packed("text/html", asked.page(say, framed=wanted == AS_EMBED, home=at).encode())

    kept = page_of(("slice", asked, say.language, wanted, plotly, at), lambda: EXAMPLE_SECONDS, made)
    if wanted == AS_FILE:
        return _attached(kept.body, f"{asked.name}-{asked.beside}" if asked.beside else asked.name)
    return _guarded(make_response(kept.body), framed=True)


def _pictured(picture: Packed) -> Response:
    """A picture of one of our own: small, for lists, or a card."""
    answer = make_response(picture.body)
    answer.headers["Content-Type"] = picture.kind
    answer.headers["Cache-Control"] = PICTURE_KEPT
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _attached(page: bytes, name: str) -> Response:
    """A page to be saved under a name."""
    answer = make_response(page)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{name}.html', safe='')}"
    return _guarded(answer)


def _opening(say: Words, refused: str = "") -> str:
    """The page that asks for a file; ``refused``: what was wrong with the last one."""
    languages = {name: each.html for name, each in LANGUAGES.items()}
    library = hdf5_library()
    start: OpeningStart = {
        "words": {key: text for key, text in say.catalogue.items() if key.startswith("slice.open.h5")},
        "library": f"release/{library.name}" if library else "",
        "limits": {"most": MOST_HDF5, "points": MOST_POINTS, "bytes": MOST_BYTES},
    }
    return rendered(
        "slice_open.html",
        say=say,
        start=script_json(start),
        refused=refused,
        other=next(each for each in languages if each != say.language),
        languages=languages,
        examples=NAMES,
        limit=f"{MOST_BYTES // 1_000_000}",
        style_at=f"release/{style_of('opening').name}",
        script_at=f"release/{script_of('opening').name}",
    )


def _drawn() -> Response:
    say = _say()
    contents, called = _sent()
    try:
        # As the costliest kind, a table of points, takes.
        found = done(
            ("slice", contents, called), SECONDS_A_BYTE * len(contents), lambda: surface_from(contents, called)
        )
        options = slice_options_from(query_asked(), reach_of(found))
    except Refusal as refusal:
        return _guarded(make_response(_opening(say, say.refusal(refusal)), 400))
    if request.form.get(WANTED) == AS_FILE:
        return _attached(
            slice_export(found, say.language, options=options), found.name.rpartition(".")[0] or found.name or "slice"
        )
    file: SliceFile = {"name": called, "base64": b64encode(contents).decode()}
    return _guarded(make_response(slice_page(found, say.language, options=options, file=file)))


def _sent() -> tuple[bytes, str]:
    """The file's bytes and its name; nothing where there is no file."""
    sent = request.files.get(FILE)
    if sent is None:
        return b"", ""
    with sent.stream as stream:
        return stream.read(), sent.filename or ""


def _guarded(answer: Response, *, framed: bool = False) -> Response:
    """``framed``: other sites may show it in a frame, as they show figures."""
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    answer.headers["Cache-Control"] = "no-store"
    policy = (
        f"default-src 'none'; script-src {own()}; style-src {own()} 'unsafe-inline'; img-src {own()} data: blob:; "
        f"connect-src {own()}; frame-src {own()}; base-uri 'none'; form-action 'self'"
    )
    answer.headers["Content-Security-Policy"] = policy if framed else f"{policy}; frame-ancestors 'self'"
    if framed:
        answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        answer.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
    return answer
