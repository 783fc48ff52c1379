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
    κ(β₁ − β₂)², which lets β go to infinity along the diagonal only.

    Source: Albert & Anderson, Biometrika 71(1), 1984.
    """
    signed = np.concatenate([rows.features[rows.targets > 0.0], -rows.features[rows.targets < 1.0]])
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
