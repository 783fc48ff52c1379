r"""The minimum of a strictly convex smooth function of two variables plus λ‖β‖₁, to machine precision."""

from typing import Protocol

import numpy as np

from ..data.rows import Vector
from .objective import subdifferential_distance

STEPS = 200


class Curved(Protocol):
    """A J = F + λ‖β‖₁ of two variables: λ, F with its gradient and a positive definite bend, and J."""

    @property
    def l1(self) -> float: ...

    def smooth(self, beta: Vector) -> tuple[float, Vector, Vector]: ...

    def value(self, beta: Vector) -> float: ...


def minimise(objective: Curved, start: Vector) -> Vector:
    """The minimiser (2,) of J, with true zeros where L1 holds a coefficient at 0.

    Proximal Newton: each step minimises the second-order model of F plus λ‖β‖₁ exactly, by sign patterns, and is
    shortened until J falls enough. For a quadratic loss the first step lands on the minimum.
    J must be strictly convex and have a minimiser. Of a J that is not convex, given a positive definite stand-in for
    its Hessian, it is the bottom of a valley: J falls in every step.

    Source: Lee, Sun & Saunders, SIAM J. Optim. 24(3), 2014.
    """
    beta, best, least = start, start, np.inf
    since_best = 0
    for _ in range(STEPS):
        value, gradient, bend = objective.smooth(beta)
        residual = subdifferential_distance(beta, gradient, objective.l1)
        since_best = since_best + 1 if residual >= least else 0
        if residual < least:
            best, least = beta, residual
        # Two steps that gain nothing: what is left of the residual is rounding.
        if least == 0.0 or (since_best >= 2 and least < 1e-9):
            break
        target = quadratic_minimum(bend, bend @ beta - gradient, objective.l1)
        beta = _shortened(objective, beta, target, value, gradient)
    return best


def _shortened(objective: Curved, beta: Vector, target: Vector, smooth_value: float, gradient: Vector) -> Vector:
    """The first of target, and points ever closer to β, at which J falls by a fair part of what is promised."""
    l1 = objective.l1
    value = smooth_value + l1 * float(np.abs(beta).sum())
    promised = float(gradient @ (target - beta)) + l1 * float(np.abs(target).sum() - np.abs(beta).sum())
    rounding = 1e-14 * (1.0 + abs(value))
    share = 1.0
    while share > 1e-12:
        point = target if share == 1.0 else beta + share * (target - beta)
        if objective.value(point) <= value + 1e-4 * share * promised + rounding:
            return point
        share /= 2.0
    return target


def quadratic_minimum(bend: Vector, pull: Vector, l1: float) -> Vector:
    r"""The minimiser (2,) of $\tfrac12\beta^\top H\beta - c^\top\beta + \lambda\|\beta\|_1$, by sign patterns.

    bend : H (2, 2), positive definite
    pull : c (2,)

    The patterns are tried from the sparsest: the origin, either axis, the four quadrants. On each the minimum is
    linear algebra, and it is the answer iff it meets the optimality conditions. If rounding makes all miss, the
    one that misses least is taken.
    """
    candidates: list[Vector] = [np.zeros(2)]
    if np.max(np.abs(pull)) <= l1:
        return candidates[0]
    for axis in (0, 1):
        soft = np.sign(pull[axis]) * max(abs(pull[axis]) - l1, 0.0)
        on_axis = np.zeros(2)
        on_axis[axis] = soft / bend[axis, axis]
        if soft != 0.0 and abs(pull[1 - axis] - bend[1 - axis, axis] * on_axis[axis]) <= l1:
            return on_axis
        candidates.append(on_axis)
    quadrants = [np.zeros(2)] if l1 == 0.0 else [np.array([a, b]) for a in (1.0, -1.0) for b in (1.0, -1.0)]
    for signs in quadrants:
        inside = np.linalg.solve(bend, pull - l1 * signs)
        if np.all(inside * signs > 0.0) or l1 == 0.0:
            return inside
        candidates.append(inside)
    return min(candidates, key=lambda beta: subdifferential_distance(beta, bend @ beta - pull, l1))
