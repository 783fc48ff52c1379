"""Whether a line through 0 separates the classes: then the bare cross-entropy has no minimiser."""

from collections.abc import Callable

import numpy as np

from ..data.rank import NOTHING, RANK_TOLERANCE, line_of, rank_of
from ..data.rows import Rows, Vector


def separating_direction(
    rows: Rows, tied: bool = False, turn: Callable[[int, int], int] | None = None
) -> Vector | None:
    """A direction (2,) along which no row's cross-entropy ever grows and some row's keeps falling, or None.

    With a_i = x_i for class 1 and −x_i for class 0 it is a d with a_i·d ≥ 0 for every row and > 0 for one: the
    classes are separated by a line through the origin, or touch it. Then the bare loss has no minimiser. It exists
    iff the a_i lie in a half-plane without balancing each other; the widest gap between their angles tells, and where
    it is half a turn but for rounding the signs of cross products decide. This is the linear programme max Σ a_i·d,
    |d| ≤ 1, solved by its geometry. Soft targets strictly between 0 and 1 pull both ways and so count as both.
    ``tied``: J also holds a κ(β₁ − β₂)², which lets β go to infinity along the diagonal only. A noisy row is all the
    points that its noise reaches. ``turn``: (i, j) → the sign of x_i × x_j without rounding; without it, as floating
    point has it.

    Source: Albert & Anderson, Biometrika 71(1), 1984.
    """
    edges = _edges(rows)
    if edges is None:
        return None
    upper, lower = np.flatnonzero(rows.targets > 0.0), np.flatnonzero(rows.targets < 1.0)
    signed = np.concatenate([edges[:, upper], -edges[:, lower]], axis=1).reshape(-1, 2)
    which = np.tile(np.concatenate([upper, lower]), len(edges))
    side = np.tile(np.concatenate([np.ones(len(upper)), -np.ones(len(lower))]), len(edges))
    there = np.max(np.abs(signed), axis=1) >= NOTHING
    if not np.any(there):
        return None
    if tied:
        return _falls_along_diagonal(signed[there])
    if rank_of(signed[there]) == 1:
        return _falls_on_line(signed[there])
    order = np.flatnonzero(there)
    order = order[np.argsort(np.arctan2(signed[order, 1], signed[order, 0]))]
    angles = np.arctan2(signed[order, 1], signed[order, 0])
    gaps = np.diff(angles, append=angles[0] + 2.0 * np.pi)
    widest = int(np.argmax(gaps))
    if gaps[widest] < np.pi - 1e-6:
        return None

    def cross(a: int, b: int) -> float:
        return _cross(signed[a], signed[b]) if turn is None else side[a] * side[b] * turn(int(which[a]), int(which[b]))

    # Counter-clockwise, all rows lie on the arc from the first to the last; of those beside them, the outermost count.
    arc = np.roll(order, -(widest + 1)).tolist()
    first = _outermost([a for a in arc if _beside(signed[a], signed[arc[0]])], lambda a, b: cross(a, b) < 0.0)
    last = _outermost([a for a in arc if _beside(signed[a], signed[arc[-1]])], lambda a, b: cross(a, b) > 0.0)
    span = cross(first, last)
    if span < 0.0:
        return None
    signed, first, last = signed[there], signed[first], signed[last]
    unit_first, unit_last = first / np.hypot(*first), last / np.hypot(*last)
    if span > 0.0 or float(first @ last) > 0.0:
        middle = unit_first + unit_last if float(first @ last) >= 0.0 else _left(unit_first) - _left(unit_last)
        return middle / np.hypot(*middle)
    # The arc is exactly half a turn: only its perpendicular is left, and some row must gain by it.
    across = _left(unit_first)
    return across if np.max(signed @ across) > 1e-12 * np.max(np.abs(signed)) else None


def _edges(rows: Rows) -> Vector | None:
    """(e, m, 2) the edges of the cones that hold what each row may be: itself, or with noise the ellipse of as many
    deviations as the noise reaches. None if such an ellipse holds the origin: then no line has all of it on one side.
    """
    if rows.noise is None:
        return rows.features[np.newaxis]
    variances, axes = np.linalg.eigh(rows.noise.covariances)
    small, large = rows.noise.reach * np.sqrt(np.maximum(variances, 0.0)).T
    across, along = axes[:, :, 0], axes[:, :, 1]
    flat = small <= RANK_TOLERANCE * large
    ends = np.stack([rows.features - large[:, np.newaxis] * along, rows.features + large[:, np.newaxis] * along])
    # On the scale of its axes the ellipse is a circle of radius 1, and the tangents from 0 touch it where a right
    # angle is.
    scales = np.stack([np.where(flat, 1.0, small), np.where(large > 0.0, large, 1.0)])
    centre = np.stack([np.sum(rows.features * across, axis=1), np.sum(rows.features * along, axis=1)]) / scales
    square = np.sum(centre**2, axis=0)
    if np.any(~flat & (square <= 1.0)):
        return None
    far = np.where(square > 1.0, square, 2.0)
    sides: list[Vector] = []
    for side in (-1.0, 1.0):
        touch = centre * (1.0 - 1.0 / far) + side * np.sqrt(far - 1.0) / far * np.stack([-centre[1], centre[0]])
        sides.append((touch * scales)[0, :, np.newaxis] * across + (touch * scales)[1, :, np.newaxis] * along)
    return np.where(flat[:, np.newaxis], ends, np.stack(sides))


def _falls_on_line(signed: Vector) -> Vector | None:
    """All rows on one line through 0 must lie on one side of it."""
    line = line_of(signed)
    along = signed @ line / np.hypot(*line)
    if np.min(along) < 0.0 < np.max(along):
        return None
    return np.sign(along[np.argmax(np.abs(along))]) * line / np.hypot(*line)


def _falls_along_diagonal(signed: Vector) -> Vector | None:
    rounding = 1e-12 * np.max(np.abs(signed))
    for diagonal in (np.full(2, np.sqrt(0.5)), np.full(2, -np.sqrt(0.5))):
        gains = signed @ diagonal
        if np.min(gains) >= -rounding and np.max(gains) > rounding:
            return diagonal
    return None


def _beside(a: Vector, b: Vector) -> bool:
    """Whether two directions are the same but for rounding."""
    return float(a @ b) > 0.0 and abs(_cross(a, b)) <= 1e-9 * float(np.hypot(*a) * np.hypot(*b))


def _outermost(places: list[int], beyond: Callable[[int, int], bool]) -> int:
    """The one of nearly equal directions beyond which no other lies."""
    outermost = places[0]
    for place in places[1:]:
        outermost = place if beyond(outermost, place) else outermost
    return outermost


def _cross(a: Vector, b: Vector) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _left(a: Vector) -> Vector:
    """a turned by a quarter, counter-clockwise."""
    return np.array([-a[1], a[0]])
