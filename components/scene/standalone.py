"""The scene of a page that asks no server: an embed, or one exported file."""

from landscapes import Problem
from landscapes.knobs import MAIN, knobs_of, leading
from landscapes.models.penalties import PENALTIES

from ..address.view import View
from ..address.views import COMPARE, VIEWS
from .model_notes import sent_notes
from .scene import common_scene
from .schema.pages import StandaloneScene
from .solution_tables import packed_minima, stops_within
from .view_data import build_extras


def compared(view: View) -> str:
    """The penalty of which a gallery shows several weights, or another word."""
    return str(view.view_state.options[COMPARE.name]).partition(":")[0] if "compare" in view.view_state.views else ""


def standalone_scene(problem: Problem, view: View) -> StandaloneScene:
    """The scene of a page that asks no server: the explorer's own, and the minimisers at every stop of its sliders."""
    spec = problem.spec
    scene: StandaloneScene = {**common_scene(problem), "tables": []}
    scene["solution"]["closed"] = None
    for knob in knobs_of(spec):
        # An affine term or a penalty that is off and stays off is left out.
        if knob not in (*MAIN, *view.knobs, compared(view)) and not getattr(spec, knob):
            for held in (scene["layers"], scene["weights"], scene["knobs"], scene["penalties"], scene["affineTerms"]):
                held.pop(knob, None)
    if {*view.knobs} - {*MAIN}:
        gone = {*PENALTIES} - {*scene["penalties"]}
        scene["notes"] = [note for note in sent_notes(problem) if note["knob"] not in gone]
    runs = [view.knobs] if view.knobs else []
    steering = tuple(knob for knob in view.knobs if knob in PENALTIES)
    if not steering and any(VIEWS[name].runs for name in view.view_state.views):
        # Their paths run also where the author left no slider of a penalty in.
        runs.append((leading(spec),))
    scene["tables"] = [packed_minima(problem, stops_within(problem, knobs)) for knobs in runs]
    asking = tuple(name for name in view.view_state.views if VIEWS[name].asks)
    if asking:
        query = view.view_state.to_query() | (view.descent.to_query(spec) if view.descent else {})
        knob = (*steering, leading(spec))[0]
        scene["extras"] = build_extras(problem, asking, knob, query, sliders=view.knobs)
    return scene
