"""What is affine in a point of the plane is computed once, and nothing else changes."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from landscapes.libraries.affine_split import split
from landscapes.libraries.pytrees import take
from tests.landscapes.slices import nets

DRAW = np.random.default_rng(1)
IMAGES = DRAW.standard_normal((6, 9, 9, 1)).astype(np.float32)


def dense(leaves: Any, rows: Any) -> jax.Array:
    return nets.relu_loss(take(nets.net()).with_leaves(leaves), rows)


def transposed(leaves: Any, rows: Any) -> jax.Array:
    """Outputs × inputs, row by row, as in Equinox."""
    return jnp.mean(jnp.tanh(jax.vmap(lambda row: leaves[1].T @ row)(rows[0])) ** 2)


def convolution(leaves: Any, rows: Any) -> jax.Array:
    kernel = jnp.concatenate([leaves[1], leaves[1]]).reshape(-1)[:36].reshape(3, 3, 1, 4)
    named = jax.lax.conv_dimension_numbers(IMAGES.shape, kernel.shape, ("NHWC", "HWIO", "NHWC"))
    found = jax.lax.conv_general_dilated(jnp.asarray(IMAGES), kernel, (1, 1), "SAME", dimension_numbers=named)
    return jnp.mean(jax.nn.relu(found)) + 0.0 * jnp.mean(rows[0])


def used_twice(leaves: Any, rows: Any) -> jax.Array:
    """Products of parameters with themselves are not affine."""
    score = rows[0] @ leaves[1]
    return jnp.mean(score * score) + jnp.sum(leaves[1].T @ leaves[1]) + jnp.sum(jnp.round(leaves[0]).astype(int))


@pytest.mark.slow
@pytest.mark.parametrize("loss", [dense, transposed, convolution, used_twice])
def test_the_value_is_that_of_the_loss(loss: Callable[..., jax.Array]) -> None:
    theta = take(nets.net()).leaves
    first, second = ([DRAW.standard_normal(leaf.shape).astype(np.float32) for leaf in theta] for _ in range(2))
    rows = tuple(array[:50] for array in nets.ROWS)
    for a, b in ((0.0, 0.0), (0.7, -1.3)):
        here = [
            leaf + np.float32(a) * one + np.float32(b) * two
            for leaf, one, two in zip(theta, first, second, strict=True)
        ]
        found = jax.jit(lambda a, b, loss=loss: split(loss, theta, first, second, rows)(a, b))(a, b)
        assert float(found) == pytest.approx(float(loss(here, rows)), rel=2e-5)


def products_at_a_point(function: Callable[..., jax.Array], inputs: int) -> int:
    """How many products of matrices each point of the plane costs."""
    theta = [np.ones((inputs, 4), np.float32), np.ones((4, 3), np.float32)]
    at = split(function, theta, theta, theta, np.ones((5, inputs), np.float32))
    return str(jax.make_jaxpr(at)(jnp.float32(0.1), jnp.float32(0.2))).count("dot_general")


def test_a_first_layer_costs_no_product_at_a_point() -> None:
    def outputs_last(leaves: Any, rows: Any) -> jax.Array:
        return jnp.mean(jnp.tanh(rows @ leaves[0]) @ leaves[1])

    def outputs_first(leaves: Any, rows: Any) -> jax.Array:
        return jnp.mean(jax.vmap(lambda row: leaves[1].T @ jnp.tanh(leaves[0].T @ row))(rows))

    assert products_at_a_point(outputs_last, 12) == 1
    assert products_at_a_point(outputs_first, 12) == 1
    # Few terms are summed as quickly as three parts are read.
    assert products_at_a_point(outputs_last, 3) == 2
