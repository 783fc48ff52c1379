"""Small nets and quadratics that the tests of slices share; in a module, so that other processes can import them."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

DRAW = np.random.default_rng(5)
ROWS = (DRAW.standard_normal((1200, 6)).astype(np.float32), DRAW.integers(0, 3, 1200))
# θ ↦ ½ (θ − CENTRE)ᵀ CURVED (θ − CENTRE), of 12 parameters
MIXED = DRAW.standard_normal((12, 12))
CURVED = MIXED @ MIXED.T / 12.0
CENTRE = DRAW.standard_normal(12)


def net(width: int = 8, seed: int = 0) -> dict[str, Any]:
    """The parameters of a net 6 → width → 3, as a plain dictionary."""
    draw = np.random.default_rng(seed)
    return {
        "first": {"w": _array(draw, 6, width), "b": np.full((1, width), 0.1, np.float32)},
        "second": {"w": _array(draw, width, 3), "b": np.zeros((1, 3), np.float32)},
    }


def _array(draw: np.random.Generator, inputs: int, outputs: int) -> Any:
    return (draw.standard_normal((inputs, outputs)) / np.sqrt(inputs)).astype(np.float32)


def scores(params: Any, rows: Any, activation: Any) -> jax.Array:
    hidden = activation(rows @ params["first"]["w"] + params["first"]["b"])
    return hidden @ params["second"]["w"] + params["second"]["b"]


def cross_entropy(logits: jax.Array, classes: jax.Array) -> jax.Array:
    return jnp.mean(jax.nn.logsumexp(logits, axis=1) - jnp.take_along_axis(logits, classes[:, None], axis=1)[:, 0])


def smooth_loss(params: Any, batch: Any) -> jax.Array:
    return cross_entropy(scores(params, batch[0], jnp.tanh), batch[1])


def relu_loss(params: Any, batch: Any) -> jax.Array:
    return cross_entropy(scores(params, batch[0], jax.nn.relu), batch[1])


def accuracy(params: Any, batch: Any) -> jax.Array:
    return jnp.mean(jnp.argmax(scores(params, batch[0], jnp.tanh), axis=1) == batch[1])


def quadratic(params: Any) -> jax.Array:
    """Half of (θ − c)ᵀA(θ − c), of the two arrays "w" (2, 4) and "v" (4,) in one vector."""
    apart = jnp.concatenate([params["v"], params["w"].ravel()]) - CENTRE
    return 0.5 * apart @ (CURVED @ apart)


def quadratic_params() -> dict[str, Any]:
    return {"v": np.linspace(-1.0, 1.0, 4), "w": np.linspace(0.5, 2.0, 8).reshape(2, 4)}
