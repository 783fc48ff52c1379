r"""The minimum of a strictly convex smooth function of two variables plus kinks, to machine precision."""

from math import copysign, hypot
from typing import Protocol

import numpy as np

from ..data.rows import Vector
from ..models.penalty_sum import PenaltySum

STEPS = 200
# A root is bracketed from below, each step closer: this many are never needed.
MOST_TURNS = 100


class Curved(Protocol):
    """A J = F + P of two variables: F, bowls included, with its gradient and a positive definite Hessian; the
    penalties, of whose sum P is the kinks; and J.
    """

    @property
    def penalty(self) -> PenaltySum: ...

    def smooth(self, beta: Vector) -> tuple[float, Vector, Vector]: ...

    def value(self, beta: Vector) -> float: ...


def minimise(objective: Curved, start: Vector) -> Vector:
    """The minimiser (2,) of J, with true zeros where folds hold a coefficient at 0, or a cone both.

    Proximal Newton: each step minimises the second-order model of F plus the kinks exactly (``quadratic_minimum``), and
    is shortened until J falls enough. For a quadratic loss the first step lands on the minimum.
    J must be strictly convex and have a minimiser. Of a J that is not convex, given a positive definite stand-in for
    its Hessian, it is the bottom of a valley: J falls in every step.

    Source: Lee, Sun & Saunders, SIAM J. Optim. 24(3), 2014.
    """
    penalty = objective.penalty
    beta, best, least = start, start, np.inf
    since_best = 0
    for _ in range(STEPS):
        value, gradient, hessian = objective.smooth(beta)
        residual = penalty.distance(beta, gradient)
        since_best = since_best + 1 if residual >= least else 0
        if residual < least:
            best, least = beta, residual
        # Two steps that gain nothing: what is left of the residual is rounding.
        if least == 0.0 or (since_best >= 2 and least < 1e-9):
            break
        target = quadratic_minimum(hessian, hessian @ beta - gradient, penalty)
        beta = _shortened(objective, beta, target, value, gradient)
    return best


def _shortened(objective: Curved, beta: Vector, target: Vector, smooth_value: float, gradient: Vector) -> Vector:
    """A backtracking line search: the first of target, and points ever closer to β, at which J falls by a fair part of
    what is promised.
    """
    kinks = objective.penalty.kinks(beta)
    value = smooth_value + kinks
    promised = float(gradient @ (target - beta)) + (objective.penalty.kinks(target) - kinks)
    rounding = 1e-14 * (1.0 + abs(value))
    fraction = 1.0
    while fraction > 1e-12:
        point = target if fraction == 1.0 else beta + fraction * (target - beta)
        if objective.value(point) <= value + 1e-4 * fraction * promised + rounding:
            return point
        fraction /= 2.0
    return target


def quadratic_minimum(hessian: Vector, pull: Vector, penalty: PenaltySum) -> Vector:
    r"""The minimiser (2,) of $\tfrac12\beta^\top H\beta - c^\top\beta$ plus the kinks of a penalty, by sign patterns.

    $$\sum_i |s_i\cdot\beta| + r\,\|\beta\|_2$$

    hessian : H (2, 2), positive definite
    pull : c (2,)

    The patterns are tried from the sparsest: the origin, the lines of the folds and the axes, the sectors between them
    (for L1 the four quadrants). On a line the minimum is a soft threshold, in a sector it is linear algebra without a
    cone, and with one see ``inside_sector``; it is the answer iff it meets the optimality conditions. If rounding makes
    all miss, the one that misses least is taken.
    """
    candidates: list[Vector] = [np.zeros(2)]
    if penalty.excess(pull) <= 0.0:
        return candidates[0]
    (h11, h12), (_, h22) = hessian.tolist()
    c1, c2 = pull.tolist()
    radius = penalty.cone
    for line in penalty.lines:
        (d1, d2), (n1, n2) = line.along, line.normal
        image = (h11 * d1 + h12 * d2, h12 * d1 + h22 * d2)
        reach = d1 * c1 + d2 * c2
        soft = copysign(max(abs(reach) - line.kinks, 0.0), reach)
        place = soft / (d1 * image[0] + d2 * image[1])
        on_line = np.array([place * d1, place * d2])
        left = n1 * (c1 - image[0] * place) + n2 * (c2 - image[1] * place) - copysign(line.across, line.across * place)
        if soft != 0.0 and abs(left) <= line.held:
            return on_line
        candidates.append(on_line)
    for (v1, v2), sides in penalty.sectors:
        inside = inside_sector(hessian, np.array([c1 - v1, c2 - v2]), radius)
        if inside is None:
            continue
        if all(s1 * inside[0] + s2 * inside[1] > 0.0 for s1, s2 in sides):
            return inside
        candidates.append(inside)
    return min(candidates, key=lambda beta: penalty.distance(beta, hessian @ beta - pull))


def inside_sector(hessian: Vector, pull: Vector, radius: float) -> Vector | None:
    r"""The minimiser (2,) of $\tfrac12\beta^\top H\beta - q^\top\beta + r\|\beta\|$, or None if it is 0.

    With ρ = ‖β‖ it solves $(H + \tfrac r\rho I)\beta = q$, and ρ the secular equation
    $\|(\rho H + rI)^{-1}q\| = 1$. The left side's reciprocal grows with ρ and is concave, as a mean of order −2 of
    linear functions, so that Newton's steps from 0 never pass the root.

    hessian, pull, radius : H (2, 2), q (2,), r

    Source: the secular equation of trust regions, Moré & Sorensen, SIAM J. Sci. Stat. Comput. 4(3), 1983.
    """
    if radius == 0.0:
        return np.linalg.solve(hessian, pull)
    if hypot(*pull) <= radius:
        return None
    sizes, axes = np.linalg.eigh(hessian)
    (a, b), (p, q) = sizes.tolist(), (axes.T @ pull).tolist()
    length = 0.0
    for _ in range(MOST_TURNS):
        first, second = p / (a * length + radius), q / (b * length + radius)
        norm = hypot(first, second)
        # d/dρ of 1/‖·‖ is Σ first²·a/(aρ + r) / ‖·‖³.
        slope = (first * first * a / (a * length + radius) + second * second * b / (b * length + radius)) / norm**3
        further = length + (1.0 - 1.0 / norm) / slope
        if not further > length:
            break
        length = further
    # By less than rounding more than the cone holds: a point beside 0, in the right direction.
    length = length or float(np.finfo(float).eps)
    return np.linalg.solve(length * hessian + radius * np.eye(2), length * pull)
