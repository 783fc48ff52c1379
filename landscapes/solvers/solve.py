r"""The exact minimiser set of a landscape, with its certificate.

Everything here rests on one fact: J is convex, and the data loss is a function of the scores x_i·β. So the set of
minimisers is a point, a segment, a line or the plane, or J keeps falling (see ``rank`` and ``separability``). A
confidence penalty takes convexity away and is solved on its own (see ``entropy_line``); so are nets (see
``multistart``). Where floating point cannot tell whether a coefficient is 0, exact arithmetic does (see ``zeros``).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import numpy as np

from ..data.rank import line_of, rank_of
from ..data.rows import Rows, Vector
from ..libraries.scipy_functions import zero_between
from ..models.least_on_line import least_on_line
from ..models.losses import LOSSES
from ..models.penalty_sum import NO_PENALTY, PenaltySum
from .entropy_line import least_difference
from .objective import Objective
from .origin import least_weight
from .proximal_newton import minimise
from .separability import separating_direction
from .solution import DOUBTFUL, ORIGIN, Kind, Solution
from .zeros import Zeros

# Where a valley is so much flatter along than across, rounding moves the minimum by what can be seen.
STEEP = 1e8


class ScoreSolver:
    """What the rows decide once of a loss of scores x·β: a ``Solver``.

    loss : a name in ``LOSSES``
    rows : the data
    confidence : γ; above 0 for one row (x, −x) of a cross-entropy only, the softmax pair's
    tie : κ. J then sees β₁ − β₂ too, as if there were a row (1, −1), whose squared score it adds.
    zeros : what decides in doubt which coefficients are 0; without it rounding does
    cancelled : the coefficients that a symmetry of the rows makes 0 (see ``copies``)
    """

    def __init__(
        self,
        loss: str,
        rows: Rows,
        tie: float = 0.0,
        confidence: float = 0.0,
        zeros: Zeros | None = None,
        *,
        cancelled: tuple[int, ...] = (),
    ) -> None:
        self._loss = LOSSES[loss]
        self._rows = rows
        self._tie, self._confidence = tie, confidence
        self._zeros, self._cancelled = zeros, cancelled
        seen = rows.with_weight()
        noise = [] if seen.noise is None else [seen.noise.roots.reshape(-1, 2)]
        directions = np.vstack([seen.features, *noise, *([] if tie == 0.0 else [[[1.0, -1.0]]])])
        self._rank = rank_of(directions)
        self._line = line_of(directions) if self._rank == 1 else None
        if self._line is not None:
            # Noise along the one direction that counts is copies of the rows, the same for every β.
            self._rows = rows.sampled_at(self._line)

    @cached_property
    def _descent(self) -> Vector | None:
        """The direction in which the bare loss keeps falling, if there is one: asked only without penalties."""
        if not self._loss.separable:
            return None
        seen = self._rows.with_weight()
        # Rows that masks copied or noise moved are no longer those that were typed.
        typed = self._zeros is not None and len(seen) == self._zeros.count and seen.noise is None
        return separating_direction(seen, self._tie > 0.0, self._zeros.turn if self._zeros and typed else None)

    def objective(self, **weights: float) -> Objective:
        """J with penalties of these weights, by the names of ``PENALTIES``."""
        return self._with(PenaltySum.of(**weights))

    def _with(self, penalty: PenaltySum) -> Objective:
        return Objective(self._loss, self._rows, penalty, self._tie, self._confidence, len(self._cancelled) == 2)

    def least_weight(self, name: str, **others: float) -> float:
        """The smallest weight of a penalty at which β = 0 is a minimiser, the weights of others held; 0 only if it is
        one without, infinite for Ω elsewhere.

        Of λ alone it is ‖∇L(0)‖_∞, of μ ‖S(∇L(0), λ)‖₂ with the soft threshold S, whatever Ω.
        """
        bare = self.objective(**{**others, name: 0.0})
        return 0.0 if self._at_origin(bare) else least_weight(bare.penalty, name, bare.gradient_at_origin)

    def solve(self, start: Vector = ORIGIN, /, **weights: float) -> Solution:
        """The minimisers of J with penalties of these weights; ``start`` (2,) only saves steps where it is near."""
        objective = self.objective(**weights)
        penalty = objective.penalty
        if self._rank == 0:
            return _attained("plane" if penalty.absent else "point", [ORIGIN], objective)
        if self._confidence > 0.0:
            return self._with_entropy(objective)
        if penalty.absent and self._descent is not None:
            return self._falling(objective, self._descent)
        at_origin = self._at_origin(objective)
        if penalty.bowl == 0.0 and self._line is not None:
            return _on_line(objective, self._line, None if at_origin else objective.tie)
        if at_origin:
            return _attained("point", [ORIGIN], objective)
        if self._line is not None and all(term.bowl > 0.0 and term.smooth for term, _ in penalty.terms):
            return self._along(objective, self._line)
        return _attained("point", [self._settled(objective, minimise(objective, start))], objective)

    def _along(self, objective: Objective, v: Vector) -> Solution:
        """Rank 1 with L2 alone: of all β with one score the nearest to 0 is best, u·v/‖v‖². In the plane what rounding
        leaves across v would be divided by Ω.
        """
        bowl = objective.penalty.bowl / float(v @ v) + objective.tie
        nearest = _on_line(replace(objective, penalty=NO_PENALTY), v, bowl).points[0]
        return _attained("point", [nearest], objective)

    def _at_origin(self, objective: Objective) -> bool:
        """Whether β = 0 is a minimiser: the kinks hold ∇L(0)."""
        excess = objective.penalty.excess(objective.gradient_at_origin)
        if self._zeros is not None and abs(excess) < DOUBTFUL:
            exactly = self._zeros.at_origin(objective.penalty)
            if exactly is not None:
                return exactly
        return excess <= 0.0

    def _settled(self, objective: Objective, beta: Vector) -> Vector:
        """The minimiser β (2,), not the origin, with the zeros that it has, where floating point cannot tell."""
        penalty = objective.penalty
        thresholds = penalty.thresholds
        # Where rounded folds are, a coefficient's zero has no exact arithmetic of its own.
        if thresholds is None or penalty.rounded:
            return beta
        if self._tie == 0.0 and len(self._cancelled) == 1 and beta[self._cancelled[0]] != 0.0:
            # The symmetry is the penalties' too, as their folds are the axes': what is left there is rounding.
            return _on_axis(objective, 1 - self._cancelled[0])
        if self._zeros is None:
            return beta
        slopes = np.abs(objective.gradient(beta))
        doubtful = np.where(beta == 0.0, slopes > np.array(thresholds) - DOUBTFUL, np.abs(beta) < DOUBTFUL)
        # By the condition number of the Hessian.
        steep = self._loss.quadratic and np.linalg.cond(objective.smooth(beta)[2]) > STEEP
        if not steep and not np.any(doubtful):
            return beta
        exact = self._zeros.of_squares(objective.penalty)
        if exact is not None:
            return exact
        for j in np.flatnonzero(doubtful & (beta != 0.0)).tolist():
            if self._zeros.is_zero(j, objective.penalty):
                return _on_axis(objective, 1 - j)
        return beta

    def _with_entropy(self, objective: Objective) -> Solution:
        """With a confidence penalty: the best d = β₁ − β₂, and of all β with this d the best for the penalties."""
        (x, _), p = self._rows.features[0], self._rows.targets[0]
        penalty, across = objective.penalty, np.array([1.0, -1.0])
        # Penalties that do not tell β₁ from −β₂ are least at the middle, where no other convex one is larger.
        middle = 0.5 * across
        steep, bowl = penalty.kinks(middle), penalty.bowl + 2.0 * self._tie
        # Convex or not, β = 0 is the minimiser iff the kinks hold the slope there: see ``least_difference``.
        origin = self._at_origin(objective)

        def rise(d: float) -> float:
            return float(penalty.rounded.gradient(d * middle) @ middle)

        rounded = rise if penalty.rounded else None
        d = 0.0 if origin else least_difference(float(x), float(p), self._confidence, steep, bowl, rounded)
        if penalty.bowl > 0.0:
            return _attained("point", [d * middle], objective)
        return _between(objective, across, d)

    def _falling(self, objective: Objective, direction: Vector) -> Solution:
        """No minimiser: rows across the direction keep their least loss, all others lose theirs in the limit."""
        rows = self._rows.with_weight()
        across = np.abs(rows.features @ direction) <= 1e-12 * np.max(np.abs(rows.features))
        infimum = 0.0
        if np.any(across):
            portion = float(rows.row_weights[across].sum())
            held = ScoreSolver(self._loss.name, rows.subset(across), self._tie / portion)
            infimum = portion * held.solve().value
        return Solution("none", direction[np.newaxis], infimum, 0.0)


def _attained(kind: Kind, points: list[Vector], objective: Objective) -> Solution:
    at = points[:1] if kind == "line" else points
    residual = max(objective.residual(point) for point in at)
    return Solution(kind, np.array(points) + 0.0, objective.value(at[0]), residual)


def _on_line(objective: Objective, v: Vector, bowl: float | None) -> Solution:
    r"""Rank 1 without L2: the loss depends on u = v·β alone, and the kinks at given u are at least p|u|.

    So u minimises $f(u) + p|u| + \kappa u^2$, one-dimensional; p and where it is attained: ``PenaltySum.on_line``. For
    L1 this is on the axis where |v_j| is largest, or on the whole segment between the axes where both are; with a cone
    it is one point, for L1 and a cone on an axis or not. With rounded folds the least at given u is no multiple of |u|:
    ``least_on_line``.

    bowl : κ, which counts where v is ±(1, −1); None if u = 0 is best
    """
    if bowl is None:
        return _between(objective, v, 0.0)
    return _between(objective, v, _least_score(objective, v, bowl, _climb_of(objective.penalty, v)))


def _climb_of(penalty: PenaltySum, v: Vector) -> Callable[[float], float]:
    """p′(u), u ≥ 0, of the least p that the penalties without a bowl are on v·β = u; at 0 from the right."""
    steep = penalty.on_line(v)[0] if penalty.kinked else 0.0
    if not penalty.rounded:
        return lambda _: steep
    return lambda u: least_on_line(penalty, v, u).slope if u > 0.0 else steep


def _between(objective: Objective, v: Vector, score: float) -> Solution:
    """Where the kinks are least on v·β = score, which is the best score."""
    if objective.penalty.absent:
        nearest = score * v / float(v @ v)
        return _attained("line", [nearest, np.array([-v[1], v[0]]) / np.hypot(*v)], objective)
    if score == 0.0:
        return _attained("point", [ORIGIN], objective)
    if objective.penalty.rounded:
        ends = least_on_line(objective.penalty, v, score).ends
    else:
        ends = [score * end for end in objective.penalty.on_line(v)[1]]
    return _attained("segment" if len(ends) == 2 else "point", ends, objective)


def _on_axis(objective: Objective, j: int) -> Vector:
    """The minimiser of J among the β with β_j alone, along which noise moves each score in one way."""
    axis = np.eye(2)[j]
    alone = replace(objective, rows=objective.rows.sampled_at(axis))
    bowl = objective.penalty.bowl + objective.tie
    steep = objective.penalty.kinks(axis)
    return _least_score(alone, axis, bowl, lambda _: steep) * axis


def _least_score(objective: Objective, v: Vector, bowl: float, steep: Callable[[float], float]) -> float:
    """The u ≠ 0 that minimises f(u) + p(|u|) + bowl·u², f(u) being the mean loss of rows x_i = t_i·v with scores t_i·u.

    The sum is strictly convex, and not least at 0. Where weights are shared and v is ±(1, −1), J has κ(β₁ − β₂)² = κu².
    ``steep``: p′
    """
    loss, rows = objective.loss, objective.rows
    t = rows.features @ v / float(v @ v)

    def slope(u: float) -> float:
        return float(rows.mean(t * loss.derivative(t * u, rows.targets))) + 2.0 * bowl * u

    side = -np.sign(slope(0.0))

    def climb(distance: float) -> float:
        """The slope of f + p(|u|) away from 0 on the side where it falls: negative at 0, and it grows."""
        return side * slope(side * distance) + steep(distance)

    if climb(0.0) >= 0.0:
        # The kinks are too weak by less than rounding: a point beside 0, on the right side of it.
        return float(side * np.finfo(float).eps)
    far = 1.0
    while climb(far) < 0.0:
        far *= 2.0
    near = 0.0 if far == 1.0 else far / 2.0
    return float(side * zero_between(near, far, climb))
