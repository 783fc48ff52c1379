r"""The least point of a J that is not convex: every dip of a grid followed to its bottom, the lowest taken.

The certificate of a convex J, the distance from 0 to ∂J, proves a stationary point only. So each dip of a grid, over a
square that must hold every minimiser (``Net.reach``), is a start; the grid is far finer than the valleys of these
nets, and tests compare with an independent global search. Should two dips be equally deep, the first found is
reported; the tests show that this does not happen within the knobs' ranges.
"""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..models.least_on_line import least_on_line
from ..models.networks import Net
from ..models.penalties import PENALTIES
from ..models.penalty_sum import PenaltySum
from .exact_kinks import holds
from .origin import least_weight
from .proximal_newton import minimise
from .solution import DOUBTFUL, ORIGIN, Solution

# Points along a line of the search grid, odd, so that both axes are among its lines.
LINES = 61
# What counts as stationary.
CERTIFIED = 1e-8


@dataclass(frozen=True)
class NetObjective:
    """J(β) = L(β) + λ‖β‖₁ + Ω‖β‖₂² + μ‖β‖₂ with the loss of a net."""

    net: Net
    penalty: PenaltySum

    def data_losses(self, points: Vector) -> Vector:
        """(…) L at points (…, 2)."""
        return self.net.formula(points[..., 0], points[..., 1], *self.net.numbers)

    def values(self, points: Vector) -> Vector:
        """(…) J at points (…, 2)."""
        penalty = self.penalty.kinks_at(points) + self.penalty.bowl * np.sum(points**2, axis=-1)
        return self.data_losses(points) + (penalty + self.penalty.rounded.values(points))

    def value(self, beta: Vector) -> float:
        """J at β (2,)."""
        b1, b2 = beta.tolist()
        penalty = self.penalty.kinks(beta) + self.penalty.bowl * (b1 * b1 + b2 * b2) + self.penalty.rounded.value(beta)
        return float(self.net.formula(b1, b2, *self.net.numbers)) + penalty

    def gradient(self, beta: Vector) -> Vector:
        """∇F (2,) at β (2,), F being J without the kinks."""
        return self.net.gradient_and_hessian(beta)[0] + self._penalty_gradient(beta)

    def hessian(self, beta: Vector) -> Vector:
        """∇²F (2, 2) at β (2,)."""
        return self.net.gradient_and_hessian(beta)[1] + self._penalty_hessian(beta)

    def smooth(self, beta: Vector) -> tuple[float, Vector, Vector]:
        """F, ∇F and a positive definite stand-in for ∇²F, by which a Newton step goes down wherever it is taken.

        The eigenvalues are replaced by their sizes: near a minimum in a quadrant it is the Hessian itself.

        Source: Nocedal & Wright, Numerical Optimization, 2nd ed., §3.4.
        """
        gradient, hessian = self.net.gradient_and_hessian(beta)
        sizes, axes = np.linalg.eigh(hessian + self._penalty_hessian(beta))
        sizes = np.maximum(np.abs(sizes), 1e-9 * np.max(np.abs(sizes)) + 1e-300)
        value = self.value(beta) - self.penalty.kinks(beta)
        return value, gradient + self._penalty_gradient(beta), (axes * sizes) @ axes.T

    def residual(self, beta: Vector) -> float:
        """The distance from 0 to ∂J at β (2,): 0 at a stationary point, of which there are several."""
        return self.penalty.distance(beta, self.gradient(beta))

    def _penalty_gradient(self, beta: Vector) -> Vector:
        """(2,) of what is smooth of the penalties."""
        return 2.0 * self.penalty.bowl * beta + self.penalty.rounded.gradient(beta)

    def _penalty_hessian(self, beta: Vector) -> Vector:
        """(2, 2) its second derivative."""
        return 2.0 * self.penalty.bowl * np.eye(2) + self.penalty.rounded.hessian(beta)


