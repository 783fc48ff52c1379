"""Wiring. The server answers four questions: a page, a scene, its paths, and what views need."""

import json
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast

from dash import ClientsideFunction, Dash, Input, Output, State
from dash.development.base_component import Component
from flask import request as http

from landscapes import Problem, Refusal, Spec, SpecError
from landscapes.keys import Choice, Names, Switch, fixed
from landscapes.knobs import KNOBS
from landscapes.models.penalties import PENALTIES
from landscapes.spec import PICKED

from ..address.field_names import on_screen
from ..address.reading import read_address, set_right, standing
from ..address.view_state import view_state_from
from ..address.views import VIEWS
from ..i18n import LANGUAGES, join, words
from ..scene.cost import extras_seconds, paths_seconds, scene_seconds
from ..scene.scene import build_paths, build_preview, build_scene
from ..scene.schema.pages import ExtrasAnswer, PathsAnswer, SceneAnswer, SentFile, SentRequest
from ..scene.view_data import build_extras
from . import ids
from .page import page
from .upload import Malformed, OwnFile, own_file

Made = TypeVar("Made")
CONTROLS = (ids.PRESET, ids.LOSS, ids.DATA, *PICKED)


class Done(Protocol):
    """How costly answers are made: what they are answers to, the CPU seconds that they cost, and what makes them."""

    def __call__(self, key: Hashable, seconds: float, make: Callable[[], Made]) -> Made: ...


class Running(Names):
    """Sliders that have paths; an empty text names none."""

    def read(self, text: str) -> tuple[str, ...] | None:
        return super().read(text) if text else ()

    def refusal(self, field: str, value: object) -> SpecError:
        return super().refusal(field, min({*str(value).split(",")} - {*self.names}))


# What the page's own questions say beside the keys of an address: whether a drag is followed, the slider that runs, and
# the sliders whose paths are wanted.
PREVIEW = fixed("preview", Switch(), False)
KNOB = fixed("knob", Choice(PENALTIES, "knob"), "l1")
WEIGHTS = tuple(name for name, knob in KNOBS.items() if knob.kind == "penalty" or knob.affine)
RUNNING = fixed("knobs", Running(WEIGHTS, "knob"), ())


def open_page(search: object) -> list[Component]:
    """The explorer for an address; for a bad one its sentence above the default picture."""
    address = read_address(search, http.headers.get("Accept-Language", ""))
    spec, view, refusals, query = address
    say = words(view.language)
    sentences = [on_screen(refusal, say) for refusal in refusals]
    if refusals:
        sentences.append(say("page.refused.rest" if query else "page.refused"))
    return page(standing(spec), view, say, join(*sentences), set_right(search, address))


def at_once(key: Hashable, seconds: float, make: Callable[[], Made]) -> Made:
    """The answer, without waiting for others."""
    return make()


def draw(request: object, done: Done = at_once) -> SceneAnswer:
    """The scene of a request, or the sentence that refuses it. ``seq`` tells the browser which request it answers."""
    asked = _checked(request)
    say, own = words(asked["language"]), None
    try:
        own = own_file(asked["file"], asked["query"])
        problem = _meant(own, asked["query"])
        is_rough = PREVIEW.of(asked["query"], None)
        build = build_preview if is_rough else build_scene
        scene = done(_key("scene", asked), scene_seconds(problem, rough=is_rough), lambda: build(problem))
        return {"scene": scene, "own": own and own.to_json(say), "seq": asked["seq"]}
    except Refusal as refusal:
        # With the columns of a file that could be read another choice can be made.
        return {"refused": on_screen(refusal, say), "own": own and own.to_json(say), "seq": asked["seq"]}


def _meant(own: OwnFile | None, query: dict[str, str]) -> Problem:
    """The problem of a query and of the file beside it, which decides on the loss."""
    return Problem.of(Spec.from_query(query | ({"loss": own.loss} if own else {})), own.rows() if own else None)


