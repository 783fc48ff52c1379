r"""What a penalty buys: the loss on rows that training did not see, and how many coefficients are really in use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..data.rows import Rows, Vector
from ..models.copies import NONE
from ..models.losses import LOSSES
from ..models.penalty_sum import NO_PENALTY, PenaltySum
from ..models.perturbation import perturbed, rows_in_use, target_sensitivity
from ..problem import Problem
from ..solvers.objective import Objective
from ..solvers.solution import Solution
from .path import path_on, stops_of

Chosen = NDArray[np.integer]
LEAST_ROWS = 20
# A standardized column that varies less than this among the training rows is a constant, and rounding.
CONSTANT = 1e-10
# Losses that differ by less are the same, and rounding.
ALIKE = 1e-12


@dataclass(frozen=True)
class HeldOut:
    """The bare data loss L, without penalties, on both parts of the rows as one knob runs.

    Noise and smoothing are for training only: ``training`` is the loss that was trained, with them, and ``held_out``
    that of the raw rows, as the trained model sees them in use.

    knob : a penalty
    stops : (s,) the values of the knob
    training, held_out : (s,) L at the training rows' minimiser; NaN where there is none, or several that differ in it
    best : the index of the least held-out loss, see ``least_stop``
    counts : how many rows are for training, how many held out
    """

    knob: str
    stops: Vector
    training: Vector
    held_out: Vector
    best: int
    counts: tuple[int, int]

    def to_json(self) -> dict[str, Any]:
        """For JSON, which has no NaN: lists with None in its place."""
        arrays = {name: or_none(getattr(self, name)) for name in ("stops", "training", "held_out")}
        return {"knob": self.knob, **arrays, "best": self.best, "counts": list(self.counts)}


def held_out(problem: Problem, knob: str) -> HeldOut | None:
    """Train on three quarters of the rows at every stop of a knob, and test on the quarter that was held out.

    None for data of fewer than 20 rows, and for nets. Raises SpecError if the knob has no path.
    """
    spec, rows = problem.spec, problem.raw_rows
    if not has_held_out(problem):
        return None
    kept, unseen = split(rows, scale_targets=not spec.model.classification)
    training, held = perturbed(kept, spec.model, spec.perturbation), rows_in_use(unseen, spec.perturbation)
    run = path_on(training, spec, knob)
    losses = [losses_at(Objective(LOSSES[spec.loss], part), run.solutions) for part in (training, held)]
    # At the last stop of either knob there is a single point.
    return HeldOut(knob, run.stops, losses[0], losses[1], least_stop(losses[1]), (len(kept), len(unseen)))


def losses_at(objective: Objective, solutions: Sequence[Solution]) -> Vector:
    """(s,) L at each of the solutions; NaN where there is none, or where some of its minimisers have another L.

    Of two features that are one, all minimisers predict the same, on these rows and on any others.
    """
    places = np.array([_three_of(solution) for solution in solutions])
    losses = objective.data_losses(places.reshape(-1, 2)).reshape(len(places), 3)
    known = np.array([solution.kind != "none" for solution in solutions])
    # A convex function that is the same at three points of a line is so all along between them.
    alike = np.ptp(losses, axis=1) <= ALIKE * (1.0 + np.abs(losses[:, 0]))
    return np.where(known & alike, losses[:, 0], np.nan)


def _three_of(solution: Solution) -> Vector:
    """(3, 2) Three of the minimisers in a row, the first of them named as such; of a single one itself, thrice. A plane
    is there only where no row says anything of β.
    """
    first, last = solution.points[0], solution.points[-1]
    if solution.kind == "line":
        return np.array([first, first + last, first - last])
    return np.array([first, 0.5 * (first + last), last])


def least_stop(losses: Vector) -> int:
    """The index of the least loss; of equals the largest weight, but never one that is larger for nothing.

    losses : (s,) at rising weights, NaN where there is none
    """
    return min(len(losses) - 1 - int(np.nanargmin(losses[::-1])), level_from(losses))


def level_from(losses: Vector) -> int:
    """The index from which on the loss is the same to the end: both coefficients are 0 there. The last, where it moves.

    losses : (s,) at rising weights, NaN where there is none
    """
    return int(np.max(np.flatnonzero(losses != losses[-1]), initial=-1)) + 1


def counts(problem: Problem) -> list[int]:
    """How many rows are for training and how many held out; nothing where none are."""
    if not has_held_out(problem):
        return []
    held, kept = places(len(problem.raw_rows))
    return [len(kept), len(held)]


def has_held_out(problem: Problem) -> bool:
    """Whether there are rows enough to hold some out, and a model whose path is known on the others."""
    return len(problem.raw_rows) >= LEAST_ROWS and problem.spec.model.linear_score


@dataclass(frozen=True)
class Trained:
    """The rows as they are trained on and held out, and the minimisers on the training rows alone.

    rows : all of them, in their order, scaled as ``split`` does
    held : (m,) bool
    points : (s, 2) at every stop of the knob; NaN where that is no single point
    """

    rows: Rows
    held: NDArray[np.bool_]
    points: Vector


def trained(problem: Problem, knob: str) -> Trained | None:
    """What ``held_out`` measures, to be drawn; None where that is."""
    spec, rows = problem.spec, problem.raw_rows
    if not has_held_out(problem):
        return None
    out, kept = places(len(rows))
    scaled = replace(rows, features=_scaled(rows.features, kept), typed=None)
    if not spec.model.classification:
        scaled = replace(scaled, targets=_scaled(rows.targets, kept))
    run = path_on(perturbed(scaled.subset(kept), spec.model, spec.perturbation), spec, knob)
    points = np.array([each.points[0] if each.kind == "point" else [np.nan, np.nan] for each in run.solutions])
    held = np.zeros(len(rows), bool)
    held[out] = True
    return Trained(scaled, held, points)


def split(rows: Rows, scale_targets: bool) -> tuple[Rows, Rows]:
    """Training rows and held-out rows: the first quarter of a fixed permutation is held out.

    Features, and the target of a regression, are standardized by the mean and the deviation of the training rows
    alone: the held-out rows must have no say in training, not even through a mean. A column that does not vary
    among the training rows is centred only.
    """
    held, kept = places(len(rows))
    training, unseen, _ = fold_of(rows, kept, held, scale_targets=scale_targets)
    return training, unseen


def places(count: int) -> tuple[Chosen, Chosen]:
    """Which of so many rows are held out, and which are for training."""
    held, kept = np.split(np.random.default_rng(0).permutation(count), [count // 4])
    return held, kept


def fold_of(rows: Rows, kept: Chosen, held: Chosen, *, scale_targets: bool) -> tuple[Rows, Rows, float]:
    """The kept rows and the held ones, both standardized by the kept ones alone, and the deviation of their targets, 1
    where those are classes.
    """
    features = _scaled(rows.features, kept)
    targets = _scaled(rows.targets, kept) if scale_targets else rows.targets
    scaled = replace(rows, features=features, targets=targets)
    deviation = float(np.std(rows.targets[kept])) if scale_targets else 1.0
    return scaled.subset(kept), scaled.subset(held), deviation


def degrees_of_freedom(problem: Problem, knob: str) -> Vector:
    r"""(s,) Effective degrees of freedom of the fit to all rows at every stop of the knob; NaN where it is no point.

    $$\mathrm{tr}\,H(H + 2\Omega I)^{-1}, \qquad H = \bigl(\nabla^2 L\bigr)_{AA}$$

    over the active set A: the coefficients that are not 0 where λ > 0, else all. For a squared error H is
    2X_AᵀX_A/m, and this is the trace of the matrix that takes y to its fit, X_A(X_AᵀX_A/m + ΩI)⁻¹X_Aᵀ/m: with L2
    alone Σ d_j/(d_j + Ω) over the eigenvalues of XᵀX/m, with L1 alone the number of coefficients that are not 0,
    which is an unbiased estimate of the lasso's degrees of freedom. For a cross-entropy H is X_AᵀWX_A/m with the
    weights σ(u)σ(−u) at the minimum, and Ω counts double beside it, as the squared error's 2 is missing.

    In general it is $\sum_i \partial\hat y_i/\partial y_i$, so with noise, smoothing, shared weights or γ
    $\mathrm{tr}\,H(\tilde H + 2\Omega I)^{-1}\,\partial y'/\partial y$: H of the raw rows as the model sees them in
    use, $\tilde H$ of all that was trained, λ and Ω apart, and y′ the smoothed target. Where the targets are numbers H
    is the mean of $\ell''(\tilde u)\,\tilde x x^\top$, x̃ being the row as it was trained and ũ its score: for a squared
    error that is the same, as the mean of x̃ is x; for another loss ℓ'' depends on the noise. For nets NaN: their fit is
    no linear function of β.

    A cone bends too: $\tfrac{\mu}{\|\beta\|}(I - \hat\beta\hat\beta^\top)$ stands beside 2Ω, and at β = 0 nothing is
    in use. Near their lines rounded folds bend as well.

    Source: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., §3.4.1 for L2 and a squared
    error, §4.4 for the weights W; Zou, Hastie & Tibshirani, Ann. Stat. 35(5), 2007, for the lasso's unbiased estimate;
    Vaiter, Deledalle, Peyré, Fadili & Dossal, Degrees of Freedom of the Group Lasso, arXiv 1205.1481, 2012, for the
    cone's.
    The trace with both penalties and for other losses follows by differentiating the stationarity conditions.
    """
    spec, rows = problem.spec, problem.rows
    if not spec.model.linear_score:
        return np.full(len(stops_of(knob)), np.nan)
    loss = LOSSES[spec.loss]
    in_use = Objective(loss, rows_in_use(problem.raw_rows, spec.perturbation))
    trained = Objective(loss, rows, NO_PENALTY, spec.share, spec.confidence)
    run = path_on(rows, spec, knob)
    used = np.full(len(run.stops), np.nan)
    for k, (stop, solution) in enumerate(zip(run.stops, run.solutions, strict=True)):
        if solution.kind == "point":
            penalty, beta = PenaltySum.of(**{**spec.weights, knob: float(stop)}), solution.points[0]
            basis = penalty.tangent(beta)
            # The mean of what masks and noise leave of a row is the row in use; that of its images is not.
            hessian_alone = loss.classification and spec.copies == NONE
            follow = in_use.smooth(beta)[2] if hessian_alone else _follow(in_use, trained, beta)
            whole = trained.smooth(beta)[2] + 2.0 * penalty.bowl * np.eye(2) + penalty.cone_hessian(beta)
            whole = whole + penalty.rounded.hessian(beta)
            # The order under the trace does not matter.
            inside = np.linalg.solve(basis.T @ whole @ basis, basis.T @ follow @ basis)
            used[k] = target_sensitivity(spec.perturbation) * np.trace(inside)
    return used


def _follow(in_use: Objective, trained: Objective, beta: Vector) -> Vector:
    """The mean of ℓ″·x̃xᵀ (2, 2) at β: how the fits of the raw rows follow their targets, before the bowl.

    β follows a target by x̃ times −∂ℓ′/∂y, the fit follows β by x times its own slope in the score. Of the two factors
    one is 1 and the other ℓ″: of a cross-entropy the second, at the raw row's score, else the first, at x̃'s.
    """
    rows, raw = trained.rows.sampled_at(beta), in_use.rows
    # Each raw row's copies follow one another: its images, those by its masks and those by its noise.
    repeated = np.repeat(raw.features, len(rows) // len(raw), axis=0)
    scores = (repeated if trained.loss.classification else rows.features) @ beta
    curvature = trained.loss.curvature(scores, rows.targets)
    return rows.mean_product(rows.features * curvature[:, np.newaxis], repeated)


def or_none(values: Vector) -> list[float | None]:
    """The numbers as a list, None for NaN."""
    return [None if np.isnan(value) else float(value) for value in values]


def _scaled(columns: Vector, kept: Chosen) -> Vector:
    """Columns (m,) or (m, 2) less the mean of the kept rows, over their deviation (denominator m, see ``rows``)."""
    centred = columns - columns[kept].mean(axis=0)
    # A second pass takes away what rounding left, as in ``standardize``.
    centred = centred - centred[kept].mean(axis=0)
    deviation = np.sqrt(np.mean(centred[kept] ** 2, axis=0))
    return centred / np.where(deviation > CONSTANT, deviation, 1.0)
