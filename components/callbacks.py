"""Wiring. The server answers four questions: a page, a scene, its paths, and what views need."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from dash import ClientsideFunction, Dash, Input, Output, State
from flask import request as http

from landscapes import Refusal, Spec, SpecError
from landscapes.converters import names_from
from landscapes.datasets import OWN
from landscapes.parts import POWERS
from landscapes.penalties import PENALTIES
from landscapes.refusals import quoted

from . import ids
from .extras import build_extras
from .fields import on_screen
from .i18n import LANGUAGES, join, language_of, words
from .looks import ASKING, flag_from, views_from
from .own_file import Malformed, own_rows
from .page import page
from .queries import query_from
from .scene import build_paths, build_preview, build_scene
from .view import View, embed_view_from, view_from

Plain = dict[str, Any]
Read = TypeVar("Read")
CONTROLS = (ids.PRESET, ids.LOSS, ids.DATA, ids.P, ids.X, ids.RHO, ids.RANGE, ids.N, ids.DROP, ids.NOISE, ids.SMOOTHING,
            ids.SHARE, ids.MASK, ids.RESCALE, ids.CONVENTION, ids.OUTLIER, ids.CONFIDENCE)  # fmt: skip


class Address(NamedTuple):
    """What an address of the explorer means.

    refusals : why some of its fields count for nothing; none for a good address
    query : its other fields
    """

    spec: Spec
    view: View
    refusals: tuple[Refusal, ...]
    query: dict[str, str]


def read_address(search: object, accepted: str) -> Address:
    """What an address means. A bad field falls to its default; the others stay."""
    try:
        query = query_from(search)
    except Refusal as refusal:
        return Address(Spec(), View(language_of({}, accepted)), (refusal,), {})
    spec, query, bad = _without_bad(Spec.from_query, query)

    def view_of(kept: dict[str, str]) -> View:
        # What only an embed shows is checked too: a bad value is refused wherever it stands.
        embed_view_from(kept, accepted, spec)
        return view_from(kept, accepted, spec)

    view, query, worse = _without_bad(view_of, query)
    return Address(spec, view, (*bad, *worse), query)


def _without_bad(read: Callable[[dict[str, str]], Read], query: dict[str, str]) -> tuple[Read, dict[str, str], list]:
    """What a query means without the fields that are refused, the query without them, and the refusals."""
    refusals: list[Refusal] = []
    while True:
        try:
            return read(query), query, refusals
        except SpecError as refusal:
            refusals.append(refusal)
            # Without the field to blame none is to be trusted.
            query = {key: text for key, text in query.items() if key != refusal.field} if refusal.field in query else {}


def open_page(search: object) -> list[Any]:
    """The explorer for an address; for a bad one its sentence above the default picture."""
    spec, view, refusals, query = read_address(search, http.headers.get("Accept-Language", ""))
    say = words(view.language)
    sentences = [on_screen(refusal, say) for refusal in refusals]
    if refusals:
        sentences.append(say("page.refused.rest" if query else "page.refused"))
    # Where the address is not what is shown, the page sets it right.
    typed = parse_qsl(str(search or "").removeprefix("?"), keep_blank_values=True)
    address = None if typed == [*query.items()] else urlencode(query, safe=",")
    if spec.data == OWN:
        # The file is in the visitor's browser, which will send it; until then, what stands beside it.
        spec = Spec(loss=spec.loss, l1=spec.l1, l2=spec.l2, n=spec.n)
    return page(spec, view, build_scene(spec), say, join(*sentences), address)


def draw(request: object) -> Plain:
    """The scene of a request, or the sentence that refuses it. ``seq`` tells the browser which request it answers."""
    asked = _checked(request)
    try:
        rows, own = own_rows(asked["file"], asked["query"])
        spec = Spec.from_query(asked["query"] | ({"loss": own["loss"]} if own else {}))
        build = build_preview if flag_from(asked["query"], "preview") else build_scene
        return {"scene": build(spec, rows), "own": own, "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def draw_paths(request: object) -> Plain:
    """The paths of a request, those of its ``knobs`` if it names some, or the sentence that refuses it."""
    asked = _checked(request)
    try:
        rows, own = own_rows(asked["file"], asked["query"])
        spec = Spec.from_query(asked["query"] | ({"loss": own["loss"]} if own else {}))
        knobs = names_from(asked["query"]["knobs"]) if asked["query"].get("knobs") else None
        if unknown := {*(knobs or ())} - {*PENALTIES, *POWERS}:
            raise SpecError("knob", field="knobs", value=quoted(min(unknown)), choices=", ".join((*PENALTIES, *POWERS)))
        return {"paths": build_paths(spec, rows, knobs), "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def draw_extras(request: object) -> Plain:
    """What the open views of a request need of the server, or the sentence that refuses it."""
    asked = _checked(request)
    query = asked["query"]
    try:
        rows, own = own_rows(asked["file"], query)
        spec = Spec.from_query(query | ({"loss": own["loss"]} if own else {}))
        views = tuple(name for name in views_from(query, spec) if name in ASKING)
        knob = query.get("knob", "l1")
        if knob not in PENALTIES:
            raise SpecError("knob", field="knob", value=quoted(knob), choices=", ".join(PENALTIES))
        return {"extras": build_extras(spec, views, knob, query, rows), "spec": spec.model_dump(), "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def register(app: Dash) -> None:
    """Connects the page: four server callbacks, the rest in the browser."""
    app.callback(Output(ids.PAGE, "children"), Input(ids.ADDRESS, "data"), prevent_initial_call=True)(open_page)
    app.callback(Output(ids.SCENE, "data"), Input(ids.REQUEST, "data"), prevent_initial_call=True)(draw)
    app.callback(Output(ids.PATHS, "data"), Input(ids.PATHS_REQUEST, "data"), prevent_initial_call=True)(draw_paths)
    app.callback(Output(ids.EXTRAS, "data"), Input(ids.EXTRAS_REQUEST, "data"), prevent_initial_call=True)(draw_extras)

    def here(name: str) -> ClientsideFunction:
        return ClientsideFunction("explorer", name)

    app.clientside_callback(here("address"), Output(ids.ADDRESS, "data"), Input(ids.ADDRESS, "id"))
    # Dash calls a callback at the start only if it has an output; this one gives back nothing.
    app.clientside_callback(here("scene"), Output(ids.SINK, "data"), Input(ids.SCENE, "data"), State(ids.START, "data"))
    app.clientside_callback(here("paths"), Input(ids.PATHS, "data"))
    app.clientside_callback(here("extras"), Input(ids.EXTRAS, "data"))
    app.clientside_callback(here("turned"), *[Input(name, "value") for name in CONTROLS], prevent_initial_call=True)
    app.clientside_callback(
        here("file"), Input(ids.FILE, "contents"), State(ids.FILE, "filename"), prevent_initial_call=True
    )
    app.clientside_callback(
        here("columns"),
        *[Input(name, "value") for name in (ids.FEATURE_1, ids.FEATURE_2, ids.TARGET)],
        prevent_initial_call=True,
    )
    buttons = (ids.PLAY, ids.RESET_CAMERA, ids.COPY_LINK, ids.SHARE_OPEN, ids.THEME, ids.LANGUAGE, "copy-equivalent")
    app.clientside_callback(here("pressed"), *[Input(name, "n_clicks") for name in buttons], prevent_initial_call=True)


def _checked(request: object) -> Plain:
    """A request as the page makes it; raises Malformed for any other."""
    if not isinstance(request, dict):
        raise Malformed("request: an object is needed")
    query, language, seq, file = (request.get(key) for key in ("query", "language", "seq", "file"))
    if not isinstance(query, dict) or not all(isinstance(item, str) for item in query.values()):
        raise Malformed("request.query: an object of texts is needed")
    if language not in LANGUAGES or not isinstance(seq, int):
        raise Malformed("request.language, request.seq: a language and a number are needed")
    if file is not None and not isinstance(file, dict):
        raise Malformed("request.file: an object is needed")
    return {"query": query, "language": language, "seq": seq, "file": file}
