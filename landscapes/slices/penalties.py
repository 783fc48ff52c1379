r"""The penalties' layers of a slice. They need no data: L2 is six numbers, L1 one pass over the weights.

Both are of the penalised arrays alone.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..data.rows import Vector

# Weights taken at a time: what a line of the grid needs of them stays in the processor's cache.
WEIGHTS_AT_ONCE = 2**15
# A weight that moves less is taken for one that stands: its tip would be too far away to be a number.
FLAT = 1e-150


def l2_numbers(theta: Sequence[Any], first: Sequence[Any], second: Sequence[Any]) -> Vector:
    r"""(6,) $\|\theta_0\|^2, 2\theta_0 d_1, 2\theta_0 d_2, \|d_1\|^2, 2 d_1 d_2, \|d_2\|^2$."""
    gram = gram_of((theta, first, second))
    return np.array([gram[0, 0], 2 * gram[0, 1], 2 * gram[0, 2], gram[1, 1], 2 * gram[1, 2], gram[2, 2]])


def gram_of(vectors: Sequence[Sequence[Any]]) -> Vector:
    """(k, k) the inner products, in float64, of k vectors of the parameters' space, each a list of arrays."""
    total = np.zeros((len(vectors), len(vectors)))
    for arrays in zip(*vectors, strict=True):
        flat = np.stack([np.asarray(array, dtype=np.float64).ravel() for array in arrays])
        total += flat @ flat.T
    return total


def l1_layer(theta: Sequence[Any], first: Sequence[Any], second: Sequence[Any], a: Vector, b: Vector) -> Vector:
    r"""(m, n) $\sum_i |\theta_i + a\,d_{1i} + b\,d_{2i}|$ on the grid of a (n,) and b (m,); exact but for rounding.

    Along a line of the grid each weight is a V with its tip at $a_i = -(\theta_i + b\,d_{2i})/d_{1i}$, and
    $|d_{1i}||a - a_i|$ to either side of it. With the tips sorted into the gaps between the grid's lines, two running
    sums give all n values: the time grows with m, not with m·n.
    """
    total = np.zeros((len(b), len(a)))
    for base, along, across in _pieces(theta, first, second):
        slanted = np.abs(along) > FLAT
        level = ~slanted
        slopes = np.abs(along[slanted])
        tip, shift = -base[slanted] / along[slanted], across[slanted] / along[slanted]
        for i, height in enumerate(b):
            total[i] += np.abs(base[level] + height * across[level]).sum()
            total[i] += _sum_of_tips(tip - height * shift, slopes, a)
    return total


def _sum_of_tips(tips: Vector, slopes: Vector, a: Vector) -> Vector:
    """(n,) Σ_i slope_i·|a − tip_i|."""
    gap = np.searchsorted(a, tips) if not _is_even(a) else _gap_on_even(a, tips)
    counts = len(a) + 1
    passed = np.cumsum(np.bincount(gap, slopes, counts))
    moments = np.cumsum(np.bincount(gap, slopes * tips, counts))
    return a * (2 * passed[:-1] - passed[-1]) - (2 * moments[:-1] - moments[-1])


def _is_even(a: Vector) -> bool:
    steps = np.diff(a)
    return bool(np.allclose(steps, steps[0], rtol=1e-9, atol=0.0))


def _gap_on_even(a: Vector, tips: Vector) -> Any:
    """The number of the first line at or after each tip. One that rounding puts beside its line adds nothing there."""
    place = (tips - a[0]) * ((len(a) - 1) / (a[-1] - a[0]))
    return np.clip(np.ceil(place), 0, len(a)).astype(np.intp)


def _pieces(*vectors: Sequence[Any]) -> Iterator[tuple[Vector, ...]]:
    """The same stretch of each vector, in float64, so many weights at a time."""
    for arrays in zip(*vectors, strict=True):
        flat = [np.asarray(array).ravel() for array in arrays]
        for start in range(0, flat[0].size, WEIGHTS_AT_ONCE):
            yield tuple(array[start : start + WEIGHTS_AT_ONCE].astype(np.float64) for array in flat)
