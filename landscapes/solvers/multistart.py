r"""The least point of a J that is not convex: every dip of a grid followed to its bottom, the lowest taken.

The certificate of a convex J, the distance from 0 to ∂J, proves a stationary point only. So each dip of a grid, over a
square that must hold every minimiser (``Net.reach``), is a start; the grid is far finer than the valleys of these
nets, and tests compare with an independent global search. Should two dips be equally deep, the first found is
reported; the tests show that this does not happen within the knobs' ranges.
"""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..models.networks import Net
from ..surd import decimal
from .objective import subdifferential_distance
from .proximal_newton import minimise
from .solution import DOUBTFUL, ORIGIN, Solution

# Points along a line of the search grid, odd, so that both axes are among its lines.
LINES = 61
# What counts as stationary.
CERTIFIED = 1e-8


@dataclass(frozen=True)
class NetObjective:
    """J(β) = L(β) + λ‖β‖₁ + Ω‖β‖₂² with the loss of a net."""

    net: Net
    l1: float
    l2: float

    def data_losses(self, points: Vector) -> Vector:
        """(…) L at points (…, 2)."""
        return self.net.formula(points[..., 0], points[..., 1], *self.net.numbers)

    def values(self, points: Vector) -> Vector:
        """(…) J at points (…, 2)."""
        penalty = self.l1 * np.abs(points).sum(axis=-1) + self.l2 * np.sum(points**2, axis=-1)
        return self.data_losses(points) + penalty

    def value(self, beta: Vector) -> float:
        """J at β (2,)."""
        b1, b2 = beta.tolist()
        penalty = self.l1 * (abs(b1) + abs(b2)) + self.l2 * (b1 * b1 + b2 * b2)
        return float(self.net.formula(b1, b2, *self.net.numbers)) + penalty

    def gradient(self, beta: Vector) -> Vector:
        """∇F (2,) at β (2,), F being J without the L1 term."""
        return self.net.slopes(beta)[0] + 2.0 * self.l2 * beta

    def hessian(self, beta: Vector) -> Vector:
        """∇²F (2, 2) at β (2,)."""
        return self.net.slopes(beta)[1] + 2.0 * self.l2 * np.eye(2)

    def smooth(self, beta: Vector) -> tuple[float, Vector, Vector]:
        """F, ∇F and a positive definite stand-in for ∇²F, by which a Newton step goes down wherever it is taken.

        The eigenvalues are replaced by their sizes: near a minimum in a quadrant it is the Hessian itself.

        Source: Nocedal & Wright, Numerical Optimization, 2nd ed., §3.4.
        """
        gradient, bend = self.net.slopes(beta)
        sizes, axes = np.linalg.eigh(bend + 2.0 * self.l2 * np.eye(2))
        sizes = np.maximum(np.abs(sizes), 1e-9 * np.max(np.abs(sizes)) + 1e-300)
        value = self.value(beta) - self.l1 * float(np.abs(beta).sum())
        return value, gradient + 2.0 * self.l2 * beta, (axes * sizes) @ axes.T

    def residual(self, beta: Vector) -> float:
        """The distance from 0 to ∂J at β (2,): 0 at a stationary point, of which there are several."""
        return subdifferential_distance(beta, self.gradient(beta), self.l1)


class NetSolver:
    """What a net decides once, so that many penalties can be solved on it: a ``Solver``."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._endless = net.endless()

    def objective(self, l1: float, l2: float) -> NetObjective:
        """J with these weights λ and Ω."""
        return NetObjective(self._net, l1, l2)

    def lambda_max(self) -> float:
        r"""The λ from which on β = 0 is least, whatever Ω: $\max_\beta (L(0)-L(\beta))/\|\beta\|_1$.

        For Ω = 0 it is the smallest such λ; with Ω a smaller one can do. At least ‖∇L(0)‖_∞; from there up by
        Dinkelbach's steps, each the ratio at the minimiser for the one before.

        Source: Dinkelbach, Management Science 13(7), 1967.
        """
        least = float(np.max(np.abs(self._net.slopes(ORIGIN)[0])))
        at_origin = self.objective(0.0, 0.0).value(ORIGIN)
        for _ in range(50):
            beta = self.solve(least, 0.0).points[0]
            size = float(np.abs(beta).sum())
            ratio = (at_origin - self.objective(0.0, 0.0).value(beta)) / size if size > 0.0 else 0.0
            if ratio <= least * (1.0 + 1e-12):
                break
            least = ratio
        return least

    def solve(self, l1: float, l2: float, start: Vector = ORIGIN) -> Solution:
        """The least point of J with weights λ and Ω; ``start`` (2,) only saves steps where it is near.

        Kinds: "none" where L alone has no minimiser; "segment" where L sees β₁ ± β₂ alone and L1 cannot choose; else
        "point".
        """
        if l1 == 0.0 and l2 == 0.0 and self._endless is not None:
            direction, infimum = self._endless
            return Solution("none", direction[np.newaxis], infimum, 0.0)
        narrowed = self._net.narrowed() if l2 == 0.0 else None
        if narrowed is not None:
            return self._segment(*narrowed, l1, start)
        objective = self.objective(l1, l2)
        best = _least(objective, start)
        if np.max(np.abs(best)) < DOUBTFUL and self._valley_at_origin(l1):
            best = ORIGIN
        return Solution("point", best[np.newaxis] + 0.0, objective.value(best), objective.residual(best))

    def _valley_at_origin(self, l1: float) -> bool:
        """Whether no slope of L at 0 exceeds λ, so that J climbs from there, and what lies beside it is rounding."""
        slopes = self._net.slopes_at_origin()
        return slopes is not None and all(abs(slope) <= decimal(l1) for slope in slopes)

    def _segment(self, narrowed: Net, sign: float, l1: float, start: Vector) -> Solution:
        """L sees u = β₁ ± β₂ alone, and |β₁| + |β₂| ≥ |u|: all the points between (u, 0) and (0, ±u) are equal."""
        score = _least(NetObjective(narrowed, l1, 0.0), np.array([start[0] + sign * start[1], 0.0]))[0]
        ends = [np.array([score, 0.0]), np.array([0.0, sign * score])][: 1 if score == 0.0 else 2]
        objective = self.objective(l1, 0.0)
        residual = max(objective.residual(end) for end in ends)
        kind = "segment" if len(ends) == 2 else "point"
        return Solution(kind, np.array(ends) + 0.0, objective.value(ends[0]), residual)


def _least(objective: NetObjective, start: Vector) -> Vector:
    """The lowest of: the origin, the bottom of the start's valley, those of all dips of the grid."""
    half = objective.net.reach(objective.l1, objective.l2)
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
