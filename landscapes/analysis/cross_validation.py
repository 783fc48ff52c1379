"""λ and Ω by cross-validation: exact minimisers on all rows but a fold, and the loss on that fold."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..data.rows import Rows, Vector
from ..knobs import KNOBS
from ..models.losses import LOSSES
from ..models.perturbation import perturbed, rows_in_use
from ..problem import Problem
from ..solvers.objective import Objective
from .holdout import LEAST_ROWS, Chosen, fold_of, least_stop, level_from, losses_at
from .path import solve_grid_on, stops_of

FOLDS = 5
# Of more rows than this a fixed random choice of as many is used; each fold is solved at most ``MOST_SOLVES`` times.
MOST_ROWS = 2000
# Where the search over both weights begins: every stop that is a multiple of this.
APART = 0.2
# Minimisers that a fold needs: along the knob, on the grid of both, and at the fine stops about its best.
MOST_SOLVES = 201 + 121 + 2 * 41


@dataclass(frozen=True)
class CrossValidation:
    """The held-out loss along one weight, and the pair of weights with the least one that was found.

    knob : the penalty that runs, the spec's other weights held
    stops : (s,) its values
    mean, error : (s,) the mean over the folds of the loss on the fold, and that mean's standard error; NaN where the
        other rows of some fold have no minimiser, or several that differ in it
    best : the index of the least mean, see ``least_stop``
    simplest : that of the largest weight whose mean is within one standard error of it, but of those that all leave
        both coefficients 0 the smallest
    chosen : λ and Ω with the least mean among all that were tried
    least : that mean
    folds, rows : how many
    """

    knob: str
    stops: Vector
    mean: Vector
    error: Vector
    best: int
    simplest: int
    chosen: dict[str, float]
    least: float
    folds: int
    rows: int


def folds_of(count: int) -> list[Chosen]:
    """The rows of each fold: a fixed permutation in five folds, of at most ``MOST_ROWS`` of ``count`` rows."""
    order = np.random.default_rng(0).permutation(count)[:MOST_ROWS]
    return np.array_split(order, FOLDS)


def cross_validated(problem: Problem, knob: str) -> CrossValidation | None:
    r"""Five folds along a knob, and over λ and Ω.

    In each fold features, and the target of a regression, are standardized by the mean and deviation of the other rows
    alone, as a ``Pipeline`` of scikit-learn with ``StandardScaler`` does. A squared error on a fold is taken back by
    the square of the target's deviation, so that folds are in one unit: that of the target standardized by all rows.

    λ and Ω are looked for on the grid of every 0.2, then at every stop within 0.2 along λ at the best Ω, and along Ω at
    that λ.
    Masks, noise, smoothing, and the other penalties act in training as they stand. None for data of fewer than 20 rows,
    of weighted rows, and for nets.

    Source: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., §7.10, with its one-standard-
    error rule.
    """
    spec, rows = problem.spec, problem.raw_rows
    if len(rows) < LEAST_ROWS or not spec.model.linear_score or rows.weights is not None or knob not in ("l1", "l2"):
        return None
    folds = [_fold(problem, unseen) for unseen in _splits(rows)]
    along = {knob: stops_of(knob)}
    means, errors = _scores(problem, folds, along)
    best = least_stop(means)
    within = np.flatnonzero(means <= means[best] + errors[best])
    chosen, least = _chosen(problem, folds)
    used = sum(len(unseen) for unseen in folds_of(len(rows)))
    simplest = min(int(within[-1]), level_from(means))
    return CrossValidation(knob, along[knob], means, errors, best, simplest, chosen, least, FOLDS, used)


def _splits(rows: Rows) -> list[tuple[Chosen, Chosen]]:
    folds = folds_of(len(rows))
    return [(np.concatenate([each for each in folds if each is not fold]), fold) for fold in folds]


def _fold(problem: Problem, split: tuple[Chosen, Chosen]) -> tuple[Rows, Rows, float]:
    """Training rows as they are trained, held-out rows as they are used, and the unit of their loss."""
    spec = problem.spec
    kept, unseen, deviation = fold_of(problem.raw_rows, *split, scale_targets=not spec.model.classification)
    how = spec.perturbation
    return perturbed(kept, spec.model, how), rows_in_use(unseen, how), deviation**2 if spec.model.quadratic else 1.0


def _scores(
    problem: Problem, folds: list[tuple[Rows, Rows, float]], stops: Mapping[str, Vector]
) -> tuple[Vector, Vector]:
    """The mean over the folds and its standard error, at every combination of stops."""
    losses: list[Vector] = []
    for training, unseen, unit in folds:
        solutions = solve_grid_on(training, problem.spec, stops)
        losses.append(unit * losses_at(Objective(LOSSES[problem.spec.loss], unseen), solutions))
    table = np.array(losses)
    return table.mean(axis=0), table.std(axis=0, ddof=1) / np.sqrt(len(table))


def _chosen(problem: Problem, folds: list[tuple[Rows, Rows, float]]) -> tuple[dict[str, float], float]:
    coarse = {knob: stops_of(knob)[:: round(APART / KNOBS[knob].step)] for knob in ("l1", "l2")}
    means, _ = _scores(problem, folds, coarse)
    first, second = np.unravel_index(least_stop(means), (len(coarse["l1"]), len(coarse["l2"])))
    held = {"l1": float(coarse["l1"][first]), "l2": float(coarse["l2"][second])}
    least = float(means[least_stop(means)])
    for knob, other in (("l1", "l2"), ("l2", "l1")):
        fine = stops_of(knob)
        fine = fine[np.abs(fine - held[knob]) < APART + 1e-9]
        means, _ = _scores(problem, folds, {other: np.array([held[other]]), knob: fine})
        held[knob], least = float(fine[least_stop(means)]), float(means[least_stop(means)])
    return held, least
