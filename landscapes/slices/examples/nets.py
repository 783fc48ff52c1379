"""The nets of the examples, on the handwritten digits of scikit-learn: 1,347 images of 8 × 8 to train on, 450 left out.

- ``path``: an MLP 64-32-10, the path of SGD in the plane of its own two principal components;
- ``small-batch``, ``large-batch``: the same MLP after 60 epochs with batches of 16, and 2,000 steps with all rows,
  random filter-normalised directions from one seed (Li et al. 2018, arXiv 1712.09913);
- ``deep``, ``deep-skip``: twenty layers of 24 units without and with skip connections, likewise;
- ``modes``: the plane through three of those MLPs, trained in the same way from three starts (Garipov et al. 2018,
  arXiv 1802.10026).

And on two moons (``moon_rows``) an MLP 2-16-2 with three weight decays, in the plane through these three: ``moons``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import jax
import jax.numpy as jnp
import numpy as np

from ...data.rows import Vector
from ...libraries import sklearn_data
from ...libraries.jax64 import as_array, grad, jit
from ..make import slice
from ..slice import Slice

Params = dict[str, Any]
SEED = 7
# Of the directions: from the nets' own seed they would be near the weights that training began with.
DIRECTIONS_SEED = 1
HELD_OUT = 450
DEPTH, WIDTH = 20, 24


@dataclass(frozen=True)
class Net:
    """A net and how it is trained.

    scores : (params, images) → (rows, 10) logits
    start : its parameters before training
    batch, epochs, rate : of stochastic gradient descent; ``decay`` times the kernels is added to their gradients
    """

    scores: Callable[[Params, jax.Array], jax.Array]
    start: Params
    batch: int
    epochs: int
    rate: float
    decay: float = 1e-3


def digits() -> tuple[tuple[Vector, Vector], tuple[Vector, Vector]]:
    """(images, classes) to train on, and those left out; brightness from 0 to 1, shuffled once and for all."""
    images, classes = sklearn_data.digits()
    order = np.random.default_rng(SEED).permutation(len(images))
    rows = (images[order] / 16.0).astype(np.float32), classes[order]
    left, kept = [
        tuple(part[part_of] for part in rows) for part_of in (slice_of(0, HELD_OUT), slice_of(HELD_OUT, None))
    ]
    return cast("tuple[Vector, Vector]", kept), cast("tuple[Vector, Vector]", left)


def slice_of(start: int, stop: int | None) -> Any:
    """Python's own slice, whose name is taken here."""
    return np.s_[start:stop]


def moon_rows(count: int, seed: int) -> tuple[Vector, Any]:
    """(points, classes): two half circles that reach into each other, with normal noise of 0.25."""
    draw = np.random.default_rng(seed)
    classes = np.arange(count) % 2
    angle = np.pi * draw.random(count)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = np.where(classes[:, None] == 0, upper, np.array([[1.0, 0.5]]) - upper)
    return (points + 0.25 * draw.standard_normal((count, 2))).astype(np.float32), classes


def mlp(batch: int, epochs: int, rate: float, seed: int = SEED) -> Net:
    """64-32-10 with tanh."""
    draw = np.random.default_rng(seed)
    return Net(_mlp_scores, {"hidden": _layer(draw, 64, 32), "out": _layer(draw, 32, 10)}, batch, epochs, rate)


def moon_net(decay: float) -> Net:
    """2-16-2 with tanh."""
    draw = np.random.default_rng(SEED)
    start = {"hidden": _layer(draw, 2, 16), "out": _layer(draw, 16, 2)}
    return Net(_mlp_scores, start, batch=25, epochs=400, rate=0.2, decay=decay)


def deep(skip: bool, batch: int = 64, epochs: int = 60, rate: float = 0.05) -> Net:
    """Twenty ReLU layers of 24 units between 64 inputs and 10 logits; with ``skip`` each adds to what it gets."""
    draw = np.random.default_rng(SEED)
    layers = {f"layer{k:02}": _layer(draw, WIDTH, WIDTH, gain=0.3 if skip else 1.41) for k in range(DEPTH)}
    start = {"in": _layer(draw, 64, WIDTH), **layers, "out": _layer(draw, WIDTH, 10)}
    return Net(_residual_scores if skip else _plain_scores, start, batch, epochs, rate)


def _layer(draw: np.random.Generator, inputs: int, outputs: int, gain: float = 1.0) -> Params:
    kernel = (gain * draw.standard_normal((inputs, outputs)) / np.sqrt(inputs)).astype(np.float32)
    return {"kernel": kernel, "bias": np.zeros(outputs, np.float32)}


