"""Numbers on their way to the browser: small, and the same when they arrive."""

import base64

import numpy as np

from .schema.scene import PackedGrid

# A layer is drawn from this many steps between its least and its largest value: float32's own precision there.
LEVELS = 2**24


def packed(numbers: np.ndarray) -> str:
    """Little-endian float32, row by row, in base64."""
    return base64.b64encode(np.ascontiguousarray(numbers, dtype="<f4").tobytes()).decode("ascii")


def packed_grid(grid: np.ndarray) -> PackedGrid:
    r"""A smooth layer (n, n) in about a byte a point: ``{"n", "low", "step", "differences"}``.

    The values are counted in 2²⁴ steps from the least to the largest, $q = (T - low)/step$. Second differences along
    both axes leave small whole numbers where T is smooth, and two running sums along each axis bring q back exactly.
    They are written as zigzag variable-length integers (7 bits a byte, the least significant first), in base64.
    """
    low, high = float(grid.min()), float(grid.max())
    step = (high - low) / LEVELS or 1.0
    counts = np.rint((grid - low) / step).astype(np.int64)
    for axis in (0, 1):
        for _ in range(2):
            counts = np.diff(counts, axis=axis, prepend=0)
    text = base64.b64encode(_variable_length(counts.ravel())).decode("ascii")
    return {"n": len(grid), "low": low, "step": step, "differences": text}


def packed_counts(counts: np.ndarray) -> str:
    """Whole numbers (a, b, …) that change little along the first two axes: their differences along both, as above."""
    whole = counts.astype(np.int64)
    for axis in (0, 1):
        whole = np.diff(whole, axis=axis, prepend=0)
    return base64.b64encode(_variable_length(whole.ravel())).decode("ascii")


def _variable_length(numbers: np.ndarray) -> bytes:
    """Zigzag (0, −1, 1, −2, … → 0, 1, 2, 3, …), then 7 bits a byte; a set eighth bit says that more follows."""
    left = np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)
    sizes = np.ones(len(left), dtype=np.int64)
    for bits in range(7, 63, 7):
        sizes += left >> bits > 0
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    written = np.zeros(int(sizes.sum()), dtype=np.uint8)
    for place in range(int(sizes.max())):
        here = sizes > place
        more = np.where(sizes[here] > place + 1, 128, 0)
        written[starts[here] + place] = ((left[here] >> (7 * place)) & 127) | more
    return written.tobytes()


def short(value: float) -> float | int:
    """A number to ten significant digits, which every sentence on screen leaves unused; 0 stays 0, and nothing else
    becomes it.
    """
    rounded = float(f"{value:.10g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e9 else rounded
