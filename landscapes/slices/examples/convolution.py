"""A small convolutional net with batch normalization, on the handwritten digits, by two kinds of directions.

- ``batchnorm``: filter-normalised (Li et al. 2018, arXiv 1712.09913): each filter's step is as long as the filter;
- ``batchnorm-raw``: from the same seed, not scaled. Behind a batch normalization the size of a kernel is of no matter,
  so that a step of one length is a large one for a small kernel and a small one for a large kernel.

8 and 16 filters of 3 × 3, the second with a step of 2, each batch-normalised, ReLU, ten logits. The running statistics
are state: they stay as training left them (``stats="fixed"``).
"""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ...data.rows import Vector
from ...libraries.jax64 import as_array, grad_and_more, jit
from ..make import slice
from ..slice import Slice
from .nets import DIRECTIONS_SEED, SEED, digits

Params = dict[str, Any]
# Mean and variance of each channel of each normalization.
Statistics = list[tuple[Any, Any]]
FILTERS = (8, 16)
BATCH, EPOCHS, RATE, DECAY = 64, 20, 0.05, 1e-3
# What a step keeps of the running statistics.
MOMENTUM = 0.9
EPSILON = 1e-5
KINDS = {"batchnorm": "filter", "batchnorm-raw": "plain"}


def start() -> Params:
    """The parameters before training."""
    draw = np.random.default_rng(SEED)
    params: Params = {}
    inputs = 1
    for k, filters in enumerate(FILTERS):
        kernel = draw.standard_normal((3, 3, inputs, filters)) * np.sqrt(2.0 / (9 * inputs))
        params[f"conv{k}"] = {"kernel": kernel.astype(np.float32)}
        params[f"norm{k}"] = {"scale": np.ones(filters, np.float32), "shift": np.zeros(filters, np.float32)}
        inputs = filters
    # The second convolution has left a quarter of the 8 × 8 pixels.
    kernel = draw.standard_normal((16 * inputs, 10)) / np.sqrt(16 * inputs)
    params["out"] = {"kernel": kernel.astype(np.float32), "bias": np.zeros(10, np.float32)}
    return params


def scores(params: Params, images: jax.Array, statistics: Statistics | None) -> tuple[jax.Array, Statistics]:
    """(rows, 10) logits, and the statistics that were normalised by: those given, or the rows' own."""
    hidden = images.reshape(-1, 8, 8, 1)
    used: Statistics = []
    for k in range(len(FILTERS)):
        kernel = as_array(params[f"conv{k}"]["kernel"])
        # The second one halves the image.
        strides = (k + 1, k + 1)
        hidden = jax.lax.conv_general_dilated(
            hidden, kernel, strides, "SAME", dimension_numbers=("NHWC", "HWIO", "NHWC")
        )
        own = (hidden.mean(axis=(0, 1, 2)), hidden.var(axis=(0, 1, 2)))
        mean, variance = own if statistics is None else statistics[k]
        used.append((mean, variance))
        norm = params[f"norm{k}"]
        factor = norm["scale"] / jnp.sqrt(as_array(variance) + EPSILON)
        centred = hidden - _of_channels(mean)
        hidden = jax.nn.relu(centred * _of_channels(factor) + _of_channels(norm["shift"]))
    return hidden.reshape(len(hidden), -1) @ params["out"]["kernel"] + params["out"]["bias"][None], used


def _of_channels(values: Any) -> jax.Array:
    return as_array(values)[None, None, None]


def _cross_entropy(logits: jax.Array, classes: jax.Array) -> jax.Array:
    right = jnp.take_along_axis(logits, classes[:, None], axis=1)[:, 0]
    return jnp.mean(jax.nn.logsumexp(logits, axis=1) - right)


def _moved(weight: jax.Array, slope: jax.Array) -> jax.Array:
    return weight - RATE * (slope + DECAY * weight * (weight.ndim > 1))


def _kept(old: jax.Array, new: jax.Array) -> jax.Array:
    return MOMENTUM * old + (1.0 - MOMENTUM) * new


def trained(rows: tuple[Vector, Vector]) -> tuple[Params, Statistics]:
    """The parameters after training, and the running statistics."""
    images, classes = (as_array(part) for part in rows)

    def loss(params: Params, batch: jax.Array) -> tuple[jax.Array, Statistics]:
        logits, used = scores(params, images[batch], None)
        return _cross_entropy(logits, classes[batch]), used

    @jit
    def epoch(params: Params, running: Statistics, order: jax.Array) -> tuple[Params, Statistics]:
        def step(state: tuple[Params, Statistics], batch: jax.Array) -> tuple[tuple[Params, Statistics], None]:
            params, running = state
            slopes, used = grad_and_more(loss)(params, batch)
            return (jax.tree.map(_moved, params, slopes), jax.tree.map(_kept, running, used)), None

        return jax.lax.scan(step, (params, running), order)[0]

    draw = np.random.default_rng(SEED)
    params = start()
    running: Statistics = [(np.zeros(count, np.float32), np.ones(count, np.float32)) for count in FILTERS]
    whole = len(rows[1]) // BATCH * BATCH
    for _ in range(EPOCHS):
        order = draw.permutation(len(rows[1]))[:whole].reshape(-1, BATCH)
        params, running = jax.tree.map(np.asarray, epoch(params, running, as_array(order)))
    return params, running


def loss(params: Params, rows: Any, statistics: Statistics) -> jax.Array:
    """The mean cross-entropy, normalised by the running statistics."""
    return _cross_entropy(scores(params, rows[0], statistics)[0], rows[1])


def accuracy(params: Params, rows: Any, statistics: Statistics) -> jax.Array:
    """The share of images that are named rightly."""
    return jnp.mean(jnp.argmax(scores(params, rows[0], statistics)[0], axis=1) == rows[1])


def made(name: str, n: int = 51) -> Slice:
    """One of ``KINDS``, from its training on."""
    rows, left = digits()
    params, running = trained(rows)
    how: dict[str, Any] = {"held_out": left, "accuracy": accuracy, "exact": True, "progress": False, "n": n}
    how |= {"directions": KINDS[name], "seed": DIRECTIONS_SEED, "statistics": running}
    return slice(loss, params, rows, **how)
