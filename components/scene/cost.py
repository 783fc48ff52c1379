"""What an answer costs before it is begun, in CPU seconds: the sum of its steps (see ``seconds``)."""

from collections.abc import Collection, Mapping

from landscapes import Problem
from landscapes.analysis.bias_variance import DRAWS, STRIDE
from landscapes.analysis.cross_validation import FOLDS, MOST_ROWS, MOST_SOLVES
from landscapes.analysis.early_stopping import MOST_STOPS
from landscapes.analysis.path import stops_of
from landscapes.knobs import knobs_of
from landscapes.models.perturbation import MOST_SCORES
from landscapes.optimizers.trajectory import Descent

from ..address.view import View
from ..address.views import HELD, RIDGE, SAMPLE, VIEWS
from .seconds import grid_seconds, moves, samples_in, solve_seconds
from .solution_tables import stops_within
from .trajectories import place_seconds, places_of

# What every scene needs: texts, packing, one minimiser; and a picture's pixels.
SCENE, PICTURE = 0.05, 0.5


def scene_seconds(problem: Problem, *, rough: bool = False) -> float:
    """A scene, or its preview."""
    n = problem.spec.n if not rough else problem.spec.n // 4
    return SCENE + grid_seconds(problem, n) + solve_seconds(problem, 3)


def paths_seconds(problem: Problem, knobs: Collection[str] | None = None) -> float:
    """The minimisers along each of some sliders, or along all."""
    wanted = [knob for knob in knobs_of(problem.spec) if knobs is None or knob in knobs]
    return sum(_table_seconds(problem, (knob,), len(wanted)) for knob in wanted)


def picture_seconds(problem: Problem) -> float:
    """The figure as a picture."""
    return PICTURE + scene_seconds(problem)


def standalone_seconds(problem: Problem, view: View) -> float:
    """A page that asks no server."""
    asking = tuple(name for name in view.view_state.views if VIEWS[name].asks)
    query = view.view_state.to_query() | (view.descent.to_query(problem.spec) if view.descent else {})
    tables = _table_seconds(problem, view.knobs or ("l1",), 1) if view.knobs or len(view.view_state.views) > 1 else 0.0
    return scene_seconds(problem) + tables + extras_seconds(problem, asking, query, sliders=view.knobs)


def extras_seconds(
    problem: Problem, views: Collection[str], query: Mapping[str, str], *, sliders: tuple[str, ...] = ()
) -> float:
    """What some views need. Raises SpecError for trajectories that are not allowed."""
    return sum(_view_seconds(problem, name, query, sliders) for name in views)


def _table_seconds(problem: Problem, knobs: tuple[str, ...], among: int) -> float:
    count = 1
    for values in stops_within(problem, knobs, among).values():
        count *= len(values)
    return solve_seconds(problem, count, moved=moves(problem, knobs))


def _view_seconds(problem: Problem, name: str, query: Mapping[str, str], sliders: tuple[str, ...]) -> float:
    stops, rows = len(stops_of("l1")), len(problem.raw_rows)
    if name == "path":
        # Three of them: of all rows twice, of three quarters of them; and the losses there.
        return solve_seconds(problem, 4 * stops)
    if name == "fit" and HELD.of(query, problem.spec):
        return solve_seconds(problem, stops)
    if name == "folds":
        return solve_seconds(problem, FOLDS * MOST_SOLVES) * 0.8 * min(1.0, MOST_ROWS / rows)
    if name == "cloud":
        # Of so few rows the noise has the more nodes.
        copies, size = samples_in(problem) / rows, int(SAMPLE.of(query, problem.spec))
        most = max(copies, MOST_SCORES / size) if problem.rows.noise is not None else copies
        few = min(1.0, size * most / samples_in(problem))
        return DRAWS * (stops // STRIDE + 1) * solve_seconds(problem, 1) * max(few, 0.02)
    if name == "descent":
        return _trajectories_seconds(problem, query, sliders)
    return solve_seconds(problem, 10)


def _trajectories_seconds(problem: Problem, query: Mapping[str, str], sliders: tuple[str, ...]) -> float:
    descent = Descent.from_query(query, problem.spec)
    ridge = solve_seconds(problem, MOST_STOPS) if RIDGE.of(query, problem.spec) else 0.0
    held = HELD.of(query, problem.spec)
    places = len(places_of(problem, sliders, descent, held=held)[0])
    return places * place_seconds(problem, descent, held=held) + ridge
