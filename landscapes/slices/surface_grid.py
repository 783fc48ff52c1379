"""What all readers of loss surfaces share: axes, layers of the right shape, and whether a penalty is an L2."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..errors import SurfaceError
from .audit import Audit
from .slice import Slice

MOST_POINTS = 501
# What a column that is called L2 may miss of a quadratic, as a share of its height, and still be drawn as one.
QUADRATIC = 1e-3


def slice_of_file(a: Vector, b: Vector, loss: Vector, *, made: Mapping[str, Any], name: str = "", **more: Any) -> Slice:
    """A slice of a file, its holes counted."""
    finite = np.isfinite(loss)
    if not finite.any():
        raise SurfaceError("surface.holes")
    audit = Audit(missing=int(np.isnan(loss).sum()), not_finite=int(np.isinf(loss).sum()))
    clean = np.where(finite, loss, np.nan)
    return Slice(a, b, clean, audit=audit, made=dict(made), kind="file", name=name[:80], **more)


def axis_of(values: Any) -> Vector:
    """An axis of a file, ascending. Raises SurfaceError."""
    try:
        axis = np.asarray(values, dtype=np.float64).ravel()
    except (TypeError, ValueError) as error:
        raise SurfaceError("surface.numbers") from error
    if not 2 <= len(axis) <= MOST_POINTS:
        raise SurfaceError("surface.points", count=len(axis), limit=MOST_POINTS)
    if not np.all(np.isfinite(axis)) or not np.all(np.diff(axis) > 0.0):
        raise SurfaceError("surface.axis")
    return axis


def sized(values: Vector, shape: tuple[int, int]) -> Vector:
    if values.size != shape[0] * shape[1]:
        raise SurfaceError("surface.shape", count=values.size, rows=shape[0], columns=shape[1])
    return values.reshape(shape)


def quadratic_through(a: Vector, b: Vector, layer: Vector) -> tuple[Vector | None, float]:
    """The six numbers of the quadratic nearest to a layer (m, n), and what it misses at worst as a share of the height;
    None for the numbers where that is more than ``QUADRATIC``: the layer is then no L2.
    """
    across, along = np.meshgrid(a, b)
    terms = np.stack([np.ones_like(across), across, along, across**2, across * along, along**2], axis=-1)
    known = np.isfinite(layer)
    numbers = np.linalg.lstsq(terms[known], layer[known], rcond=None)[0]
    height = float(np.ptp(layer[known]))
    missed = float(np.max(np.abs(terms[known] @ numbers - layer[known]))) / height if height > 0.0 else 0.0
    return (numbers if missed <= QUADRATIC and height > 0.0 else None), missed


def numbers_of(values: Any) -> Vector:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise SurfaceError("surface.numbers") from error
