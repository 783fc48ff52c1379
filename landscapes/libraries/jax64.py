"""What we use of JAX, in float64. Functions whose types JAX states clearly are used without a detour.

JAX's own switch to float64 holds for a whole process, and so for the nets of whoever imports us: it is on only while we
compute.
"""
# pyright: basic

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, TypeVar, cast

import jax
import jax.numpy as jnp

R = TypeVar("R")


def float64() -> AbstractContextManager[Any]:
    """Within it JAX computes in float64, in this thread alone. What leaves it should be NumPy's."""
    return jax.enable_x64(True)


def jit(function: Callable[..., R], static: tuple[str, ...] = ()) -> Callable[..., R]:
    """Compiled, and anew for each value of the arguments named in ``static``. An array may be NumPy's or JAX's."""
    # JAX's own type forgets what the function returns.
    compiled = cast("Callable[..., R]", jax.jit(function, static_argnames=static))

    @wraps(compiled)
    def in_float64(*arguments: Any, **named: Any) -> R:
        with float64():
            return compiled(*arguments, **named)

    return in_float64


def static(*names: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """``jit`` as a decorator, with static arguments."""
    return lambda function: jit(function, names)


def grad(function: Callable[..., jax.Array]) -> Callable[..., jax.Array]:
    """The derivative with respect to the first argument."""
    return jax.grad(function)


def grad_and_more(function: Callable[..., tuple[jax.Array, Any]]) -> Callable[..., tuple[Any, Any]]:
    """The derivative of a function's first value with respect to its first argument, and its second value."""
    return jax.grad(function, has_aux=True)


def map_over(function: Callable[[jax.Array], jax.Array], items: jax.Array, batch: int) -> jax.Array:
    """(n, …) the function of each of n items, ``batch`` of them at a time."""
    return jax.lax.map(function, items, batch_size=batch)


def repeat(times: int, step: Callable[[jax.Array], jax.Array], start: jax.Array) -> jax.Array:
    """step(step(… step(start))), so many times."""
    return jax.lax.fori_loop(0, times, lambda _, value: step(value), start)


def counting(start: float, stop: float) -> jax.Array:
    """start, start + 1, … below stop; float64 if either is a float."""
    return jnp.arange(start, stop)


def scalar(value: float) -> jax.Array:
    """() a number as an array, float64 whatever it meets."""
    return jnp.asarray(value, dtype=jnp.float64)


def as_array(value: Any) -> jax.Array:
    """An array of JAX's from what a library says is one, or may be."""
    return jnp.asarray(value)
