r"""Where penalties are least on a line v·β = u, if some of their folds are rounded: exactly, by where they bend.

A loss that sees u alone leaves this choice to the penalties P, and meets them as their least, $p(u)$. For norms that is
p|u|, at u times the same points (``PenaltySum.on_line``); with rounded folds neither holds. But along the line P is
convex, and its slope is linear between the places where a fold is crossed or a rounded one begins or ends; with a cone
it is a smooth function there. So P is least where the slope passes 0: at one point, or on a segment where it stays 0.

p has the slope τ for which τv is in ∂P at such a point (the Karush–Kuhn–Tucker conditions). Where u ≠ 0 there is one:
at most one fold is tight there, and none of them is parallel to v.
"""

from math import hypot, inf, sqrt
from typing import NamedTuple

import numpy as np

from ..data.rows import Vector
from ..libraries.scipy_functions import zero_between
from .penalty_sum import PenaltySum
from .zonogon import Pair, side

# A slope below this fraction of all slopes together is 0 but for rounding.
LEVEL = 1e-13


class Place(NamedTuple):
    """A place along the line where the slope bends or jumps: t, the point there, and the slope on either side."""

    t: float
    point: Pair
    before: float
    after: float


class Least(NamedTuple):
    """p′(u), and the points (2,) where P is least: one, or the two ends of a segment."""

    slope: float
    ends: list[Vector]


def least_on_line(penalty: PenaltySum, v: Vector, score: float) -> Least:
    """The least of the penalties, without a bowl, on v·β = u; ``score``: u, which is not 0."""
    line = _Line(penalty, v, score)
    places = line.places()
    low, is_flat = line.first(places)
    if not is_flat:
        return Least(line.slope_across(low), [np.array(low)])
    # Where it stays level: seen from the other side it is the first place again.
    mirrored = [Place(-place.t, place.point, -place.after, -place.before) for place in reversed(places)]
    high, _ = line.first(mirrored, -1.0)
    return Least(line.slope_across(low), [np.array(point) for point in ([low] if low == high else [low, high])])


class _Line:
    """The points nearest + t·along, and the slope of P there."""

    def __init__(self, penalty: PenaltySum, v: Vector, score: float) -> None:
        self._folds, self._rounded, self._cone = penalty.folds, penalty.rounded.folds, penalty.cone
        self._v: Pair = (float(v[0]), float(v[1]))
        self._score, (v1, v2) = score, self._v
        self._square = v1 * v1 + v2 * v2
        length = sqrt(self._square)
        self._nearest = (score * v1 / self._square, score * v2 / self._square)
        self._along = (-v2 / length, v1 / length)
        slopes = [abs(self._across(s1, s2)) for s1, s2, *_ in (*self._folds, *self._rounded)]
        self._level = LEVEL * (sum(slopes) + self._cone)

    def _across(self, s1: float, s2: float) -> float:
        return s1 * self._along[0] + s2 * self._along[1]

    def _point(self, t: float) -> Pair:
        return self._nearest[0] + t * self._along[0], self._nearest[1] + t * self._along[1]

    def _gradient(self, point: Pair) -> tuple[Pair, Pair | None]:
        """∇P at a point without the fold that is tight there; that fold."""
        (b1, b2), tight = point, None
        length = hypot(b1, b2)
        g1, g2 = self._cone * (b1 / length), self._cone * (b2 / length)
        for s1, s2 in self._folds:
            sign = side(s1 * b1, s2 * b2)
            g1, g2 = g1 + sign * s1, g2 + sign * s2
            tight = (s1, s2) if sign == 0.0 else tight
        for s1, s2, delta in self._rounded:
            slope = min(max((s1 * b1 + s2 * b2) / delta, -1.0), 1.0)
            g1, g2 = g1 + slope * s1, g2 + slope * s2
        return (g1, g2), tight

    def places(self) -> list[Place]:
        """In order."""
        (v1, v2), crossed, found = self._v, list[float](), list[Place]()
        for s1, s2 in self._folds:
            turn = s2 * v1 - s1 * v2
            if side(s2 * v1, -s1 * v2) == 0.0:
                continue
            # On an axis without rounding.
            point = (self._score * s2 / turn, -self._score * s1 / turn)
            crossed.append(self._across(*point))
            slope, jump = self._across(*self._gradient(point)[0]), abs(self._across(s1, s2))
            found.append(Place(crossed[-1], point, self._rough(slope - jump), self._rough(slope + jump)))
        for s1, s2, delta in self._rounded:
            if side(s2 * v1, -s1 * v2) == 0.0:
                continue
            for edge in (-delta, delta):
                t = (edge - s1 * self._nearest[0] - s2 * self._nearest[1]) / self._across(s1, s2)
                # Where it bends on a fold the fold's own place is exact.
                if all(abs(t - other) > LEVEL * (abs(t) + abs(self._score)) for other in crossed):
                    slope = self._rough(self._across(*self._gradient(self._point(t))[0]))
                    found.append(Place(t, self._point(t), slope, slope))
        return sorted(found)

    def _rough(self, slope: float) -> float:
        return 0.0 if abs(slope) <= self._level else slope

    def first(self, places: list[Place], sense: float = 1.0) -> tuple[Pair, bool]:
        """The first point from which on P no longer falls, and whether P is level beyond it.

        sense : −1 if the line is walked backwards
        """
        before = Place(-inf, (0.0, 0.0), -inf, -inf)
        for place in places:
            if place.after >= 0.0:
                if place.before > 0.0:
                    return self._between(before, place, sense), False
                return place.point, place.after == 0.0 and self._cone == 0.0
            before = place
        return self._between(before, Place(inf, (0.0, 0.0), inf, inf), sense), False

    def _between(self, low: Place, high: Place, sense: float) -> Pair:
        """Where the slope passes 0 between two places; only with a cone can one of them be endless."""
        if self._cone == 0.0:
            fraction = -low.after / (high.before - low.after)
            return self._point(sense * (low.t + fraction * (high.t - low.t)))

        def slope(t: float) -> float:
            return self._across(*self._gradient(self._point(t))[0])

        near, far = low.t, high.t
        step = abs(self._score)
        if near == -inf:
            near = min(far, 0.0) - step
            while slope(near) >= 0.0:
                near, step = near - step, 2.0 * step
        if far == inf:
            far = max(near, 0.0) + step
            while slope(far) <= 0.0:
                far, step = far + step, 2.0 * step
        # Inside, a fold at either end has one sign: its jump is not met.
        inset = 1e-15 * (far - near)
        near, far = near + inset, far - inset
        if slope(near) >= 0.0 or slope(far) <= 0.0:
            return self._point(near if slope(near) >= 0.0 else far)
        # Below the rounding of what t is added to; digits of a t of 1e-200 would take thousands of steps.
        return self._point(zero_between(near, far, slope, 1e-18 * hypot(*self._nearest)))

    def slope_across(self, point: Pair) -> float:
        """The τ with τv in ∂P there."""
        (g1, g2), tight = self._gradient(point)
        if tight is not None:
            taken = -self._across(g1, g2) / self._across(*tight)
            g1, g2 = g1 + taken * tight[0], g2 + taken * tight[1]
        return (g1 * self._v[0] + g2 * self._v[1]) / self._square
