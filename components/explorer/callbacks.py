"""Wiring. The server answers four questions: a page, a scene, its paths, and what views need."""

from typing import cast

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from flask import request as http

from landscapes import Problem, Refusal, Spec, SpecError
from landscapes.data.datasets import OWN
from landscapes.keys import Choice, Names, Switch, fixed
from landscapes.knobs import KNOBS, MAIN, of_kind
from landscapes.models.penalties import PENALTIES

from ..address.field_names import on_screen
from ..address.reading import read_address, set_right
from ..address.view_options import looks_from
from ..address.views import VIEWS
from ..i18n import LANGUAGES, join, words
from ..scene.scene import build_paths, build_preview, build_scene
from ..scene.schema.pages import ExtrasAnswer, PathsAnswer, SceneAnswer, SentFile, SentRequest
from ..scene.view_data import build_extras
from . import ids
from .page import page
from .upload import Malformed, OwnFile, own_file

CONTROLS = (ids.PRESET, ids.LOSS, ids.DATA, ids.N, ids.MASK, ids.RESCALE, ids.CONVENTION)


class Running(Names):
    """Sliders that have paths; an empty text names none."""

    def read(self, text: str) -> tuple[str, ...] | None:
        return super().read(text) if text else ()

    def refusal(self, field: str, value: object) -> SpecError:
        return super().refusal(field, min({*str(value).split(",")} - {*self.names}))


# What the page's own questions say beside the keys of an address: whether a drag is followed, the slider that runs, and
# the sliders whose paths are wanted.
PREVIEW = fixed("preview", Switch(), False)
KNOB = fixed("knob", Choice(MAIN, "knob"), "l1")
WEIGHTS = tuple(name for name, knob in KNOBS.items() if name in MAIN or knob.affine)
RUNNING = fixed("knobs", Running(WEIGHTS, "knob"), ())


def open_page(search: object) -> list[Component]:
    """The explorer for an address; for a bad one its sentence above the default picture."""
    address = read_address(search, http.headers.get("Accept-Language", ""))
    spec, view, refusals, query = address
    say = words(view.language)
    sentences = [on_screen(refusal, say) for refusal in refusals]
    if refusals:
        sentences.append(say("page.refused.rest" if query else "page.refused"))
    if spec.data == OWN:
        # The file is in the visitor's browser, which will send it; until then, what stands beside it.
        spec = Spec(loss=spec.loss, n=spec.n, **{knob: getattr(spec, knob) for knob in PENALTIES})
    return page(spec, view, build_scene(Problem.of(spec)), say, join(*sentences), set_right(search, address))


def draw(request: object) -> SceneAnswer:
    """The scene of a request, or the sentence that refuses it. ``seq`` tells the browser which request it answers."""
    asked = _checked(request)
    say, own = words(asked["language"]), None
    try:
        own = own_file(asked["file"], asked["query"])
        problem = _meant(own, asked["query"])
        build = build_preview if PREVIEW.of(asked["query"], None) else build_scene
        return {"scene": build(problem), "own": own and own.told(say), "seq": asked["seq"]}
    except Refusal as refusal:
        # With the columns of a file that could be read another choice can be made.
        return {"refused": on_screen(refusal, say), "own": own and own.told(say), "seq": asked["seq"]}


def _meant(own: OwnFile | None, query: dict[str, str]) -> Problem:
    """The problem of a query and of the file beside it, which decides on the loss."""
    return Problem.of(Spec.from_query(query | ({"loss": own.loss} if own else {})), own.rows() if own else None)


def draw_paths(request: object) -> PathsAnswer:
    """The paths of a request, those of its ``knobs`` if it names some, or the sentence that refuses it."""
    asked = _checked(request)
    try:
        problem = _meant(own_file(asked["file"], asked["query"]), asked["query"])
        return {"paths": build_paths(problem, RUNNING.of(asked["query"], None) or None), "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def draw_extras(request: object) -> ExtrasAnswer:
    """What the open views of a request need of the server, or the sentence that refuses it."""
    asked = _checked(request)
    query = asked["query"]
    try:
        problem = _meant(own_file(asked["file"], query), query)
        views = tuple(name for name in looks_from(query, problem.spec).views if VIEWS[name].asks)
        extras = build_extras(problem, views, KNOB.of(query, None), query)
        return {"extras": extras, "spec": problem.spec.model_dump(), "seq": asked["seq"]}
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
    # The slider of a weight is followed by its steps (see ``assets/explorer/slider_drag.js``).
    turned = (*CONTROLS, *of_kind("data", "frame", "loss"))
    app.clientside_callback(here("turned"), *[Input(name, "value") for name in turned], prevent_initial_call=True)
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


def _checked(request: object) -> SentRequest:
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
    # What is in the file, ``own_file`` looks at.
    return {"query": query, "language": language, "seq": seq, "file": cast(SentFile | None, file)}
