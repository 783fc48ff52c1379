r"""The L2 penalty that stopping early is said to be: for each number of steps, the minimum it would lead to;
and the held-out loss by which a trajectory is stopped.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..data.rows import Vector
from ..models.losses import LOSSES
from ..models.perturbation import rows_in_use
from ..optimizers.trajectory import Descent, descend
from ..problem import Problem
from ..solvers.objective import Objective
from ..solvers.solution import ORIGIN
from ..stages import stage
from .holdout import has_held_out, split

MOST_STOPS = 200


@dataclass(frozen=True)
class RidgePath:
    """The minima that stand in for stopped trajectories.

    steps : (k,) numbers of steps t, rising, from 1 to all; each of them up to 200, then ever fewer
    weights : (k,) 1/(2ηt), by how much Ω is larger there
    points : (k, 2) the minimiser of J + ‖β‖²/(2ηt)
    """

    steps: NDArray[np.integer]
    weights: Vector
    points: Vector


def ridge_path(problem: Problem, descent: Descent) -> RidgePath:
    r"""The ridge path beside a trajectory of rate η: the minimisers of $J(\beta) + \tfrac{1}{2\eta t}\|\beta\|^2$.

    On a squared error with $X^\top X/m = Q\Lambda Q^\top$ gradient descent from 0 is at
    $Q[I - (I - 2\eta\Lambda)^t]Q^\top\beta^*$ after t steps, and this minimiser at
    $Q\Lambda(\Lambda + \Omega I)^{-1}Q^\top\beta^*$ with $\Omega = 1/(2\eta t)$. Where 2ηtΛ is small both are
    2ηtΛβ* to first order; elsewhere they differ.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.8.
    """
    spec, solver = problem.spec, problem.solver
    every = np.arange(1, descent.steps + 1)
    fewer = np.unique(np.rint(np.geomspace(1, descent.steps, MOST_STOPS)).astype(int))
    steps = every if descent.steps <= MOST_STOPS else fewer
    weights = 1.0 / (2.0 * descent.rate * steps)
    points: list[Vector] = []
    start = ORIGIN
    for weight in weights:
        stage()
        start = solver.solve(start, **{**spec.weights, "l2": spec.l2 + float(weight)}).points[0]
        points.append(start)
    return RidgePath(steps, weights, np.array(points))


@dataclass(frozen=True)
class Watched:
    """The bare data loss L along one method's trajectory on the training rows, see ``watched``.

    training, held_out : (k,) before the first step and after each
    best : the first step after which the loss on the held-out rows is least
    """

    training: Vector
    held_out: Vector
    best: int


def watched(problem: Problem, descent: Descent) -> tuple[Watched, ...] | None:
    """Each method's trajectory on the training rows alone, and the loss that early stopping watches, on held-out rows.

    The same quarter of the rows as ``holdout.held_out`` leaves out, measured in the same way. None where that is.
    """
    if not has_held_out(problem):
        return None
    spec = problem.spec
    kept, unseen = split(problem.raw_rows, scale_targets=not spec.model.classification)
    training = Problem(spec, kept)
    objectives = [
        Objective(LOSSES[spec.loss], rows) for rows in (training.rows, rows_in_use(unseen, spec.perturbation))
    ]
    found: list[Watched] = []
    for trajectory in descend(training, descent):
        losses = [each.data_losses(trajectory.points) for each in objectives]
        found.append(Watched(losses[0], losses[1], int(np.argmin(losses[1]))))
    return tuple(found)