class NetSolver:
    """What a net decides once, so that many penalties can be solved on it: a ``Solver``."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._endless = net.recession_direction()

    def objective(self, **weights: float) -> NetObjective:
        """J with penalties of these weights, by the names of ``PENALTIES``."""
        return NetObjective(self._net, PenaltySum.of(**weights))

    def least_weight(self, name: str, **others: float) -> float:
        r"""The weight of a penalty T from which on β = 0 is least, those of other norms held, whatever Ω.

        $$\max_\beta \frac{L(0) - L(\beta) - P(\beta)}{T(\beta)}$$

        P are the other norms; with Ω a smaller weight can do. Infinite for Ω itself, unless it is 0. At least what
        holds ∇L(0), for L1 alone ‖∇L(0)‖_∞; from there up by Dinkelbach's steps, each the ratio at the minimiser for
        the one before.

        Source: Dinkelbach, Management Science 13(7), 1967.
        """
        penalty = PENALTIES[name]
        held = {other: weight for other, weight in others.items() if not PENALTIES[other].smooth and other != name}
        bare = self.objective(**held)
        if penalty.smooth:
            at_rest = bool(held) and not np.any(self.solve(**held).points)
            return 0.0 if at_rest else np.inf
        least = least_weight(bare.penalty, name, self._net.gradient_and_hessian(ORIGIN)[0])
        at_origin = bare.value(ORIGIN)
        for _ in range(50):
            beta = self.solve(**held, **{name: least}).points[0]
            size = float(penalty.value(beta))
            ratio = (at_origin - bare.value(beta)) / size if size > 0.0 else 0.0
            if ratio <= least * (1.0 + 1e-12):
                break
            least = ratio
        return least

    def solve(self, start: Vector = ORIGIN, /, **weights: float) -> Solution:
        """The least point of J with penalties of these weights; ``start`` (2,) only saves steps where it is near.

        Kinds: "none" where L alone has no minimiser; "segment" where L sees β₁ ± β₂ alone and L1 cannot choose; else
        "point".
        """
        objective = self.objective(**weights)
        penalty = objective.penalty
        if penalty.absent and self._endless is not None:
            direction, infimum = self._endless
            return Solution("none", direction[np.newaxis], infimum, 0.0)
        reduced = self._net.reduced() if penalty.bowl == 0.0 else None
        if reduced is not None:
            return self._narrow(*reduced, objective, start)
        best = _least(objective, start)
        if np.max(np.abs(best)) < DOUBTFUL and self._valley_at_origin(penalty):
            best = ORIGIN
        return Solution("point", best[np.newaxis] + 0.0, objective.value(best), objective.residual(best))

    def _valley_at_origin(self, penalty: PenaltySum) -> bool:
        """Whether the kinks hold L's slope at 0, so that J climbs from there, and what lies beside it is rounding."""
        slopes = self._net.gradient_at_origin()
        return slopes is not None and bool(holds(slopes, penalty))

    def _narrow(self, reduced: Net, sign: float, objective: NetObjective, start: Vector) -> Solution:
        """L sees u = β₁ ± β₂ alone, and the kinks at given u are at least p|u|: for L1 at all the points between (u, 0)
        and (0, ±u), with a cone in the middle.
        """
        if objective.penalty.rounded:
            return self._narrow_rounded(np.array([1.0, sign]), objective, start)
        steep, places = objective.penalty.on_line(np.array([1.0, sign]))
        alone = NetObjective(reduced, PenaltySum.of(l1=steep))
        score = _least(alone, np.array([start[0] + sign * start[1], 0.0]))[0]
        ends = [score * place for place in places][: 1 if score == 0.0 else 2]
        residual = max(objective.residual(end) for end in ends)
        kind = "segment" if len(ends) == 2 else "point"
        return Solution(kind, np.array(ends) + 0.0, objective.value(ends[0]), residual)

    def _narrow_rounded(self, v: Vector, objective: NetObjective, start: Vector) -> Solution:
        """The same with rounded folds, whose least at given u = v·β is no multiple of |u|: u is found in the plane."""
        score = float(v @ _least(objective, start))
        ends = least_on_line(objective.penalty, v, score).ends if score != 0.0 else [ORIGIN]
        kind = "segment" if len(ends) == 2 else "point"
        residual = max(objective.residual(end) for end in ends)
        return Solution(kind, np.array(ends) + 0.0, objective.value(ends[0]), residual)


def _least(objective: NetObjective, start: Vector) -> Vector:
    """The lowest of: the origin, the bottom of the start's valley, those of all dips of the grid."""
    half = objective.net.search_radius(objective.penalty)
    line = np.arange(-(LINES // 2), LINES // 2 + 1) * (half / (LINES // 2))
    grid = np.stack(np.meshgrid(line, line), axis=-1)
    bottoms = [minimise(objective, dip) for dip in [start, *_dips(grid, objective.values(grid))]]
    candidates = [ORIGIN, *bottoms]
    certified = [bottom for bottom in candidates if objective.residual(bottom) <= CERTIFIED]
    # The tests have never seen a J without one; should there be, its residual will say so beside the lowest point.
    return min(certified or candidates, key=objective.value)


def _dips(grid: Vector, values: Vector) -> Vector:
    """(k, 2) the grid points (r, c, 2) none of whose eight neighbours is lower."""
    walled = np.pad(values, 1, constant_values=np.inf)
    rows, columns = values.shape
    around = [walled[1 + i : 1 + i + rows, 1 + j : 1 + j + columns] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    return grid[values <= np.minimum.reduce(around)]
