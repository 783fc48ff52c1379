"""The scene of a page that asks no server: an embed, or one exported file."""

from landscapes import Problem
from landscapes.knobs import parts_of
from landscapes.models.penalties import PENALTIES

from ..address.view import View
from ..address.views import VIEWS
from .model_notes import sent_notes
from .scene import shared_scene
from .schema.pages import StandaloneScene
from .solution_tables import packed_minima, stops_for
from .view_data import build_extras


def standalone_scene(problem: Problem, view: View) -> StandaloneScene:
    """The scene of a page that asks no server: the explorer's own, and the minimisers at every stop of its sliders."""
    spec = problem.spec
    scene: StandaloneScene = {**shared_scene(problem), "tables": []}
    scene["solution"]["closed"] = None
    moving = [part for part in parts_of(spec) if part in view.knobs]
    if moving:
        scene["notes"] = sent_notes(problem)
    for part in parts_of(spec):
        # A part that is off and has no slider stays off: it is left out.
        if part not in moving and not getattr(spec, part):
            for held in (scene["layers"], scene["weights"], scene["knobs"], scene["parts"]):
                held.pop(part)
    runs = [view.knobs] if view.knobs else []
    steering = tuple(knob for knob in view.knobs if knob in PENALTIES)
    if not steering and any(VIEWS[name].runs for name in view.looks.views):
        # Their paths run along λ, also where the author left no slider of a penalty in.
        runs.append(("l1",))
    scene["tables"] = [packed_minima(problem, stops_for(spec, knobs)) for knobs in runs]
    asking = tuple(name for name in view.looks.views if VIEWS[name].asks)
    if asking:
        query = view.looks.to_query() | (view.descent.to_query(spec) if view.descent else {})
        knob = (*steering, "l1")[0]
        scene["extras"] = build_extras(problem, asking, knob, query, sliders=view.knobs)
    return scene
