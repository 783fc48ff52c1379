r"""Zonogons: the sums $\sum_i [-s_i, s_i]$ of segments in the plane, which the folds of penalties are at β = 0.

Everything of one or two segments along the axes, a square for L1, is exact: sums with 0 and products with 1.
"""

from collections.abc import Iterable, Sequence
from math import copysign, hypot
from typing import Any

import numpy as np

Pair = tuple[float, float]
# A product s·β below this fraction of its two summands is 0 but for rounding.
ROUNDING = 4.0 * float(np.finfo(float).eps)


def side(left: float, right: float) -> float:
    """The sign of left + right, 0.0 where it is 0 but for rounding."""
    total = left + right
    if abs(total) <= ROUNDING * (abs(left) + abs(right)):
        # Along an axis one summand is 0, and the other no rounding.
        total = 0.0 if left != 0.0 and right != 0.0 else total
    return 1.0 if total > 0.0 else -1.0 if total < 0.0 else 0.0


def merged(folds: Iterable[Pair]) -> tuple[Pair, ...]:
    """The same zonogon by segments no two of which are parallel; those along the axes first."""
    found: list[Pair] = []
    for s in sorted(folds, key=lambda fold: 0.0 not in fold):
        parallel = [k for k, t in enumerate(found) if side(s[0] * t[1], -s[1] * t[0]) == 0.0]
        if parallel:
            t = found[parallel[0]]
            towards = copysign(1.0, dot(s, t))
            found[parallel[0]] = (t[0] + towards * s[0], t[1] + towards * s[1])
        else:
            found.append(s)
    return tuple(found)


def beyond(point: Pair, folds: Sequence[Pair]) -> Pair:
    """A point less its nearest point in the zonogon Σ[−s_i, s_i]; the soft threshold where the folds are the axes'."""
    if all(0.0 in fold for fold in folds):
        t1, t2 = sum(abs(s1) for s1, _ in folds), sum(abs(s2) for _, s2 in folds)
        return (
            copysign(max(abs(point[0]) - t1, 0.0), point[0]),
            copysign(max(abs(point[1]) - t2, 0.0), point[1]),
        )
    if len(folds) == 1:
        return less_segment(point, (0.0, 0.0), folds[0])
    best: Pair = (0.0, 0.0)
    least = np.inf
    inside = True
    for k, fold in enumerate(folds):
        wall = normal_of((-fold[1], fold[0]))
        outwards = copysign(1.0, dot(wall, point))
        height, middle = 0.0, (0.0, 0.0)
        for other in (s for j, s in enumerate(folds) if j != k):
            reach = dot(wall, other)
            sign = copysign(outwards, outwards * reach)
            height, middle = height + abs(reach), (middle[0] + sign * other[0], middle[1] + sign * other[1])
        inside = inside and abs(dot(wall, point)) <= height
        off = less_segment(point, middle, fold)
        if hypot(*off) < least:
            best, least = off, hypot(*off)
    return (0.0, 0.0) if inside else best


def less_segment(point: Pair, middle: Pair, half: Pair) -> Pair:
    """A point less its nearest one between middle − half and middle + half."""
    rest = (point[0] - middle[0], point[1] - middle[1])
    fraction = dot(rest, half) / dot(half, half)
    if abs(fraction) < 1.0:
        # Straight across, so that a zero is one.
        across = normal_of((-half[1], half[0]))
        height = dot(rest, across)
        return height * across[0], height * across[1]
    end = copysign(1.0, fraction)
    return rest[0] - end * half[0], rest[1] - end * half[1]


def normal_of(fold: Pair) -> Pair:
    """The unit vector along a fold's s, the normal of its line, its first entry not below 0; exact along the axes."""
    if 0.0 in fold:
        return (1.0, 0.0) if fold[0] != 0.0 else (0.0, 1.0)
    length = copysign(hypot(*fold), fold[0])
    return fold[0] / length, fold[1] / length


def dot(a: Any, b: Any) -> float:
    """a·b of two pairs."""
    return float(a[0] * b[0] + a[1] * b[1])
