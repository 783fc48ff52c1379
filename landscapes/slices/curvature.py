"""The loss near the centre of a slice: gradient, and products with the Hessian, over all rows."""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..libraries import loss_kernels
from .hessian import EigenPairs, largest_eigenpairs
from .job import Job, Measure
from .leaves import flat, unflat
from .penalties import gram_of


@dataclass(frozen=True, eq=False)
class Curvature:
    """What the audit says of the centre; fields as in ``Audit``."""

    gradient_norm: float
    gradient_share: float | None
    curvatures: tuple[float, float]
    eigen: EigenPairs


def gradient_at_centre(measure: Measure) -> Vector:
    """(p,) ∇L(θ₀)."""
    total, rows = np.zeros(sum(np.size(leaf) for leaf in measure.leaves)), 0
    for stack, size, count in measure.weighted_stacks:
        total += size * flat(loss_kernels.gradient(measure.function, measure.leaves, stack))
        rows += size * count
    return total / rows


def product_at_centre(measure: Measure, vector: Vector) -> Vector:
    """(p,) Hv at θ₀."""
    arrays = unflat(vector, measure.leaves)
    total, rows = np.zeros(len(vector)), 0
    for stack, size, count in measure.weighted_stacks:
        total += size * flat(loss_kernels.hessian_product(measure.function, measure.leaves, arrays, stack))
        rows += size * count
    return total / rows


def curvature_of(job: Job, seed: int) -> Curvature:
    r"""Gradient and curvature at the centre.

    The fraction of the gradient in the plane is $\|P\nabla L\|^2 / \|\nabla L\|^2$ with P the orthogonal projection;
    None where the gradient is 0.
    """
    measure = job.measures[0]
    gradient = gradient_at_centre(measure)
    first, second = flat(job.first), flat(job.second)
    along = np.array([first @ gradient, second @ gradient])
    gram = gram_of((job.first, job.second))
    square = float(gradient @ gradient)
    fraction = float(along @ np.linalg.solve(gram, along)) / square if square > 0.0 else None
    along_axes = [float(d @ product_at_centre(measure, d) / (d @ d)) for d in (first, second)]
    eigen = largest_eigenpairs(lambda vector: product_at_centre(measure, vector), len(gradient), seed)
    return Curvature(float(np.sqrt(square)), fraction, (along_axes[0], along_axes[1]), eigen)
