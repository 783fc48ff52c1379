"""Noise as finitely many values with probabilities: the masks of dropout's family, and Gauss–Hermite rules.

A mask multiplies the two terms of a linear score, u = Σ_j m_j β_j x_j. Each family is an entry of ``MASKS``; they
differ in which masks move together. ``transform`` turns them into rows.

Standout's rates depend on the weights that it regularizes (Ba & Frey, NeurIPS 2013): that is no distribution of masks,
and J would not be convex. ``adaptive`` has what is left of it with the overlay's weights fixed: rates that depend on
the input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import expit, logit

from .rows import Vector

# Nodes that weigh less than rounding are left out.
LIGHT = 1e-16
# The evenly spaced rule's step and how far it goes; beyond the last, exp(−z²/2) is no number any more.
SPACING = 0.02
REACHES = (10.0, 14.0, 20.0, 28.0, 38.0)

Rule = tuple[Vector, Vector]


@lru_cache(maxsize=64)
def hermite(nodes: int, axes: int = 2) -> Rule:
    """Points (k, axes) and probabilities (k,) of a rule for independent standard normal numbers.

    Exact for polynomials of degree 2·nodes − 1 along each axis, up to the nodes that weigh nothing.

    Source: Golub & Welsch, Math. Comp. 23, 1969; the nodes from ``numpy.polynomial.hermite_e``.
    """
    line, chances = np.polynomial.hermite_e.hermegauss(nodes)
    points = np.stack(np.meshgrid(*[line] * axes, indexing="ij"), axis=-1).reshape(-1, axes)
    chances = np.prod(np.stack(np.meshgrid(*[chances / chances.sum()] * axes, indexing="ij"), axis=-1), axis=-1).ravel()
    heavy = chances > LIGHT
    return points[heavy], chances[heavy] / chances[heavy].sum()


@lru_cache(maxsize=64)
def even(reach: float) -> Rule:
    """Points (k, 1), evenly spaced, from −reach or farther to reach, and probabilities (k,) of one standard normal
    number.

    The trapezoidal rule, which for a function without poles within a distance a of the real axis errs by about
    exp(−2πa/h), h being the spacing. It reaches as far as the weights are numbers at all, about |z| = 38.

    Source: Trefethen & Weideman, SIAM Review 56(3), 2014, §5.
    """
    # Few different numbers of points: each is compiled for.
    count = int(next((far for far in REACHES if far >= reach), REACHES[-1]) / SPACING)
    points = SPACING * np.arange(-count, count + 1)
    chances = np.exp(-0.5 * points**2)
    return points[:, np.newaxis], chances / chances.sum()


@dataclass(frozen=True)
class Mask:
    """Which weights of the score a random mask drops.

    of_rate : (rate δ, nodes an axis) → masks (k, 2), not rescaled, and their probabilities (k,)
    gaussian : whether it multiplies by Gaussian noise of mean 1, which needs nodes and no rescaling
    same_as : the mask that has the same expected loss on this model; "" if it is one of its own
    rates : where each input has a rate of its own, (features (m, 2), δ) → rates (m, 2); masks are then dropout's
    """

    name: str
    of_rate: Callable[[float, int], Rule]
    gaussian: bool = False
    same_as: str = ""
    rates: Callable[[Vector, float], Vector] | None = None


def dropout(rate: float, nodes: int) -> Rule:
    r"""Each input dropped on its own with probability δ: $m_j \sim \mathrm{Bernoulli}(1-\delta)$, four masks.

    Inverted (``rescale``), kept inputs are divided by 1 − δ, so that the mean stays. A squared error then gains exactly
    $\tfrac{\delta}{1-\delta}\sum_j \beta_j^2\,\overline{x_j^2}$.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, JMLR 15, 2014; the penalty: its §9.1.
    """
    keep = 1.0 - rate
    masks = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    return masks, np.array([keep * keep, keep * rate, rate * keep, rate * rate])


def gaussian(rate: float, nodes: int) -> Rule:
    r"""Each input multiplied by its own $m_j \sim N(1, \tfrac{\delta}{1-\delta})$: dropout's mean and variance.

    On a squared error it therefore does what dropout does; on a cross-entropy it does not. It never rescales: its mean
    is 1. A rule reaches only so far out, so at a small δ no node turns a sign, and separated classes fall for ever;
    with true Gaussian masks J turns up again, far outside any square and by less than float64 sees.

    Source: Srivastava et al., JMLR 15, 2014, §10.
    """
    points, chances = hermite(nodes)
    return 1.0 + np.sqrt(rate / (1.0 - rate)) * points, chances


def connect(rate: float, nodes: int) -> Rule:
    """DropConnect: one mask for each weight instead of each input.

    With one output there is one weight an input, so the two are the same; with several outputs they are not.

    Source: Wan, Zeiler, Zhang, LeCun & Fergus, ICML 2013.
    """
    return dropout(rate, nodes)


def block(rate: float, nodes: int) -> Rule:
    """DropBlock with a block of size 2: neighbours, here both inputs, are dropped together, with probability δ.

    Its masks are (1, 1) and (0, 0); with a block that is all the input, δ is the paper's drop rate itself. On the
    softmax pair it is also what dropping the one input x does.

    Source: Ghiasi, Lin & Le, NeurIPS 2018.
    """
    return np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([1.0 - rate, rate])


def variational(rate: float, nodes: int) -> Rule:
    """Variational dropout: one mask for all time steps, here for all rows, instead of a new one each.

    The mean over rows is a sum, and the expectation of a sum does not see which terms share a mask: the expected loss
    is dropout's. What differs is the variance of a single draw.

    Source: Gal & Ghahramani, A Theoretically Grounded Application of Dropout in RNNs, NeurIPS 2016.
    """
    return dropout(rate, nodes)


def embedding(rate: float, nodes: int) -> Rule:
    """Embedding dropout: a word's whole vector is dropped, wherever it occurs; here a feature's whole column.

    A feature is one number in a row, so its column is dropped as dropout's inputs are, but in all rows at once: the
    expected loss is dropout's, for the reason given at ``variational``.

    Source: Gal & Ghahramani, NeurIPS 2016, §4.2.
    """
    return dropout(rate, nodes)


def attention(rate: float, nodes: int) -> Rule:
    """Attention dropout: each attention weight dropped by itself, after the softmax, without summing to 1 again.

    With the attention given, the output is Σ_j a_j β_j x_j: the weight a_j goes with its input, and to drop it is to
    drop the term. The expected loss is dropout's. In a net that learns its attention the two differ.

    Source: Vaswani et al., NeurIPS 2017, §5.4, as the authors' code applies it to the attention weights.
    """
    return dropout(rate, nodes)


def adaptive_rates(features: Vector, rate: float) -> Vector:
    r"""$\delta_{ij} = \sigma(\mathrm{logit}\,\delta + 1 - |x_{ij}|)$: an input of size 1 is dropped at the rate δ, a
    larger one less often.

    The overlay net of standout with fixed weights. Kept inputs are divided by their own 1 − δ_ij. A squared error
    gains exactly $\sum_j \beta_j^2\,\overline{x_j^2\,\delta_j/(1-\delta_j)}$.

    Source: Ba & Frey, Adaptive dropout for training deep neural networks, NeurIPS 2013, with α, β and w held.
    """
    return expit(logit(rate) + 1.0 - np.abs(features))


MASKS = {
    mask.name: mask
    for mask in (
        Mask("dropout", dropout),
        Mask("gaussian", gaussian, gaussian=True),
        Mask("connect", connect, same_as="dropout"),
        Mask("block", block),
        Mask("variational", variational, same_as="dropout"),
        Mask("embedding", embedding, same_as="dropout"),
        Mask("attention", attention, same_as="dropout"),
        Mask("adaptive", dropout, rates=adaptive_rates),
    )
}
