"""The exact minimisers at every combination of some sliders' stops, packed: what an embed needs no server for.

One table serves all hosts: the explorer asks for a table of each slider, an embed carries one of its own.
"""

from functools import lru_cache

import numpy as np

from landscapes import Problem, Rows, Spec
from landscapes.analysis.path import solve_grid, stops_of
from landscapes.data.rows import Vector
from landscapes.knobs import affine_terms_of

from .encoding import short
from .schema.scene import ClosedForm
from .schema.tables import PackedTable
from .seconds import moves, solve_seconds
from .story import solution_json

# Two sliders have 201² combinations at the fine stops: with every fifth stop of each, a page carries them all.
COARSE = 5
# CPU seconds that the tables of an answer may take together; otherwise every second, fourth, … stop is left.
MOST_SECONDS = 2.0


def stops_for(spec: Spec, knobs: tuple[str, ...]) -> dict[str, Vector]:
    """Where each slider can stand: every 0.01 for one slider alone, every 0.05 for two; and where the spec stands."""
    stops = {}
    for knob in knobs:
        grid = stops_of(knob)[:: COARSE if len(knobs) > 1 else 1]
        stops[knob] = np.unique(np.append(grid, getattr(spec, knob)))
    return stops


def stops_within(problem: Problem, knobs: tuple[str, ...], among: int = 1) -> dict[str, Vector]:
    """The same, or every second, fourth, … stop of each slider: as many as can be solved while a visitor waits.

    among : the tables that share the time
    """
    spec, whole = problem.spec, stops_for(problem.spec, knobs)
    if not knobs:
        return whole
    one = solve_seconds(problem, 1, moved=moves(problem, knobs))
    for stride in (1, 2, 4, 8, 20):
        stops = {knob: np.unique(np.append(values[::stride], getattr(spec, knob))) for knob, values in whole.items()}
        if one * np.prod([len(values) for values in stops.values()]) <= MOST_SECONDS / among:
            break
    return stops


def packed_minima(problem: Problem, stops: dict[str, Vector], *, closed: bool = False) -> PackedTable:
    """All minimisers as columns, the last knob changing fastest.

    ``problem``: with the weights that are held. ``cases``: [kind, story] pairs; ``case``: which one holds at each
    combination. ``points``: the coordinates, two or four. ``loss``: the data loss there, from which J follows under
    any weights (for "none" the infimum of J), its affine terms at that combination's weights. ``closed`` adds the
    closed forms' numbers.
    """
    spec = problem.spec
    moving = tuple(knob for knob in stops if knob in affine_terms_of(spec))

    @lru_cache(maxsize=64)
    def model_at(*values: float) -> tuple[Rows, float]:
        at = problem.changed(**dict(zip(moving, values, strict=True)))
        return at.rows, at.lambda_max_alone

    table: PackedTable = {
        "spec": spec.model_dump(),
        "knobs": list(stops),
        "stops": [values.tolist() for values in stops.values()],
        "cases": [],
        "case": [],
        "points": [],
        "loss": [],
        "residual": [],
    }
    forms: list[ClosedForm | None] = []
    combinations = np.stack(np.meshgrid(*stops.values(), indexing="ij"), axis=-1).reshape(-1, len(stops))
    for values, solution in zip(combinations, solve_grid(problem, stops), strict=True):
        at = spec.with_(**{knob: float(value) for knob, value in zip(stops, values, strict=True)})
        used, lambda_max = model_at(*[getattr(at, knob) for knob in moving])
        found = solution_json(at, solution, lambda_max, used)
        case = (found["kind"], found["story"])
        if case not in table["cases"]:
            table["cases"].append(case)
        table["case"].append(table["cases"].index(case))
        table["points"].append([short(float(value)) for value in solution.points.ravel()])
        table["loss"].append(short(found["loss"]))
        table["residual"].append(float(f"{solution.residual:.3g}"))
        forms.append(found["closed"])
    if closed:
        table["closed"] = forms
    return table