def _dense(layer: Params, inputs: jax.Array) -> jax.Array:
    return inputs @ layer["kernel"] + layer["bias"][None]


def _mlp_scores(params: Params, images: jax.Array) -> jax.Array:
    return _dense(params["out"], jnp.tanh(_dense(params["hidden"], images)))


def _plain_scores(params: Params, images: jax.Array) -> jax.Array:
    hidden = jax.nn.relu(_dense(params["in"], images))
    for k in range(DEPTH):
        hidden = jax.nn.relu(_dense(params[f"layer{k:02}"], hidden))
    return _dense(params["out"], hidden)


def _residual_scores(params: Params, images: jax.Array) -> jax.Array:
    hidden = jax.nn.relu(_dense(params["in"], images))
    for k in range(DEPTH):
        hidden = hidden + jax.nn.relu(_dense(params[f"layer{k:02}"], hidden))
    return _dense(params["out"], hidden)


def loss_of(net: Net) -> Callable[[Params, Any], jax.Array]:
    """(params, (images, classes)) → mean cross-entropy."""

    def loss(params: Params, rows: Any) -> jax.Array:
        logits = net.scores(params, rows[0])
        right = jnp.take_along_axis(logits, rows[1][:, None], axis=1)[:, 0]
        return jnp.mean(jax.nn.logsumexp(logits, axis=1) - right)

    return loss


def accuracy_of(net: Net) -> Callable[[Params, Any], jax.Array]:
    """(params, (images, classes)) → the share of images that are named rightly."""
    return lambda params, rows: jnp.mean(jnp.argmax(net.scores(params, rows[0]), axis=1) == rows[1])


def trained(net: Net, rows: tuple[Vector, Vector]) -> list[Params]:
    """Its parameters before training and after each epoch."""
    images, classes = (as_array(part) for part in rows)
    loss = loss_of(net)

    @jit
    def epoch(params: Params, order: jax.Array) -> Params:
        def step(params: Params, batch: jax.Array) -> tuple[Params, None]:
            slopes = grad(loss)(params, (images[batch], classes[batch]))

            def moved(weight: jax.Array, slope: jax.Array) -> jax.Array:
                return weight - net.rate * (slope + net.decay * weight * (weight.ndim == 2))

            return jax.tree.map(moved, params, slopes), None

        return jax.lax.scan(step, params, order)[0]

    draw = np.random.default_rng(SEED)
    whole = len(rows[1]) // net.batch * net.batch
    kept = [net.start]
    for _ in range(net.epochs):
        order = draw.permutation(len(rows[1]))[:whole].reshape(-1, net.batch)
        kept.append(jax.tree.map(np.asarray, epoch(kept[-1], as_array(order))))
    return kept


def _plane(nets: list[Net], rows: tuple[Vector, Vector], left: tuple[Vector, Vector]) -> Slice:
    """The plane through three trained nets; the first is its centre."""
    first, *others = [trained(net, rows)[-1] for net in nets]
    how: dict[str, Any] = {"held_out": left, "accuracy": accuracy_of(nets[0]), "exact": True, "progress": False}
    return slice(loss_of(nets[0]), first, rows, directions="plane", solutions=others, **how)


def made_plane(name: str) -> Slice:
    """``modes`` or ``moons``."""
    if name == "moons":
        return _plane([moon_net(decay) for decay in (0.0, 0.003, 0.03)], moon_rows(100, 1), moon_rows(1000, 2))
    return _plane([mlp(32, 30, 0.1, seed) for seed in (SEED, SEED + 1, SEED + 2)], *digits())


def made(name: str) -> Slice:
    """One of ``NAMES``, from its training on."""
    if name in ("modes", "moons"):
        return made_plane(name)
    rows, left = digits()
    nets = {
        "path": mlp(32, 30, 0.1),
        "small-batch": mlp(16, 60, 0.1),
        "large-batch": mlp(len(rows[1]), 2000, 0.3),
        "deep": deep(skip=False),
        "deep-skip": deep(skip=True),
    }
    net = nets[name]
    steps = trained(net, rows)
    how: dict[str, Any] = {"directions": "filter", "seed": DIRECTIONS_SEED}
    if name == "path":
        how = {"directions": "pca", "checkpoints": steps[:-1], "trajectories": {"SGD": steps}}
    # The share of images that are named rightly has steps, which no interpolation follows.
    how |= {"held_out": left, "accuracy": accuracy_of(net), "exact": True, "progress": False}
    return slice(loss_of(net), steps[-1], rows, **how)
