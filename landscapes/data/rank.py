"""What a linear model sees of β: the rank of the rows' features, and their direction where they have only one.

The loss sees β only through Xβ. Rank 2: it sees every move of β. Rank 1 with row direction v: it sees u = v·β alone.
Rank 0: it sees nothing.
"""

import numpy as np

from .rows import Vector

# Below this fraction of the largest singular value the smallest is rounding: standardizing leaves about 1e-15.
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
