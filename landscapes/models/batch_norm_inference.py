r"""Batch normalization at inference: running statistics, and folding them into the layer before.

In training a unit's z is normalized by the mean μ and the variance v of its batch; in use by running ones, which are
fixed numbers. So there $y = \gamma\,(z - \mu)/\sqrt{v + \varepsilon} + \beta_{bn}$ is affine in z, and one layer
with it.

Source: Ioffe & Szegedy, ICML 2015, §3.1 and algorithm 2.
"""

from typing import NamedTuple

import numpy as np

from ..data.rows import Vector


class Folded(NamedTuple):
    """A linear layer with a batch normalization in it: weights (k, d) and bias (k,)."""

    weights: Vector
    bias: Vector


def normalized(scores: Vector, mean: Vector, variance: Vector, scale: Vector, shift: Vector, epsilon: float) -> Vector:
    r"""$\gamma\,(z - \mu)/\sqrt{v + \varepsilon} + \beta_{bn}$ for scores (…, k) and the rest (k,)."""
    return scale * (scores - mean) / np.sqrt(variance + epsilon) + shift


def fold(
    weights: Vector,
    mean: Vector,
    variance: Vector,
    scale: Vector,
    shift: Vector,
    epsilon: float,
    bias: Vector | float = 0.0,
) -> Folded:
    r"""The layer that gives what z = Wx + b and then batch normalization in use give.

    $$W' = \mathrm{diag}\Bigl(\frac{\gamma}{\sqrt{v+\varepsilon}}\Bigr)W, \qquad
      b' = \beta_{bn} + \frac{\gamma\,(b - \mu)}{\sqrt{v+\varepsilon}}$$

    weights : W (k, d); the others (k,)
    Source: Jacob et al., CVPR 2018, §3.2, for the weights; the bias follows.
    """
    factor = scale / np.sqrt(variance + epsilon)
    return Folded(factor[:, np.newaxis] * weights, shift + factor * (bias - mean))


def running(batches: Vector, momentum: float, start: Vector | float) -> Vector:
    r"""(k,) The exponential running statistic after the batches' statistics (t, k).

    $$r_t = (1-m)^t r_0 + m\sum_{i=1}^{t}(1-m)^{t-i}\mu_i$$

    which is t steps of r ← (1 − m)r + mμ. m is the weight of the new batch, as in PyTorch (0.1, from mean 0 and
    variance 1); Keras's `momentum` is the fraction that is kept.
    """
    count = len(batches)
    kept = (1.0 - momentum) ** np.arange(count - 1, -1, -1)
    return (1.0 - momentum) ** count * np.asarray(start) + momentum * np.tensordot(kept, batches, axes=1)


def unbiased(variance: Vector, count: int) -> Vector:
    """A batch's variance times m/(m − 1): what the running variance is fed with, while training divides by m.

    Source: Ioffe & Szegedy, ICML 2015, algorithm 2, line 10.
    """
    return variance * count / (count - 1)
