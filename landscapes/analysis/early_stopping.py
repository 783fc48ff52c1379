r"""The L2 penalty that stopping early is said to be: for each number of steps, the minimum it would lead to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..data.rows import Vector
from ..optimizers.trajectory import Descent
from ..problem import Problem
from ..solvers.solution import ORIGIN

MOST_STOPS = 200


@dataclass(frozen=True)
class RidgePath:
    """The minima that stand in for stopped walks.

    steps : (k,) numbers of steps t, rising, from 1 to all; each of them up to 200, then ever fewer
    weights : (k,) 1/(2ηt), by how much Ω is larger there
    points : (k, 2) the minimiser of J + ‖β‖²/(2ηt)
    """

    steps: NDArray[np.integer]
    weights: Vector
    points: Vector


def ridge_path(problem: Problem, descent: Descent) -> RidgePath:
    r"""The ridge path beside a walk of rate η: the minimisers of $J(\beta) + \tfrac{1}{2\eta t}\|\beta\|^2$.

    On a squared error with $X^\top X/m = Q\Lambda Q^\top$ gradient descent from 0 is at
    $Q[I - (I - 2\eta\Lambda)^t]Q^\top\beta^*$ after t steps, and this minimiser at
    $Q\Lambda(\Lambda + \Omega I)^{-1}Q^\top\beta^*$ with $\Omega = 1/(2\eta t)$. Where 2ηtΛ is small both are
    2ηtΛβ* to first order; elsewhere they part.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.8.
    """
    spec, solver = problem.spec, problem.solver
    every = np.arange(1, descent.steps + 1)
    fewer = np.unique(np.rint(np.geomspace(1, descent.steps, MOST_STOPS)).astype(int))
    steps = every if descent.steps <= MOST_STOPS else fewer
    weights = 1.0 / (2.0 * descent.rate * steps)
    points, start = [], ORIGIN
    for weight in weights:
        start = solver.solve(start, **{**spec.weights, "l2": spec.l2 + float(weight)}).points[0]
        points.append(start)
    return RidgePath(steps, weights, np.array(points))
