"""What is wrong with the caller's loss, parameters or rows: said before the first hour is spent, not after it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries import loss_kernels, pytrees
from .job import Job, Measure
from .leaves import flat
from .slice import SliceError

# Rows of which two halves must have the mean of the whole.
ROWS_TRIED = 64
# Two float32 means of the same numbers differ by less.
SAME = 1e-3


def check_parameters(job: Job) -> None:
    """Raises SliceError if there is nothing to move, or it is not finite."""
    tree = job.tree
    if not tree.leaves:
        raise SliceError("The parameters hold no floating-point arrays, so that there is nothing to move.")
    for name, leaf in zip(tree.names, tree.leaves, strict=True):
        if not np.all(np.isfinite(np.asarray(leaf, dtype=np.float64))):
            raise SliceError(f"The parameters are not finite: {name} holds NaN or infinity.")


def check_penalised(names: Sequence[str], penalised: Sequence[bool]) -> None:
    """Raises SliceError if no array is penalised."""
    if not any(penalised):
        raise SliceError(
            "No array is penalised, so that λ and Ω would do nothing; the arrays are "
            f"{', '.join(names)}. Give penalised=lambda name, array: … that is true for the weights."
        )


def check_plane(job: Job) -> None:
    """Raises SliceError if the directions span no plane."""
    first, second = flat(job.first), flat(job.second)
    lengths = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    cosine = 0.0 if 0.0 in lengths else float(first @ second) / (lengths[0] * lengths[1])
    if 0.0 in lengths or 1.0 - abs(cosine) < 1e-9:
        raise SliceError(f"The directions span no plane: their lengths are {lengths[0]:.3g} and {lengths[1]:.3g}.")


def check_rows(measure: Measure) -> None:
    """Raises SliceError unless all arrays of the rows have the same number of them, and at least one."""
    counts = {np.shape(leaf)[0] if np.ndim(leaf) else 0 for leaf in pytrees.arrays_in(measure.batch)}
    if measure.batch is not None and (len(counts) != 1 or 0 in counts):
        raise SliceError(
            f"The rows of {measure.name}: the first axis of every array must run over the same rows; they have "
            f"{', '.join(map(str, sorted(counts))) or 'no arrays'} of them."
        )


def check_function(measure: Measure) -> None:
    """Raises SliceError if a quantity cannot be called, is not one number, or is no mean over the rows."""
    few = measure.first_rows(0, ROWS_TRIED)
    takes = "(params)" if measure.rows is None else "(params, rows)"
    try:
        extra = measure.extra(few)
        shape = loss_kernels.shape_of(measure.function, measure.leaves, few, *extra)
    except Exception as error:  # whatever the caller's function raises
        raise SliceError(f"{measure.name} cannot be called with {takes}: {_short(error)}") from error
    if shape != ():
        what = "no array" if shape is None else f"an array of the shape {shape}"
        raise SliceError(f"{measure.name} must return one number, the mean over the rows; it returns {what}.")
    if measure.in_blocks:
        _check_mean(measure, extra)


def _check_mean(measure: Measure, extra: tuple[Any, ...]) -> None:
    half = ROWS_TRIED // 2
    samples = [measure.first_rows(0, ROWS_TRIED), measure.first_rows(0, half), measure.first_rows(half, ROWS_TRIED)]
    whole, left, right = loss_kernels.results(measure.function, measure.leaves, samples, *extra)
    if np.isfinite(whole) and abs(whole - (left + right) / 2.0) > SAME * max(abs(whole), abs(left), abs(right), 1e-30):
        raise SliceError(
            f"{measure.name} is not a mean over the rows: of {ROWS_TRIED} rows it is {whole:.6g}, and of their halves "
            f"{left:.6g} and {right:.6g}. Return the mean; or, if it needs all rows at once, as with batch "
            f"normalization in training mode, give rows_at_once={measure.rows}."
        )


def check_centre(job: Job, values: Vector) -> None:
    """Raises SliceError if a quantity is not finite at the centre, (q,)."""
    for quantity, value in zip(job.quantities, values, strict=True):
        if not np.isfinite(value):
            raise SliceError(f"{quantity.name} is {value} at the centre θ₀; look at the parameters and the rows first.")


def _short(error: Exception) -> str:
    text = f"{type(error).__name__}: " + " ".join(str(error).split())
    return text if len(text) <= 300 else text[:299] + "…"
