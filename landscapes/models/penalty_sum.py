r"""What penalties with weights add to J: $P = \sum_k w_k T_k$, as solver and certificate see it.

$$P(\beta) = \sum_i |s_i\cdot\beta| + r\,\|\beta\|_2 + \Omega\,\|\beta\|_2^2 + \sum_k h_{\delta_k}(s_k\cdot\beta),$$

the folds, cones, bowls and rounded folds of all penalties together. Bowl and rounded folds are smooth, and J's smooth
part F has them. Of the rest, the kinks, the subdifferential is, with the folds on whose lines β lies called tight,

- at β ≠ 0 one vector, $\sum s_i\,\mathrm{sign}(s_i\cdot\beta) + r\beta/\|\beta\|$, and the segments [−s_i, s_i] of the
  tight folds;
- at 0 the zonogon $Z = \sum_i [-s_i, s_i]$ and around it the disc of radius r. For L1 the zonogon is a square.

So the distance of 0 from ∂J is one of a point from a polygon, less the radius: exact for every sum of penalties.

Source: Rockafellar, Convex Analysis, §23 (subgradients of a sum) and §16 (a norm's subdifferential at 0 is its dual
ball).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from math import copysign, hypot, sqrt
from typing import Any, NamedTuple

import numpy as np

from ..data.rows import Vector
from .penalties import PENALTIES, Penalty
from .rounded import RoundedFolds
from .zonogon import Pair, beyond, dot, merged, normal_of, side


class Line(NamedTuple):
    """A line through 0 on which β may come to rest.

    along : a direction along it, its larger entry 1 in size
    normal : the unit normal
    kinks : the kinks at ``along``
    held : the largest slope along the normal that the line's own fold balances, 0 if there is none
    across : the slope of all other folds along the normal, on the side of ``along``
    """

    along: Pair
    normal: Pair
    kinks: float
    held: float
    across: float


@dataclass(frozen=True)
class PenaltySum:
    """Penalties with their weights, all above 0."""

    terms: tuple[tuple[Penalty, float], ...] = ()

    @classmethod
    def of(cls, **weights: float) -> "PenaltySum":
        """The sum with these weights, by the names of ``PENALTIES``; those that are not named have weight 0.

        Raises KeyError for another name.
        """
        return _of(tuple(weights.items()))

    @property
    def absent(self) -> bool:
        """Whether there is none. Otherwise J → ∞ in every direction, as no loss falls below a bound."""
        return not self.terms

    @cached_property
    def kinked(self) -> tuple[tuple[Penalty, float], ...]:
        """Those that are not smooth."""
        return tuple((penalty, weight) for penalty, weight in self.terms if not penalty.smooth)

    @cached_property
    def bowl(self) -> float:
        """Ω: the weight of ‖β‖₂² in the sum."""
        return float(sum(weight * penalty.bowl for penalty, weight in self.terms))

    @cached_property
    def cone(self) -> float:
        """r: the weight of ‖β‖₂ in the sum."""
        return float(sum(weight * penalty.cone for penalty, weight in self.terms))

    @cached_property
    def rounded(self) -> RoundedFolds:
        """The rounded folds of the sum."""
        return RoundedFolds.weighed((weight, fold) for penalty, weight in self.terms for fold in penalty.rounded)

    @cached_property
    def folds(self) -> tuple[Pair, ...]:
        """The s_i of the sum, no two of them parallel; those along the axes first."""
        return merged((weight * s1, weight * s2) for penalty, weight in self.terms for s1, s2 in penalty.folds)

    @cached_property
    def thresholds(self) -> Pair | None:
        """The t_j if the folds are those of t₁|β₁| + t₂|β₂|, else None."""
        if any(0.0 not in fold for fold in self.folds):
            return None
        return sum(abs(s1) for s1, _ in self.folds) + 0.0, sum(abs(s2) for _, s2 in self.folds) + 0.0

    def kinks(self, beta: Vector) -> float:
        """P less what is smooth of it, at β (2,)."""
        b1, b2 = beta.tolist()
        total = 0.0
        for penalty, weight in self.kinked:
            here = sum(abs(s1 * b1 + s2 * b2) for s1, s2 in penalty.folds)
            total += weight * (here + penalty.cone * hypot(b1, b2) if penalty.cone > 0.0 else here)
        return total

    def kinks_at(self, points: Vector) -> Any:
        """(…) the same at points (…, 2)."""
        return sum(weight * penalty.value(points) for penalty, weight in self.kinked)

    def distance(self, beta: Vector, gradient: Vector) -> float:
        r"""The length of the shortest vector in $\nabla F(\beta) + \partial K(\beta)$, K being the kinks.

        Of L1 alone, per coordinate $|g_j + \lambda\,\mathrm{sign}\,\beta_j|$ where $\beta_j \ne 0$, and
        $\max(|g_j| - \lambda, 0)$ where $\beta_j = 0$ (the Karush–Kuhn–Tucker conditions). With a cone, at 0,
        $\max(0, \|S(g, \lambda)\| - \mu)$ with the soft threshold S.

        gradient : ∇F (2,)

        Source: Hastie, Tibshirani & Wainwright, Statistical Learning with Sparsity, §2.2 and §5.2; Simon, Friedman,
        Hastie & Tibshirani, J. Comput. Graph. Stat. 22(2), 2013, §3 for both.
        """
        b1, b2 = beta.tolist()
        g1, g2 = gradient.tolist()
        tight: list[Pair] = []
        for s1, s2 in self.folds:
            here = side(s1 * b1, s2 * b2)
            if here == 0.0:
                tight.append((s1, s2))
            else:
                g1, g2 = g1 + here * s1, g2 + here * s2
        radius = self.cone
        if radius > 0.0 and (b1 != 0.0 or b2 != 0.0):
            length = hypot(b1, b2)
            g1, g2, radius = g1 + radius * (b1 / length), g2 + radius * (b2 / length), 0.0
        outside = hypot(*beyond((g1, g2), tight))
        return max(outside - radius, 0.0) if radius > 0.0 else outside

    def excess(self, gradient: Vector) -> float:
        """By how much the gradient ∇L(0) (2,) is more than the kinks hold at 0: β = 0 is a minimiser iff it is not > 0.

        Its size is a distance outside, and inside where there is no cone: for L1 it is max|slope_j| − λ.
        """
        point = (float(gradient[0]), float(gradient[1]))
        outside = -np.inf
        for (n1, n2), height in self.walls:
            outside = max(outside, abs(n1 * point[0] + n2 * point[1]) - height)
        if self.cone == 0.0:
            return float(outside) if self.walls else hypot(*point)
        return hypot(*beyond(point, self.folds)) - self.cone

    @cached_property
    def walls(self) -> list[tuple[Pair, float]]:
        """The zonogon's unit normals, and how far it reaches along each."""
        if not self.folds:
            return []
        normals = [normal_of((-s2, s1)) for s1, s2 in self.folds]
        return [(normal, sum(abs(dot(normal, fold)) for fold in self.folds)) for normal in normals]

    def reach(self, most: float) -> float:
        """How large a |β_j| can be where P(β) ≤ ``most``; there must be a penalty."""
        return min(penalty.reach(most, weight) for penalty, weight in self.terms)

    def prox(self, point: Vector, step: float = 1.0) -> Vector:
        r"""$\arg\min_b \tfrac1{2\eta}\|b - z\|^2 + P(b)$, exactly: the folds' step, then the cone's, then the bowl's.
        Rounded folds take no part: what is smooth and no bowl is met by its gradient.

        The folds' is z less its nearest point in ηZ, for L1 the soft threshold; the cone shrinks what is left by ηr in
        length, and the bowl divides by 1 + 2ηΩ.

        point : z (2,)
        step : η

        Source: Moreau, Bull. Soc. Math. France 93, 1965; Yu, On Decomposing the Proximal Map, NeurIPS 2013, for the
        composition.
        """
        scaled = [(step * s1, step * s2) for s1, s2 in self.folds]
        z1, z2 = beyond((float(point[0]), float(point[1])), scaled)
        length = hypot(z1, z2)
        kept = max(1.0 - step * self.cone / length, 0.0) if self.cone > 0.0 and length > 0.0 else 1.0
        kept /= 1.0 + 2.0 * step * self.bowl
        return np.array([kept * z1, kept * z2])

    def on_line(self, v: Vector) -> tuple[float, list[Vector]]:
        r"""(p, ends): the least kinks on the line v·β = 1, and where: at one point, or between two.

        The kinks are a norm, so at v·β = u they are least at u times that, where they are p|u|. Along the line they are
        convex: bent where it crosses a fold's line, between two of these $a + bt + r\sqrt{C^2 + t^2}$, t being the
        place on the line and C its distance from 0, which is least at $t = -bC/\sqrt{r^2 - b^2}$ if |b| < r.
        """
        nearest, along = v / float(v @ v), np.array([-v[1], v[0]]) / float(np.hypot(*v))
        away = float(np.hypot(*nearest))
        crossings = [np.array(line.along) / dot(v, line.along) for line in self._folded if dot(v, line.along) != 0.0]
        inner: list[Vector] = []
        if self.cone > 0.0:
            places = sorted({float(point @ along) for point in crossings})
            bounds = [-np.inf, *places, np.inf]
            for low, high in pairwise(bounds):
                # Some place between them; the outermost two are endless.
                middle = 0.5 * (max(low, min(high, 0.0) - 1.0) + min(high, max(low, 0.0) + 1.0))
                inside = nearest + middle * along
                slope = sum(copysign(1.0, dot(fold, inside)) * dot(fold, along) for fold in self.folds)
                if abs(slope) < self.cone:
                    at = -slope * away / sqrt((self.cone - slope) * (self.cone + slope))
                    if low < at < high:
                        inner.append(nearest + at * along)
        # With a cone they are strictly convex: where the slope is 0 they are least.
        candidates = inner or crossings
        heights = [self.kinks(point) for point in candidates]
        least = min(heights)
        ends = [point for point, height in zip(candidates, heights, strict=True) if height <= least * (1.0 + 1e-12)]
        return least, ends[:1] if self.cone > 0.0 else ends

    @property
    def _folded(self) -> list[Line]:
        """The lines along which there is a fold."""
        return [line for line in self.lines if line.held > 0.0]

    @cached_property
    def middles(self) -> list[Vector]:
        """A direction (2,) inside each of the sectors between the folds' lines; without folds, one."""
        if not self.folds:
            return [np.array([1.0, 0.0])]
        angles = sorted(float(np.arctan2(line.along[1], line.along[0])) % np.pi for line in self._folded)
        angles = [*angles, *[angle + np.pi for angle in angles], angles[0] + 2.0 * np.pi]
        middles = [0.5 * (one + other) for one, other in pairwise(angles)]
        return [np.array([np.cos(angle), np.sin(angle)]) for angle in middles]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines on which β may come to rest: both axes, and those of the folds."""
        oblique = [fold for fold in self.folds if 0.0 not in fold]
        level = [fold for fold in self.folds if 0.0 in fold]
        found: list[Line] = []
        for along, normal in (((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (1.0, 0.0))):
            found.append(self._line(along, normal, [fold for fold in level if dot(fold, along) == 0.0]))
        for fold in oblique:
            largest = max(map(abs, fold))
            found.append(self._line((-fold[1] / largest, fold[0] / largest), normal_of(fold), [fold]))
        return tuple(found)

    def _line(self, along: Pair, normal: Pair, tight: list[Pair]) -> Line:
        others = [fold for fold in self.folds if fold not in tight]
        across = sum(copysign(dot(normal, fold), dot(normal, fold) * dot(fold, along)) for fold in others) + 0.0
        return Line(along, normal, self.kinks(np.array(along)), sum(hypot(*fold) for fold in tight) + 0.0, across)

    @cached_property
    def sectors(self) -> list[tuple[Pair, tuple[Pair, ...]]]:
        """(slope, sides) for each sector between the folds' lines: the folds' gradient there, and the signed s_i whose
        product with β is above 0 in it.
        """
        found: list[tuple[Pair, tuple[Pair, ...]]] = []
        for middle in self.middles:
            sides = tuple((s1, s2) if s1 * middle[0] + s2 * middle[1] > 0.0 else (-s1, -s2) for s1, s2 in self.folds)
            found.append(((sum(s for s, _ in sides) + 0.0, sum(s for _, s in sides) + 0.0), sides))
        return found

    def tangent(self, beta: Vector) -> Vector:
        """(2, k) an orthonormal basis of the β + δ that stay as sparse: on the lines of the folds that are tight at β;
        of no direction at 0 where there are kinks.
        """
        if not self.kinked:
            return np.eye(2)
        if not np.any(beta):
            return np.zeros((2, 0))
        tight = [fold for fold in self.folds if side(fold[0] * beta[0], fold[1] * beta[1]) == 0.0]
        if not tight:
            return np.eye(2)
        along = np.array([-tight[0][1], tight[0][0]]) / hypot(*tight[0])
        return np.abs(along)[:, np.newaxis] if 0.0 in along else along[:, np.newaxis]

    def cone_hessian(self, beta: Vector) -> Vector:
        r"""(2, 2) the Hessian of r‖β‖: $\tfrac{r}{\|\beta\|}(I - \hat\beta\hat\beta^\top)$; 0 at 0."""
        length = float(np.hypot(*beta))
        if self.cone == 0.0 or length == 0.0:
            return np.zeros((2, 2))
        across = np.array([-beta[1], beta[0]]) / length
        return self.cone / length * np.outer(across, across)


NO_PENALTY = PenaltySum()


@lru_cache(maxsize=512)
def _of(weights: tuple[tuple[str, float], ...]) -> PenaltySum:
    named = dict(weights)
    terms = tuple((penalty, float(named.pop(name))) for name, penalty in PENALTIES.items() if name in named)
    if named:
        raise KeyError(next(iter(named)))
    return PenaltySum(tuple((penalty, weight) for penalty, weight in terms if weight > 0.0))
