"""The box of a slice and the axes of its grid."""

import numpy as np

from ..data.rows import Vector
from .evaluation import Box
from .slice import SliceError

# A half-width for both coordinates, one for each, or where each begins and ends.
Sides = float | tuple[float, float] | tuple[tuple[float, float], tuple[float, float]]


def box_of(asked: Sides | None, suggested: Box | None) -> Box:
    """((low, high), (low, high)); ±1 where nobody says. Raises SliceError unless low < high."""
    if asked is None:
        return suggested or ((-1.0, 1.0), (-1.0, 1.0))
    pair = asked if isinstance(asked, tuple) else (asked, asked)
    sides = [
        (float(side[0]), float(side[1])) if isinstance(side, tuple) else (-float(side), float(side)) for side in pair
    ]
    if len(sides) != 2 or not all(np.isfinite(side).all() and side[0] < side[1] for side in sides):
        raise SliceError(f"box: {asked} is not allowed; it must be half-widths above 0, or ((low, high), (low, high)).")
    return sides[0], sides[1]


def axis_between(low: float, high: float, n: int) -> Vector:
    """(n,) from low to high; exactly symmetric, with 0 in the middle, if low = −high.

    Raises SliceError unless n is odd and at least 5.
    """
    if n < 5 or n % 2 == 0:
        raise SliceError(f"n: {n} is not allowed; it must be an odd whole number of at least 5.")
    if low == -high:
        half = np.arange(n // 2 + 1) * (high / (n // 2))
        half[-1] = high
        return np.concatenate([-half[:0:-1], half])
    return np.linspace(low, high, n)
