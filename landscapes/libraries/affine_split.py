r"""What of a loss is affine in a point of the plane, so that it is computed once for all points.

A first layer is linear in its kernel: $X(W + a D_1 + b D_2) = XW + a\,XD_1 + b\,XD_2$. Three products do for the whole
grid instead of one a point. The program of the loss, as JAX has traced it, is walked from its beginning: a product of
data with a kernel that is affine in (a, b) is affine, and what comes later is left to each point.
"""
# pyright: basic

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
from jax.extend.core import Literal

# Rearranging an affine value leaves it affine.
REARRANGED = {"transpose", "reshape", "squeeze", "neg", "copy"}
# Programs inside a program, and where each keeps its own.
CALLS = {"jit": "jaxpr", "pjit": "jaxpr", "closed_call": "call_jaxpr", "custom_jvp_call": "call_jaxpr"}
# A product that sums fewer terms is as quickly computed as its three parts are read.
FEWEST_TERMS = 8


@dataclass(frozen=True)
class _Affine:
    """constant + a·along[0] + b·along[1]."""

    parts: tuple[Any, Any, Any]


@dataclass(frozen=True)
class _Later:
    """The number of a value that each point computes for itself."""

    slot: int


def split(
    function: Callable[[Sequence[Any], Any], jax.Array],
    theta: Sequence[Any],
    first: Sequence[Any],
    second: Sequence[Any],
    rows: Any,
) -> Callable[[jax.Array, jax.Array], jax.Array]:
    """(a, b) ↦ function(θ + a·d₁ + b·d₂, rows), with what is affine in a and b already computed.

    theta, first, second : the arrays of θ₀, d₁ and d₂
    """
    closed = jax.make_jaxpr(lambda leaves: function(leaves, rows))(list(theta))
    trace = _Trace()
    given = [_Affine(parts) for parts in zip(theta, first, second, strict=True)]
    (out,) = trace.through(closed.jaxpr, closed.consts, given)

    def at(a: jax.Array, b: jax.Array) -> jax.Array:
        found: dict[int, Any] = {}

        def read(value: Any) -> Any:
            if isinstance(value, _Affine):
                return _combined(value.parts, a, b)
            return found[value.slot] if isinstance(value, _Later) else value

        for equation, inputs, slots in trace.later:
            results = _run(equation, [read(value) for value in inputs])
            found.update(zip(slots, results, strict=True))
        return read(out)

    return at


def _combined(parts: tuple[Any, Any, Any], a: jax.Array, b: jax.Array) -> Any:
    constant, along_a, along_b = parts
    return constant + a.astype(constant.dtype) * along_a + b.astype(constant.dtype) * along_b


class _Trace:
    """One pass through a program: ``later`` collects what each point has to compute, in order."""

    def __init__(self) -> None:
        self.later: list[tuple[Any, list[Any], list[int]]] = []
        self._slots = 0

    def through(self, jaxpr: Any, consts: Sequence[Any], given: Sequence[Any]) -> list[Any]:
        """The values that a program returns: arrays, affine ones, or later ones."""
        held = dict(zip([*jaxpr.constvars, *jaxpr.invars], [*consts, *given], strict=True))
        for equation in jaxpr.eqns:
            inputs = [atom.val if isinstance(atom, Literal) else held[atom] for atom in equation.invars]
            held.update(zip(equation.outvars, self._values(equation, inputs), strict=True))
        return [atom.val if isinstance(atom, Literal) else held[atom] for atom in jaxpr.outvars]

    def _values(self, equation: Any, inputs: list[Any]) -> list[Any]:
        if not any(isinstance(value, _Affine | _Later) for value in inputs):
            return _run(equation, inputs)
        inner = CALLS.get(equation.primitive.name)
        if inner is not None and any(isinstance(value, _Affine) for value in inputs):
            program = equation.params[inner]
            return self.through(program.jaxpr, program.consts, inputs)
        if _is_linear(equation, inputs):
            parts = [[value.parts[k] if isinstance(value, _Affine) else value for value in inputs] for k in range(3)]
            k0, k1, k2 = (_run(equation, part)[0] for part in parts)
            return [_Affine((k0, k1, k2))]
        slots = list(range(self._slots, self._slots + len(equation.outvars)))
        self._slots += len(slots)
        self.later.append((equation, inputs, slots))
        return [_Later(slot) for slot in slots]


def _is_linear(equation: Any, inputs: list[Any]) -> bool:
    """Whether the result is affine too, and worth computing as three parts."""
    if any(isinstance(value, _Later) for value in inputs):
        return False
    name, affine = equation.primitive.name, [isinstance(value, _Affine) for value in inputs]
    if name in REARRANGED:
        return True
    if name == "convert_element_type":
        return bool(jnp.issubdtype(equation.params["new_dtype"], jnp.floating))
    if sum(affine) != 1:
        return False
    if name == "dot_general":
        (left, _), _ = equation.params["dimension_numbers"]
        return math.prod(equation.invars[0].aval.shape[axis] for axis in left) >= FEWEST_TERMS
    if name == "conv_general_dilated":
        kernel = equation.invars[1].aval.shape
        outputs = kernel[equation.params["dimension_numbers"].rhs_spec[0]]
        return affine[1] and math.prod(kernel) // outputs >= FEWEST_TERMS
    return False


def _run(equation: Any, inputs: list[Any]) -> list[Any]:
    found = equation.primitive.bind(*inputs, **equation.primitive.get_bind_params(equation.params))
    return list(found) if equation.primitive.multiple_results else [found]
