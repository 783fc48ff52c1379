r"""A loss that has two parameters and no others: no slice, and a minimiser found numerically.

$$J(\beta) = L(\beta) + \lambda\|\beta\|_1 + \Omega\|\beta\|_2^2$$
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries import plane_functions
from ..libraries.scipy_functions import least_in_box
from .audit import Audit
from .boxes import Sides, axis_between, box_of
from .evaluation import Box
from .slice import Minimum, Slice, SliceError

# A residual at which a minimiser of a convex loss is certified.
CERTIFIED = 1e-8
NEWTON_STEPS = 8


def landscape(
    loss: Callable[[Any], Any],
    box: Sides = 1.0,
    *,
    n: int = 121,
    l1: float = 0.0,
    l2: float = 0.0,
    convex: bool = False,
    compiled: bool = True,
    name: str = "",
) -> Slice:
    """The landscape of a loss of two parameters over a box; both penalties are of β itself.

    loss : β, an array (2,), → a number, in JAX; with ``compiled=False`` in NumPy or anything else
    box : a half-width for both parameters, one for each, or ((low, high), (low, high))
    n : grid points an axis, odd
    l1, l2 : the weights λ and Ω for which the minimiser is found
    convex : whether you say that the loss is convex; only then can a minimiser be certified

    Raises SliceError, a sentence, if something is wrong with what was given.
    """
    sides = box_of(box, None)
    a, b = (axis_between(*side, n) for side in sides)
    points = np.stack(np.meshgrid(a, b), axis=-1).reshape(-1, 2)
    values = _values(loss, points, compiled).reshape(n, n)
    finite = np.isfinite(values)
    if not finite.any():
        raise SliceError("The loss is finite at no point of the box.")
    audit = Audit(
        not_finite=int(np.count_nonzero(~finite)),
        evaluations=len(points),
        interpolation_error=0.0,
        parameters=2,
        penalised=2,
        penalised_leaves=("β",),
    )
    drawn = Slice(
        a,
        b,
        np.where(finite, values, np.nan),
        np.array([0.0, 0.0, 0.0, 1.0, 0.0, 1.0]),
        np.abs(b)[:, np.newaxis] + np.abs(a)[np.newaxis, :],
        audit=audit,
        made={"box": sides},
        kind="landscape",
        convex=convex,
        name=name,
    )
    return replace(drawn, minimum=_minimum(loss, drawn, sides, l1, l2)) if compiled else drawn


def _values(loss: Callable[[Any], Any], points: Vector, compiled: bool) -> Vector:
    if not compiled:
        return np.array([float(loss(point)) for point in points])
    try:
        shape = plane_functions.shape_of(loss)
    except Exception as error:  # whatever the caller's function raises
        raise SliceError(
            f"loss cannot be called with β, an array of two numbers: {type(error).__name__}: {error}"
        ) from error
    if shape != ():
        raise SliceError(
            f"loss must return one number; it returns {'no array' if shape is None else f'shape {shape}'}."
        )
    return plane_functions.values(loss, points)


def _minimum(loss: Callable[[Any], Any], drawn: Slice, box: Box, l1: float, l2: float) -> Minimum | None:
    """The lowest minimiser found: in each quadrant J is smooth up to its edges, and there it is searched."""
    near = plane_functions.derivatives(loss)
    whole = drawn.objective(l1, l2)
    found: list[tuple[float, Vector]] = []
    for signs in product((-1.0, 1.0), repeat=2):
        sides = _quadrant(box, signs)
        if sides is None:
            continue
        inside = [(axis >= low) & (axis <= high) for axis, (low, high) in zip((drawn.a, drawn.b), sides, strict=True)]
        part = np.where(inside[1][:, np.newaxis] & inside[0][np.newaxis, :], whole, np.nan)
        if not np.isfinite(part).any():
            continue
        i, j = np.unravel_index(np.nanargmin(part), part.shape)

        def smooth(beta: Vector, signs: tuple[float, ...] = signs) -> tuple[float, Vector]:
            value, gradient, _ = near(beta)
            tilt = l1 * np.array(signs)
            return value + float(tilt @ beta) + l2 * float(beta @ beta), gradient + tilt + 2.0 * l2 * beta

        start = np.array([drawn.a[j], drawn.b[i]])
        place = _polished(near, least_in_box(smooth, start, sides), sides, signs, l1, l2)
        found.append((smooth(place)[0], place))
    if not found:
        return None
    value, place = min(found, key=lambda pair: pair[0])
    residual = _residual(near(place)[1], place, l1, l2)
    on_border = any(x in side for x, side in zip(place.tolist(), box, strict=True))
    certified = drawn.convex and not on_border and residual <= CERTIFIED
    return Minimum(float(place[0]), float(place[1]), value, l1, l2, residual, certified, on_border)


def _quadrant(box: Box, signs: tuple[float, ...]) -> Box | None:
    """The part of the box where the parameters have these signs, or are 0; None if it is empty."""
    sides = [
        (max(low, 0.0), high) if sign > 0 else (low, min(high, 0.0))
        for sign, (low, high) in zip(signs, box, strict=True)
    ]
    return (sides[0], sides[1]) if all(low < high for low, high in sides) else None


def _polished(
    near: Callable[[Vector], tuple[float, Vector, Vector]],
    place: Vector,
    sides: Box,
    signs: tuple[float, ...],
    l1: float,
    l2: float,
) -> Vector:
    """Newton's steps along the parameters that are not at an edge, as long as the gradient there shrinks."""
    low, high = (np.array([side[k] for side in sides]) for k in (0, 1))
    for _ in range(NEWTON_STEPS):
        free = (place > low) & (place < high)
        if not free.any():
            return place
        gradient, hessian = _smooth_parts(near, place, signs, l1, l2)
        step = np.zeros(2)
        step[free] = np.linalg.lstsq(hessian[np.ix_(free, free)], -gradient[free], rcond=None)[0]
        ahead = np.clip(place + step, low, high)
        after = _smooth_parts(near, ahead, signs, l1, l2)[0]
        if not np.abs(after[free]).max() < np.abs(gradient[free]).max():
            return place
        place = ahead
    return place


def _smooth_parts(
    near: Callable[[Vector], tuple[float, Vector, Vector]], beta: Vector, signs: tuple[float, ...], l1: float, l2: float
) -> tuple[Vector, Vector]:
    _, gradient, hessian = near(beta)
    return gradient + l1 * np.array(signs) + 2.0 * l2 * beta, hessian + 2.0 * l2 * np.eye(2)


def _residual(gradient: Vector, beta: Vector, l1: float, l2: float) -> float:
    """How far 0 is from the subgradient of J, the larger of both: |g + λ·sign β|, or max(|g| − λ, 0) at 0."""
    g = gradient + 2.0 * l2 * beta
    return float(np.max(np.where(beta == 0.0, np.maximum(np.abs(g) - l1, 0.0), np.abs(g + l1 * np.sign(beta)))))
