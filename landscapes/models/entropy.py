r"""The entropy of the softmax pair's prediction, whose negative is the confidence penalty (see ``entropy_line``).

Source: Pereyra, Tucker, Chorowski, Kaiser & Hinton, Regularizing Neural Networks by Penalizing Confident Output
Distributions, ICLR workshop 2017, §3.
"""

from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries.scipy_functions import expit


def entropy(score: Any, target: Any = None) -> Any:
    r"""H in nats of the two probabilities σ(u) and σ(−u), elementwise, in JAX or NumPy; the target is not asked.

    $$\log(1 + e^{-|u|}) + |u|\,\sigma(-|u|)$$
    """
    xp = score.__array_namespace__()
    far = xp.abs(score)
    fading = xp.exp(-far)
    return xp.log1p(fading) + far * fading / (1.0 + fading)


def entropy_derivative(score: Vector) -> Vector:
    """H'(u) = −uσ(u)σ(−u)."""
    return -score * expit(score) * expit(-score)


def entropy_curvature(score: Vector) -> Vector:
    """H''(u) = −σ(u)σ(−u)(1 − u·tanh(u/2))."""
    return -expit(score) * expit(-score) * (1.0 - score * np.tanh(0.5 * score))


def curvature_bound_with(curvature_bound: float, confidence: float) -> float:
    """The largest |φ''| of a cross-entropy less γ times the entropy, from the cross-entropy's own: both peak at 0."""
    return curvature_bound + 0.25 * confidence
