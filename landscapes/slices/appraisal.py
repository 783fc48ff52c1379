"""A slice from its picture, and its audit."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..data.rows import Vector
from .audit import Audit
from .curvature import curvature_of
from .evaluation import Grid, Picture
from .job import Job, Measure
from .penalties import gram_of
from .slice import Slice

# Blocks whose spread says how uncertain a mean over rows is, and rows of which so many can be made.
FEWEST_BLOCKS = 8
FEWEST_ROWS = 32


def with_picture(raw: Slice, grid: Grid, job: Job, picture: Picture, evaluations: int) -> Slice:
    """The slice with its layers, and in its audit what the picture alone says."""
    names = [quantity.name for quantity in job.quantities]
    layers = dict(zip(names, picture.layers, strict=True))
    loss = layers.pop("loss")
    finite = np.isfinite(loss)
    errors = dict(zip(names[1:], picture.errors[1:].tolist(), strict=True))
    audit = Audit(
        missing=picture.missing,
        not_finite=int(np.count_nonzero(~finite)) - picture.missing,
        evaluations=evaluations,
        nodes=picture.nodes,
        interpolation_error=None if np.isnan(picture.errors[0]) else float(picture.errors[0]),
        tolerance=grid.tolerance,
        layer_errors=errors or None,
    )
    return replace(raw, loss=np.where(finite, loss, np.nan), layers=layers, audit=audit)


def appraise(job: Job, drawn: Slice, penalised: Sequence[bool], seed: int, *, curvature: bool) -> Audit:
    """The whole audit of a slice. With ``curvature`` it looks at gradient and Hessian, in up to 80 passes."""
    tree, lowest = job.tree, drawn.lowest()
    gram = gram_of((job.first, job.second, tree.leaves))
    lengths = np.sqrt(np.diag(gram))
    cosine = float(np.clip(gram[0, 1] / (lengths[0] * lengths[1]), -1.0, 1.0))
    centre = job.loss_of(tree.leaves)
    measure = job.measures[0]
    audit = replace(
        drawn.audit,
        gram=tuple(tuple(row) for row in gram.tolist()),
        angle=float(np.degrees(np.arccos(cosine))),
        lengths=tuple(lengths.tolist()),
        lowest=(lowest.a, lowest.b),
        lowest_loss=lowest.value,
        centre_loss=centre,
        lowest_is_centre=bool(lowest.is_centre or lowest.value >= centre),
        rows=measure.rows,
        rows_of=measure.rows,
        standard_error=standard_error(job, measure),
        parameters=int(sum(np.size(leaf) for leaf in tree.leaves)),
        penalised=int(sum(np.size(leaf) for leaf, held in zip(tree.leaves, penalised, strict=True) if held)),
        penalised_leaves=tuple(name for name, held in zip(tree.names, penalised, strict=True) if held),
    )
    if not curvature:
        return audit
    near = curvature_of(job, seed)
    return replace(
        audit,
        gradient_norm=near.gradient_norm,
        gradient_share=near.gradient_share,
        curvatures=near.curvatures,
        eigenvalues=near.eigen.values,
        eigen_residuals=near.eigen.residuals,
    )


def standard_error(job: Job, measure: Measure) -> float | None:
    r"""Of the mean over the rows at θ₀: $s/\sqrt{K}$ of the means of K blocks of equal size.

    None where there are no rows, too few, or where the loss cannot be taken block by block.
    """
    if not job.compiled or job.refit is not None or measure.rows is None or measure.rows < FEWEST_ROWS:
        return None
    largest = max(measure.weighted_stacks, key=lambda stack: stack[1])
    if largest[2] < FEWEST_BLOCKS:
        if job.rows_at_once is not None:
            return None
        smaller = replace(job, rows_at_once=measure.rows // (2 * FEWEST_BLOCKS))
        measure = smaller.measures[0]
    values, sizes = measure.by_block((job.tree.leaves, job.first, job.second), np.zeros((1, 2)))
    equal: Vector = values[sizes == sizes.max(), 0]
    rows = float(sizes.max()) * len(equal)
    return float(np.std(equal, ddof=1) / np.sqrt(len(equal)) * np.sqrt(rows / sizes.sum()))
