"""Vanishing and exploding gradients: how backpropagation fares in a deep stack, with batch normalization and without.

Every layer is h ← a(hW) with an activation a, or a(BN(hW)). Here nothing is a loss: these are the exact figures that
stand beside the landscapes.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..libraries.scipy_functions import expit
from .normalization import EPSILON

DEPTH, WIDTH, ROWS = 20, 32, 128


@dataclass(frozen=True)
class Activation:
    """An activation and its derivative as a function of the value."""

    value: Callable[[Vector], Vector]
    derivative: Callable[[Vector], Vector]


ACTIVATIONS = {
    "sigmoid": Activation(expit, lambda h: h * (1.0 - h)),
    "tanh": Activation(np.tanh, lambda h: 1.0 - h**2),
    "relu": Activation(lambda z: np.maximum(z, 0.0), lambda h: (h > 0.0).astype(float)),
}


@dataclass(frozen=True)
class Stack:
    """Inputs (rows, width), weights (depth, width, width) of variance 1/width, and ∂L/∂h at the top."""

    inputs: Vector
    weights: Vector
    top: Vector


def stack() -> Stack:
    """The one that is drawn; the seed is fixed."""
    draws = np.random.default_rng(24)
    weights = draws.standard_normal((DEPTH, WIDTH, WIDTH)) / np.sqrt(WIDTH)
    return Stack(draws.standard_normal((ROWS, WIDTH)), weights, draws.standard_normal((ROWS, WIDTH)) / ROWS)


def gradient_sizes(given: Stack, scale: float, activation: str, *, normalized: bool) -> Vector:
    r"""(depth + 1,) The root mean square of ∂L/∂h at the inputs and above every layer, over that at the top.

    Through a layer the gradient is multiplied by a′ and by the weights, ``scale`` times W; through batch normalization
    $\hat z = (z - \mu)/s$, over the rows, as

    $$\frac{\partial L}{\partial z}=\frac1s\Bigl(g-\overline{g}-\hat z\,\overline{g\hat z}\Bigr),\qquad
      g=\frac{\partial L}{\partial\hat z}$$

    Source: Ioffe & Szegedy, ICML 2015, §3, with γ = 1 and β = 0.
    """
    chosen = ACTIVATIONS[activation]
    h: Vector = given.inputs
    passed: list[tuple[Vector, Vector, Vector, Vector]] = []
    for weights in scale * given.weights:
        z = h @ weights
        root = np.sqrt(z.var(axis=0) + EPSILON)
        if normalized:
            z = (z - z.mean(axis=0)) / root
        h = chosen.value(z)
        passed.append((weights, z, root, h))
    gradient = given.top
    sizes = [_size(gradient)]
    for weights, z, root, h in reversed(passed):
        g = gradient * chosen.derivative(h)
        if normalized:
            g = (g - g.mean(axis=0) - z * (g * z).mean(axis=0)) / root
        gradient = g @ weights.T
        sizes.append(_size(gradient))
    return np.array(sizes[::-1]) / sizes[0]


def _size(gradient: Vector) -> float:
    return float(np.sqrt(np.mean(gradient**2)))
