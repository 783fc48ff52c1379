r"""Bias and variance: the minimisers of many small samples (resampled rows), as one knob runs."""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..errors import SpecError, quoted
from ..models.penalties import PENALTIES
from ..models.perturbation import perturbed
from ..problem import Problem
from .path import solve_grid_on, stops_of

DRAWS = 60
# How many rows a sample may have; the first is usual.
SIZES = (20, 10, 40, 80)
LEAST_ROWS = 12
# Every fifth stop of a slider.
STRIDE = 5


@dataclass(frozen=True)
class BiasVariance:
    r"""Where samples of the rows would have put the minimum.

    knob : a penalty
    stops : (s,) the values of the knob, every 0.05
    points : (s, k, 2) the minimiser of each sample; NaN where it is not a single point
    target : (2,) the minimiser of all rows without penalty, or None if it is not a single point
    bias, variance : (s,) $\|\bar\beta - \beta^\star\|^2$ and $\overline{\|\beta_k - \bar\beta\|^2}$; their sum is the
        mean squared distance from the target. So ``bias`` is bias², and both are of β, not of predictions. NaN where
        a sample has no minimiser, or there is no target
    rows : how many rows a sample has
    """

    knob: str
    stops: Vector
    points: Vector
    target: Vector | None
    bias: Vector
    variance: Vector
    rows: int


def bias_variance(problem: Problem, knob: str, rows: int = SIZES[0]) -> BiasVariance | None:
    """The minimisers of 60 samples, each of so many different rows, but of half of them at most; seeded.

    The rows are taken as they are, not standardized anew. None for data of fewer than 12 rows and for nets. Raises
    SpecError if the knob has no path.

    Source: Geman, Bienenstock & Doursat, Neural Computation 4(1), 1992.
    """
    if knob not in PENALTIES:
        raise SpecError("knob", field="knob", value=quoted(knob), choices=", ".join(PENALTIES))
    spec, raw = problem.spec, problem.raw_rows
    if len(raw) < LEAST_ROWS or not spec.model.linear_score:
        return None
    size = min(rows, len(raw) // 2)
    stops = stops_of(knob)[::STRIDE]
    draw = np.random.default_rng(0)
    points = np.full((len(stops), DRAWS, 2), np.nan)
    for k in range(DRAWS):
        drawn = raw.subset(draw.choice(len(raw), size, replace=False))
        sample = perturbed(drawn, spec.model, spec.perturbation)
        for s, solution in enumerate(solve_grid_on(sample, spec, {knob: stops})):
            if solution.kind == "point":
                points[s, k] = solution.points[0]
    whole = problem.solver.solve()
    target = whole.points[0] if whole.kind == "point" else None
    bias, variance = _bias_and_variance(points, target)
    return BiasVariance(knob, stops, points, target, bias, variance, size)


def _bias_and_variance(points: Vector, target: Vector | None) -> tuple[Vector, Vector]:
    mean = points.mean(axis=1)
    variance = np.mean(np.sum((points - mean[:, np.newaxis]) ** 2, axis=2), axis=1)
    bias = np.full(len(points), np.nan) if target is None else np.sum((mean - target) ** 2, axis=1)
    return bias, variance