def draw_paths(request: object, done: Done = at_once) -> PathsAnswer:
    """The paths of a request, those of its ``knobs`` if it names some, or the sentence that refuses it."""
    asked = _checked(request)
    try:
        problem = _meant(own_file(asked["file"], asked["query"]), asked["query"])
        knobs = RUNNING.of(asked["query"], None) or None
        paths = done(_key("paths", asked), paths_seconds(problem, knobs), lambda: build_paths(problem, knobs))
        return {"paths": paths, "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def draw_extras(request: object, done: Done = at_once) -> ExtrasAnswer:
    """What the open views of a request need of the server, or the sentence that refuses it."""
    asked = _checked(request)
    query = asked["query"]
    try:
        problem = _meant(own_file(asked["file"], query), query)
        views = tuple(name for name in view_state_from(query, problem.spec).views if VIEWS[name].asks)
        knob, seconds = KNOB.of(query, None), extras_seconds(problem, views, query)
        extras = done(_key("extras", asked), seconds, lambda: build_extras(problem, views, knob, query))
        return {"extras": extras, "spec": problem.spec.model_dump(), "seq": asked["seq"]}
    except Refusal as refusal:
        return {"refused": on_screen(refusal, words(asked["language"])), "seq": asked["seq"]}


def register(app: Dash, done: Done = at_once) -> None:
    """Connects the page: four server callbacks, the rest in the browser."""

    def answered(answer: Callable[[object, Done], object]) -> Callable[[object], object]:
        return lambda request: answer(request, done)

    app.callback(Output(ids.PAGE, "children"), Input(ids.ADDRESS, "data"), prevent_initial_call=True)(open_page)
    app.callback(Output(ids.SCENE, "data"), Input(ids.REQUEST, "data"), prevent_initial_call=True)(answered(draw))
    app.callback(Output(ids.PATHS, "data"), Input(ids.PATHS_REQUEST, "data"), prevent_initial_call=True)(
        answered(draw_paths)
    )
    app.callback(Output(ids.EXTRAS, "data"), Input(ids.EXTRAS_REQUEST, "data"), prevent_initial_call=True)(
        answered(draw_extras)
    )

    def here(name: str) -> ClientsideFunction:
        return ClientsideFunction("explorer", name)

    app.clientside_callback(here("address"), Output(ids.ADDRESS, "data"), Input(ids.ADDRESS, "id"))
    # Dash calls a callback at the start only if it has an output; this one gives back nothing.
    app.clientside_callback(here("begin"), Output(ids.SINK, "data"), Input(ids.START, "data"))
    # Of the answers those that are still wanted go on to the surface.
    app.clientside_callback(
        here("scene"), Output(ids.SURFACE, "scene"), Input(ids.SCENE, "data"), prevent_initial_call=True
    )
    app.clientside_callback(here("paths"), Input(ids.PATHS, "data"))
    app.clientside_callback(here("extras"), Input(ids.EXTRAS, "data"))
    # A slider says each step to the figure itself (see ``assets/core/figure.js``).
    app.clientside_callback(here("turned"), *[Input(name, "value") for name in CONTROLS], prevent_initial_call=True)
    app.clientside_callback(
        here("file"), Input(ids.FILE, "contents"), State(ids.FILE, "filename"), prevent_initial_call=True
    )
    app.clientside_callback(
        here("columns"),
        *[Input(name, "value") for name in (ids.FEATURE_1, ids.FEATURE_2, ids.TARGET)],
        prevent_initial_call=True,
    )
    app.clientside_callback(
        here("wireframe"), Output(ids.SURFACE, "wireframe"), Input(ids.WIREFRAME, "checked"), prevent_initial_call=True
    )
    app.clientside_callback(here("inertia"), Input(ids.INERTIA, "checked"), prevent_initial_call=True)
    links = (ids.COPY_LINK, ids.SHARE_OPEN, "copy-equivalent")
    buttons = (ids.PLAY, ids.RESET_CAMERA, ids.PRESENT, *links, ids.THEME, ids.LANGUAGE)
    app.clientside_callback(here("pressed"), *[Input(name, "n_clicks") for name in buttons], prevent_initial_call=True)


def _key(kind: str, asked: SentRequest) -> Hashable:
    """What an answer depends on: two visitors who ask for the same are given the same."""
    return kind, tuple(sorted(asked["query"].items())), json.dumps(asked["file"], sort_keys=True)


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
