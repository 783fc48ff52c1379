r"""What the rows decide before any number is computed: their rank, and whether a line separates the classes.

A linear model's loss sees β only through Xβ. Rank 2: it sees every move of β. Rank 1 with row direction v: it sees
u = v·β alone. Rank 0: it sees nothing.
"""

import numpy as np

from .rows import Rows, Vector

# Below this share of the largest singular value the smallest is rounding: standardizing leaves about 1e-15.
RANK_TOLERANCE = 1e-12
# Features smaller than this make no difference to any loss in float64.
NOTHING = 1e-100


def rank_of(features: Vector) -> int:
    """The numerical rank, 0, 1 or 2, of the rows' features (m, 2)."""
    if np.max(np.abs(features)) < NOTHING:
        return 0
    singular = np.linalg.svd(features / np.max(np.abs(features)), compute_uv=False)
    return 1 if len(singular) < 2 or singular[1] <= RANK_TOLERANCE * singular[0] else 2


def line_of(features: Vector) -> Vector:
    """The common direction v (2,) of rows of rank 1: x_i = t_i·v.

    Its larger entry is 1 in size; it is exactly (1, ±1), or its mirror image, where the two are equally large.
    """
    longest = features[np.argmax(np.abs(features).max(axis=1))]
    direction = longest / np.max(np.abs(longest))
    smaller = np.argmin(np.abs(direction))
    return np.sign(direction) if abs(abs(direction[smaller]) - 1.0) < 1e-9 else direction


def falls_forever(rows: Rows, tied: bool = False) -> Vector | None:
    """A direction (2,) along which no row's cross-entropy ever grows and some row's falls for ever, or None.

    With a_i = x_i for class 1 and −x_i for class 0 it is a d with a_i·d ≥ 0 for every row and > 0 for one: the
    classes are separated by a line through the origin, or touch it. Then the bare loss has no minimiser. It exists
    iff the a_i lie in a half-plane without balancing each other; the widest gap between their angles tells, and
    the sign of a cross product decides exactly. This is the linear programme max Σ a_i·d, |d| ≤ 1, solved by its
    geometry. Soft targets strictly between 0 and 1 pull both ways and so count as both. ``tied``: J also holds a
    κ(β₁ − β₂)², which lets β go to infinity along the diagonal only. A noisy row is all the points that its noise
    reaches.

    Source: Albert & Anderson, Biometrika 71(1), 1984.
    """
    edges = _edges(rows)
    if edges is None:
        return None
    signed = np.concatenate([edges[:, rows.targets > 0.0], -edges[:, rows.targets < 1.0]], axis=1).reshape(-1, 2)
    signed = signed[np.max(np.abs(signed), axis=1) >= NOTHING]
    if len(signed) == 0:
        return None
    if tied:
        return _falls_along_diagonal(signed)
    signed = signed[np.argsort(np.arctan2(signed[:, 1], signed[:, 0]))]
    angles = np.arctan2(signed[:, 1], signed[:, 0])
    gaps = np.diff(angles, append=angles[0] + 2.0 * np.pi)
    widest = int(np.argmax(gaps))
    # Counter-clockwise, all rows lie on the arc from the first to the last.
    last, first = signed[widest], signed[(widest + 1) % len(signed)]
    if gaps[widest] < np.pi - 1e-6 or _cross(first, last) < 0.0:
        return None
    unit_first, unit_last = first / np.hypot(*first), last / np.hypot(*last)
    if _cross(first, last) > 0.0 or float(first @ last) > 0.0:
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
    sides = []
    for side in (-1.0, 1.0):
        touch = centre * (1.0 - 1.0 / far) + side * np.sqrt(far - 1.0) / far * np.stack([-centre[1], centre[0]])
        sides.append((touch * scales)[0, :, np.newaxis] * across + (touch * scales)[1, :, np.newaxis] * along)
    return np.where(flat[:, np.newaxis], ends, np.stack(sides))


def _falls_along_diagonal(signed: Vector) -> Vector | None:
    rounding = 1e-12 * np.max(np.abs(signed))
    for diagonal in (np.full(2, np.sqrt(0.5)), np.full(2, -np.sqrt(0.5))):
        gains = signed @ diagonal
        if np.min(gains) >= -rounding and np.max(gains) > rounding:
            return diagonal
    return None


def _cross(a: Vector, b: Vector) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _left(a: Vector) -> Vector:
    """a turned by a quarter, counter-clockwise."""
    return np.array([-a[1], a[0]])
