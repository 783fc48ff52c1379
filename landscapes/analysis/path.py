"""The regularization path: the exact minimisers at every stop of a slider, or of several."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..data.rows import Rows, Vector
from ..errors import SpecError, quoted
from ..knobs import KNOBS, STOPS_PER_UNIT, knobs_of
from ..models.penalties import PENALTIES
from ..problem import Problem
from ..solvers.solution import ORIGIN, Solution, Solver
from ..solvers.solve import ScoreSolver
from ..spec import LEAST, Spec
from ..stages import stage


@dataclass(frozen=True)
class Path:
    """The minimisers as one knob runs and the others rest.

    knob : a penalty or the knob of an affine term of the loss
    stops : (s,) the values of the knob, every 0.01 of its range
    solutions : one for each stop
    """

    knob: str
    stops: Vector
    solutions: tuple[Solution, ...]

    @cached_property
    def values(self) -> Vector:
        """(s,) the least J at each stop."""
        return np.array([solution.value for solution in self.solutions])

    @cached_property
    def residuals(self) -> Vector:
        """(s,) the certificate at each stop."""
        return np.array([solution.residual for solution in self.solutions])


def stops_of(knob: str) -> Vector:
    """(s,) the stops of a slider; each is the double nearest to its two decimals, as a browser reads it."""
    low, high = round(KNOBS[knob].low * STOPS_PER_UNIT), round(KNOBS[knob].high * STOPS_PER_UNIT)
    return np.arange(low, high + 1) / STOPS_PER_UNIT


def path(problem: Problem, knob: str) -> Path:
    """The exact minimisers at every stop of the knob's slider, the spec's other weights held.

    Raises SpecError if the model has no such knob.
    """
    _checked(knob, knobs_of(problem.spec))
    stops = stops_of(knob)
    return Path(knob, stops, solve_grid(problem, {knob: stops}))


def path_on(rows: Rows, spec: Spec, knob: str) -> Path:
    """The same along a penalty's weight on the given rows, as they are, whatever the spec's data and transform: a part
    of them.
    """
    _checked(knob, tuple(PENALTIES))
    stops = stops_of(knob)
    return Path(knob, stops, solve_grid_on(rows, spec, {knob: stops}))


def _checked(knob: str, choices: tuple[str, ...]) -> None:
    if knob not in choices:
        raise SpecError("knob", field="knob", value=quoted(knob), choices=", ".join(choices))


def zero_thresholds(problem: Problem, found: Path) -> tuple[float | None, float | None]:
    """For each coefficient the penalty's weight from which on it is exactly 0, from above, to 10⁻⁷ and to five digits;
    0 where each positive weight holds it there but 0 does not; None if it is not, or always.

    ``found`` is the problem's path: between its last stop with the coefficient and its first without, the interval is
    halved, each half decided by an exact minimiser.
    """
    spec, solver = problem.spec, problem.solver

    def is_zero(solution: Solution, j: int) -> bool:
        return solution.kind == "point" and bool(solution.points[0, j] == 0.0)

    def is_zero_at(weight: float, j: int) -> bool:
        return is_zero(solver.solve(**{**spec.weights, found.knob: weight}), j)

    def knot(j: int) -> float | None:
        others = [k for k, solution in enumerate(found.solutions) if not is_zero(solution, j)]
        if not others or others[-1] == len(found.stops) - 1:
            return None
        below, above = (float(found.stops[others[-1] + step]) for step in (0, 1))
        if below == 0.0 and is_zero_at(LEAST, j):
            return 0.0
        while above - below > min(1e-7, 1e-5 * above):
            middle = 0.5 * (below + above)
            below, above = (below, middle) if is_zero_at(middle, j) else (middle, above)
        return above

    return knot(0), knot(1)


def solve_grid(problem: Problem, stops: Mapping[str, Vector]) -> tuple[Solution, ...]:
    """The exact minimisers at every combination of stops, the spec's other weights held.

    stops : knob → (s,) its stops, rising; the last knob changes fastest in the answer
    Each solution starts from its neighbour, which is near, so two or three Newton steps do.
    """
    return _solved(lambda values: problem.changed(**values).solver if values else problem.solver, problem.spec, stops)


def solve_grid_on(rows: Rows, spec: Spec, stops: Mapping[str, Vector]) -> tuple[Solution, ...]:
    """The same along penalties' weights on the given rows, as they are, whatever the spec's data and transform."""
    solver = ScoreSolver(spec.loss, rows, spec.share, spec.confidence)
    return _solved(lambda values: solver, spec, stops)


def _solved(
    solver_at: Callable[[Mapping[str, float]], Solver], spec: Spec, stops: Mapping[str, Vector]
) -> tuple[Solution, ...]:
    # Knobs that change the loss change the solver, whose rows may be many: they run slowest, so that one is alive.
    slow = [knob for knob in stops if knob not in PENALTIES]
    fast = [knob for knob in stops if knob in PENALTIES]
    solutions: dict[tuple[float, ...], Solution] = {}
    start = ORIGIN
    # From the strongest penalty down: there the minimum is near the origin, and it moves away in small steps.
    for held in itertools.product(*[stops[knob][::-1].tolist() for knob in slow]):
        solver = solver_at(dict(zip(slow, held, strict=True)))
        for run in itertools.product(*[stops[knob][::-1].tolist() for knob in fast]):
            stage()
            solution = solver.solve(start, **(spec.weights | dict(zip(fast, run, strict=True))))
            start = solution.points[0] if solution.kind == "point" else ORIGIN
            place = dict(zip(slow + fast, held + run, strict=True))
            solutions[tuple(place[knob] for knob in stops)] = solution
    return tuple(solutions[place] for place in itertools.product(*[values.tolist() for values in stops.values()]))
