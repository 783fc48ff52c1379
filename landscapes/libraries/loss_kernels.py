"""The compiled programs of a slice: a loss at points of a plane, its gradient, and products with its Hessian.

Rows come in blocks, so that memory is bounded by a block whatever the rows and the grid. What is compiled does not
depend on the points, nor on the parameters: a program is compiled once for a loss and the shapes of its rows.
"""
# pyright: basic

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from .affine_split import split
from .pytrees import arrays_in, map_arrays

Array = NDArray[np.floating]
# (leaves of the parameters, rows) → the mean loss of the rows.
Loss = Callable[[Sequence[Any], Any], jax.Array]
# The arrays of θ, d₁ and d₂.
Plane = tuple[Sequence[Any], Sequence[Any], Sequence[Any]]
# Points that a program takes at a time; it computes as many of them as are asked for.
POINTS_AT_ONCE = 32


def blocks_of(batch: Any, size: int) -> list[tuple[Any, int]]:
    """The rows of a batch in blocks: stacks (k, size, …) of whole blocks with their size, then the rest, if any.

    A stack is spread over all local devices, where there are several and they divide the block.
    """
    count = len(arrays_in(batch)[0])
    whole = count // size
    stacks = []
    if whole:
        stacks.append((map_arrays(lambda rows: _stacked(rows[: whole * size], whole, size), batch), size))
    if count % size:
        stacks.append((map_arrays(lambda rows: _stacked(rows[whole * size :], 1, count % size), batch), count % size))
    return stacks


def _stacked(rows: Any, whole: int, size: int) -> Any:
    stacked = np.asarray(rows).reshape((whole, size, *rows.shape[1:]))
    devices = jax.local_devices()
    if len(devices) == 1 or size % len(devices):
        return jnp.asarray(stacked)
    mesh = jax.sharding.Mesh(np.array(devices), ("rows",))
    spread = jax.sharding.NamedSharding(mesh, jax.sharding.PartitionSpec(None, "rows"))
    return jax.device_put(stacked, spread)


@partial(jax.jit, static_argnames=("loss",))
def _block_losses(loss: Loss, theta: Any, first: Any, second: Any, stack: Any, points: Any, count: Any) -> jax.Array:
    """(k, POINTS_AT_ONCE) the mean loss of each block at the first ``count`` points; what follows them is 0."""

    def of_block(rows: Any) -> jax.Array:
        at = split(loss, theta, first, second, rows)

        def fill(place: Any, found: jax.Array) -> jax.Array:
            return found.at[place].set(at(points[place, 0], points[place, 1]).astype(found.dtype))

        return jax.lax.fori_loop(0, count, fill, jnp.zeros(len(points), points.dtype))

    return jax.lax.map(of_block, stack)


def block_losses(loss: Loss, plane: Plane, stack: Any, points: Array) -> Array:
    """(k, p) the mean loss of each of k blocks at p ≤ POINTS_AT_ONCE points θ + a·d₁ + b·d₂."""
    padded = np.zeros((POINTS_AT_ONCE, 2))
    padded[: len(points)] = points
    theta, first, second = map(list, plane)
    found = _block_losses(loss, theta, first, second, stack, jnp.asarray(padded), len(points))
    return np.asarray(found, dtype=np.float64)[:, : len(points)]


@partial(jax.jit, static_argnames=("function",))
def _block_results(function: Any, plane: Any, stack: Any, point: Any, extra: Any) -> Any:
    here = [
        leaf + point[0].astype(leaf.dtype) * along + point[1].astype(leaf.dtype) * across
        for leaf, along, across in zip(*plane, strict=True)
    ]
    return jax.lax.map(lambda rows: function(here, rows, *extra), stack)


def block_results(function: Any, plane: Plane, stack: Any, point: Array, *extra: Any) -> Any:
    """(k, …) what a function of (leaves, rows, …) returns for each of k blocks at one point."""
    return _block_results(function, tuple(map(list, plane)), stack, jnp.asarray(point), extra)


def shape_of(function: Any, leaves: Any, *arguments: Any) -> tuple[int, ...] | None:
    """The shape of what a function of leaves and more returns, without computing it; None if it is not an array."""
    found = jax.eval_shape(function, list(leaves), *arguments)
    return tuple(found.shape) if hasattr(found, "shape") else None


def results(function: Any, leaves: Any, stacks: Sequence[Any], *extra: Any) -> list[float]:
    """A function of (leaves, rows, …) of each stack of rows."""
    found = jax.jit(lambda held, rows: [function(held, stack, *extra) for stack in rows])(list(leaves), list(stacks))
    return [float(value) for value in found]


@partial(jax.jit, static_argnames=("loss",))
def _gradient(loss: Loss, theta: Any, stack: Any) -> Any:
    def add(total: Any, rows: Any) -> tuple[Any, None]:
        return map_arrays(jnp.add, total, jax.grad(loss)(theta, rows)), None

    return jax.lax.scan(add, map_arrays(jnp.zeros_like, theta), stack)[0]


@partial(jax.jit, static_argnames=("loss",))
def _hessian_product(loss: Loss, theta: Any, vector: Any, stack: Any) -> Any:
    def add(total: Any, rows: Any) -> tuple[Any, None]:
        product = jax.jvp(lambda leaves: jax.grad(loss)(leaves, rows), (theta,), (vector,))[1]
        return map_arrays(jnp.add, total, product), None

    return jax.lax.scan(add, map_arrays(jnp.zeros_like, theta), stack)[0]


def gradient(loss: Loss, theta: Sequence[Any], stack: Any) -> list[Array]:
    """The arrays of the gradient, summed over the blocks."""
    return [np.asarray(leaf, dtype=np.float64) for leaf in _gradient(loss, list(theta), stack)]


def hessian_product(loss: Loss, theta: Sequence[Any], vector: Sequence[Any], stack: Any) -> list[Array]:
    """The arrays of Hv, summed over the blocks: the derivative of the gradient along v."""
    # A net in NumPy's float64 is computed in what JAX is switched to.
    kinds = [jax.dtypes.canonicalize_dtype(leaf.dtype) for leaf in theta]
    cast = [jnp.asarray(array, dtype=kind) for array, kind in zip(vector, kinds, strict=True)]
    return [np.asarray(leaf, dtype=np.float64) for leaf in _hessian_product(loss, list(theta), cast, stack)]
