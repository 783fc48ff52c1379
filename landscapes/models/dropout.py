"""The masks of dropout's family, as finitely many values with probabilities or as Gaussian noise.

A mask multiplies the two terms of a linear score, u = Σ_j m_j β_j x_j. Each family is an entry of ``MASKS``; they
differ in which masks move together. ``perturbation`` turns them into rows.

Standout's rates depend on the weights that it regularizes (Ba & Frey, NeurIPS 2013): that is not a distribution of
masks, and J would not be convex. ``adaptive`` has what is left of it with the overlay's weights fixed: rates that
depend on the input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from ..data.rows import Vector
from ..libraries.scipy_functions import expit, logit

Rule = tuple[Vector, Vector]
# A fraction where zeros are decided without rounding.
Rate = float | Fraction


@dataclass(frozen=True)
class Mask:
    """Which weights of the score a random mask drops.

    of_rate : rate δ → masks (k, 2), not rescaled, and their probabilities (k,); None for Gaussian ones
    same_as : the mask that has the same expected loss on this model; "" if it is one of its own
    rates : where each input has a rate of its own, (features (m, 2), δ) → rates (m, 2); masks are then dropout's
    """

    name: str
    masks_at: Callable[[Rate], Rule] | None
    same_as: str = ""
    rates: Callable[[Vector, float], Vector] | None = None

    @property
    def gaussian(self) -> bool:
        """Whether it multiplies by Gaussian noise of mean 1, which is never rescaled."""
        return self.masks_at is None


def dropout(rate: Rate) -> Rule:
    r"""Each input dropped on its own with probability δ: $m_j \sim \mathrm{Bernoulli}(1-\delta)$, four masks.

    Inverted (``rescale``), kept inputs are divided by 1 − δ, so that the mean stays. A squared error then gains exactly
    $\tfrac{\delta}{1-\delta}\sum_j \beta_j^2\,\overline{x_j^2}$.

    Source: Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov, JMLR 15, 2014; the penalty: its §9.1.
    """
    keep = 1 - rate
    masks = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    return masks, np.array([keep * keep, keep * rate, rate * keep, rate * rate])


def gaussian_variance(rate: float) -> float:
    r"""Of Gaussian dropout, which multiplies each input by its own $m_j \sim N(1, \tfrac{\delta}{1-\delta})$.

    These are dropout's mean and variance: on a squared error it therefore does what dropout does; on a cross-entropy it
    does not. It never rescales: its mean is 1. Of many rows at a small δ no node of the rule turns a sign, and
    separated classes keep falling; with true Gaussian masks J turns up again, farther out than the rule follows them.

    Source: Srivastava et al., JMLR 15, 2014, §10.
    """
    return rate / (1.0 - rate)


def connect(rate: Rate) -> Rule:
    """DropConnect: one mask for each weight instead of each input.

    With one output there is one weight an input, so the two are the same; with several outputs they are not.

    Source: Wan, Zeiler, Zhang, LeCun & Fergus, ICML 2013.
    """
    return dropout(rate)


def block(rate: Rate) -> Rule:
    """DropBlock with a block of size 2: neighbours, here both inputs, are dropped together, with probability δ.

    Its masks are (1, 1) and (0, 0); with a block that is all the input, δ is the paper's drop rate itself. On the
    softmax pair it is also what dropping the one input x does.

    Source: Ghiasi, Lin & Le, NeurIPS 2018.
    """
    return np.array([[1.0, 1.0], [0.0, 0.0]]), np.array([1 - rate, rate])


def variational(rate: Rate) -> Rule:
    """Variational dropout: one mask for all time steps, here for all rows, instead of a new one each.

    The mean over rows is a sum, and the expectation of a sum does not see which terms share a mask: the expected loss
    is dropout's. What differs is the variance of a single draw.

    Source: Gal & Ghahramani, A Theoretically Grounded Application of Dropout in RNNs, NeurIPS 2016.
    """
    return dropout(rate)


def embedding(rate: Rate) -> Rule:
    """Embedding dropout: a word's whole vector is dropped, wherever it occurs; here a feature's whole column.

    A feature is one number in a row, so its column is dropped as dropout's inputs are, but in all rows at once: the
    expected loss is dropout's, for the reason given at ``variational``.

    Source: Gal & Ghahramani, NeurIPS 2016, §4.2.
    """
    return dropout(rate)


def attention(rate: Rate) -> Rule:
    """Attention dropout: each attention weight dropped by itself, after the softmax, without summing to 1 again.

    With the attention given, the output is Σ_j a_j β_j x_j: the weight a_j goes with its input, and to drop it is to
    drop the term. The expected loss is dropout's. In a net that learns its attention the two differ. DropAttention
    (Lin et al., arXiv 1907.11065, 2019) lets what is left sum to 1 again, by which the mean changes.

    Source: Vaswani et al., NeurIPS 2017, §5.4, as the authors' code applies it to the attention weights.
    """
    return dropout(rate)


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
        Mask("gaussian", None),
        Mask("connect", connect, same_as="dropout"),
        Mask("block", block),
        Mask("variational", variational, same_as="dropout"),
        Mask("embedding", embedding, same_as="dropout"),
        Mask("attention", attention, same_as="dropout"),
        Mask("adaptive", dropout, rates=adaptive_rates),
    )
}
