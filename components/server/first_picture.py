"""The first picture, which does not wait for Dash and its components: what the page says at once, and its scene."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

from flask import Flask, Response, make_response, request
from markupsafe import Markup
from typing_extensions import TypedDict

from landscapes import Problem, Refusal, Spec, SpecError
from landscapes.data.datasets import OWN
from landscapes.errors import quoted

from ..address.query_string import query_asked, query_from
from ..address.reading import Address, standing
from ..address.views import SURFACE, VIEWS
from ..embed.document import script_json, tag_of
from ..http.release import release
from ..http.static_files import Packed
from ..i18n import language_of, words
from ..scene.cost import scene_seconds
from ..scene.scene import build_scene
from ..scene.schema.pages import EarlyStart
from .heavy import page_of

# It is asked for anew at each visit, and most often answered that nothing has changed.
KEPT = "private, no-cache"


class EarlyContext(TypedDict):
    """What the template ``explorer.html`` needs of an address.

    scene_at : where the first scene is
    early : an ``EarlyStart`` as JSON
    theme : that of the address, "" for the visitor's own
    views : what the buttons say that open views, the surface first
    alone : whether the surface is the only view, so that it is known where it stands
    """

    scene_at: str
    early: Markup
    views: list[str]
    alone: bool
    theme: str


def early_context(address: Address) -> EarlyContext:
    """The context of an address."""
    spec, view = standing(address.spec), address.view
    say = words(view.language)
    start: EarlyStart = {
        "scene": f"scene?{urlencode(spec.to_query(), safe=',')}",
        "words": say.under("label"),
        "theme": view.theme,
        "camera": view.camera,
        "wireframe": view.wireframe,
        "label": say("page.loading"),
        "release": release(),
    }
    early: Markup = script_json(start)
    return {
        "scene_at": start["scene"],
        "early": early,
        "views": [say(f"view.{name}") for name, kind in VIEWS.items() if kind.fits(spec.model)],
        "alone": view.view_state.views == (SURFACE,),
        "theme": "" if view.theme == "auto" else view.theme,
    }


def register(server: Flask, send: Callable[[Callable[[], Packed], str, str], Response]) -> None:
    """Adds the scene's route; ``send`` answers with a packed page."""

    def scene() -> Response:
        try:
            spec = Spec.from_query(query_from(request.query_string.decode("utf-8", "replace")))
            if spec.data == OWN:
                raise SpecError("rows", field="data", value=quoted(OWN))
            return send(lambda: _scene(spec), tag_of("scene", spec), KEPT)
        except Refusal as refusal:
            say = words(language_of(query_asked(), request.headers.get("Accept-Language", "")))
            return make_response(say.refusal(refusal), 400, {"Content-Type": "text/plain; charset=utf-8"})

    server.add_url_rule("/scene", "scene", scene)


def _scene(spec: Spec) -> Packed:
    problem = Problem.of(spec)

    def make() -> Packed:
        return Packed("application/json", json.dumps(build_scene(problem), separators=(",", ":")).encode())

    return page_of(("scene", spec), lambda: scene_seconds(problem), make)
