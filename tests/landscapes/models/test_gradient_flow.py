"""Gradients down a deep stack: by hand, against automatic differentiation, and what the page says of them."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from landscapes.models.gradient_flow import ACTIVATIONS, Stack, gradient_sizes, stack
from landscapes.models.normalization import EPSILON
from tests.components.address.test_batch_norm_diagrams import names

JAX = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu}


def test_one_layer_worked_by_hand() -> None:
    # σ′(0) = 1/4, and the weight is 1 · 2: the gradient 1 becomes 1 · 1/4 · 2.
    given = Stack(np.zeros((1, 1)), np.ones((1, 1, 1)), np.ones((1, 1)))
    assert gradient_sizes(given, 2.0, "sigmoid", normalized=False) == pytest.approx([0.5, 1.0])


@pytest.mark.slow
@pytest.mark.parametrize("normalized", [False, True])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_is_that_of_automatic_differentiation(activation: str, normalized: bool) -> None:
    given = stack()

    def top(inputs: jax.Array) -> jax.Array:
        h = inputs
        for weights in 1.7 * given.weights:
            z = h @ weights
            if normalized:
                z = (z - z.mean(axis=0, keepdims=True)) / jnp.sqrt(z.var(axis=0, keepdims=True) + EPSILON)
            h = JAX[activation](z)
        return jnp.sum(h * given.top)

    gradient = np.asarray(jax.grad(top)(jnp.asarray(given.inputs)))
    size = np.sqrt((gradient**2).mean()) / np.sqrt((given.top**2).mean())
    assert gradient_sizes(given, 1.7, activation, normalized=normalized)[0] == pytest.approx(size, rel=1e-8)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_under_batch_norm_the_scale_of_the_weights_does_not_matter(activation: str) -> None:
    one, other = (gradient_sizes(stack(), scale, activation, normalized=True) for scale in (0.5, 6.0))
    assert one == pytest.approx(other, rel=0.01)


def test_what_the_page_says() -> None:
    def size(scale: float, activation: str, *, normalized: bool = False) -> float:
        return gradient_sizes(stack(), scale, activation, normalized=normalized)[0]

    assert (f"{size(1, 'sigmoid'):.1e}", f"{size(4, 'relu'):.1e}") == ("2.2e-13", "6.2e+08")
    names("deep-stack", "2.2", "6.2", f"{size(1, 'sigmoid', normalized=True):.2f}")
    names("deep-stack", f"{size(1, 'relu', normalized=True):.0f}")
    assert 0.1 < size(1.5, "relu") < 10
