"""A function of two parameters that JAX can trace: its values on points, its derivatives, all in float64."""
# pyright: basic

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from .jax64 import float64

Array = NDArray[np.floating]
POINTS_AT_ONCE = 256


def shape_of(function: Callable[..., Any]) -> tuple[int, ...] | None:
    """The shape of what the function returns at a point; None if that is no array. Raises what the function raises."""
    with float64():
        found = jax.eval_shape(function, jnp.zeros(2))
    return tuple(found.shape) if hasattr(found, "shape") else None


def values(function: Callable[..., Any], points: Array) -> Array:
    """(k,) the function at points (k, 2), so many at a time."""
    with float64():
        on_points = jax.jit(lambda places: jax.lax.map(function, places, batch_size=POINTS_AT_ONCE))
        return np.asarray(on_points(jnp.asarray(points)), dtype=np.float64)


def derivatives(function: Callable[..., Any]) -> Callable[[Array], tuple[float, Array, Array]]:
    """β ↦ value, gradient (2,) and Hessian (2, 2)."""
    compiled = jax.jit(lambda beta: (function(beta), jax.grad(function)(beta), jax.hessian(function)(beta)))

    def at(beta: Array) -> tuple[float, Array, Array]:
        with float64():
            value, gradient, hessian = compiled(jnp.asarray(beta, dtype=jnp.float64))
        return float(value), np.asarray(gradient, dtype=np.float64), np.asarray(hessian, dtype=np.float64)

    return at
