"""Normalization of a small block of numbers, batch, layer, instance and group; and what dropout before it shifts.

A block has shape (N, C, H, W): samples, channels, rows and columns of places. Here nothing is a loss: these are the
exact figures that stand beside the landscapes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.floating]
Labels = NDArray[np.integer]

# Added to the variance; PyTorch's default for all four.
EPSILON = 1e-5


@dataclass(frozen=True)
class Norm:
    """Which entries have one mean and one variance; places always do.

    groups : how many groups the channels are split into, neighbours together; 0 for a group of its own for each
    across : whether all samples of the batch have the same
    """

    name: str
    groups: int
    across: bool = False


NORMS = {
    norm.name: norm
    for norm in (
        # Ioffe & Szegedy, Batch Normalization, ICML 2015, §3.2: one mean a channel, over samples and places.
        Norm("batch", groups=0, across=True),
        # Ba, Kiros & Hinton, Layer Normalization, arXiv 1607.06450, 2016; over places too, as Wu & He write it.
        Norm("layer", groups=1),
        # Ulyanov, Vedaldi & Lempitsky, Instance Normalization, arXiv 1607.08022, 2016.
        Norm("instance", groups=0),
        # Wu & He, Group Normalization, ECCV 2018, §3.1.
        Norm("group", groups=2),
    )
}

# Small whole numbers whose sums can be checked in the head; samples and channels differ in level and in spread.
BLOCK: Block = np.array(
    [
        [[[1, 3], [2, 2]], [[4, 6], [5, 1]], [[0, 2], [1, 5]], [[3, 7], [4, 2]]],
        [[[2, 4], [6, 8]], [[9, 5], [7, 3]], [[3, 1], [0, 4]], [[8, 6], [5, 9]]],
        [[[5, 3], [4, 8]], [[6, 8], [2, 4]], [[7, 9], [6, 2]], [[1, 4], [3, 0]]],
    ],
    dtype=float,
)


def averaged_sets(norm: Norm, shape: tuple[int, int, int, int]) -> Labels:
    """For each entry of a block of this shape the number of the set that it is averaged with, counted from 0.

    Raises ValueError if the channels cannot be split into that many groups of one size.
    """
    samples, channels, rows, columns = shape
    groups = norm.groups or channels
    if channels % groups:
        raise ValueError(f"{channels} channels cannot be divided into {groups} groups of one size")
    of_channel = np.arange(channels) // (channels // groups)
    of_sample = np.zeros(samples, int) if norm.across else np.arange(samples)
    labels = of_sample[:, np.newaxis] * groups + of_channel
    return np.broadcast_to(labels[:, :, np.newaxis, np.newaxis], (samples, channels, rows, columns))


def statistics(block: Block, sets: Labels) -> tuple[Block, Block]:
    r"""Mean and variance of every set, each of shape (number of sets,).

    $$\mu_s=\tfrac1m\sum_{i\in s}x_i,\qquad \sigma_s^2=\tfrac1m\sum_{i\in s}(x_i-\mu_s)^2$$

    with m the size of the set and not m − 1, as all four papers have it.
    """
    members = sets.ravel()
    counts = np.bincount(members)
    means = np.bincount(members, block.ravel()) / counts
    return means, np.bincount(members, (block.ravel() - means[members]) ** 2) / counts


def normalized(block: Block, sets: Labels, epsilon: float = EPSILON) -> Block:
    r"""The block of $(x-\mu_s)/\sqrt{\sigma_s^2+\varepsilon}$, without the learned scale and shift that follow.

    A set has mean 0 after it, and variance $\sigma_s^2/(\sigma_s^2+\varepsilon)$, which is a little under 1.
    """
    means, variances = statistics(block, sets)
    return (block - means[sets]) / np.sqrt(variances[sets] + epsilon)


# Noise of mean 1 that multiplies an input: its variance s² at the rate δ. Uniform noise lies within 1 ± δ. Nothing else
# counts of it: Var nx = (c² + v)(1 + s²) − c², which is ``variance_shift`` with k = 1/(1 + s²).
# Sources: Srivastava et al., JMLR 15, 2014, section 10 (Gaussian, with dropout's variance); Li, Chen, Hu & Yang,
# arXiv 1801.05134v1 (uniform, "Uout").
NOISES: Mapping[str, Callable[[float], float]] = {
    "dropout": lambda rate: rate / (1.0 - rate),
    "gaussian": lambda rate: rate / (1.0 - rate),
    "uniform": lambda rate: rate * rate / 3.0,
}


def variance_shift(mean: float, variance: float, keep: float) -> float:
    r"""Test variance over training variance of an input of batch norm that dropout went over.

    Inverted dropout keeps x with probability k and divides by k: in training batch norm sees $a = mx/k$ with
    $m\sim\mathrm{Bernoulli}(k)$ independent of x. For x of mean c and variance v, since $m^2=m$,
    $$\mathrm E\,a=\tfrac{k}{k}c=c,\qquad \mathrm E\,a^2=\tfrac{k}{k^2}(c^2+v)=\tfrac{c^2+v}{k},\qquad
      \mathrm{Var}\,a=\tfrac{c^2+v}{k}-c^2.$$
    At test dropout does nothing and the variance is v, so that the ratio is
    $$\frac{v}{(c^2+v)/k-c^2}=\frac{kv}{v+(1-k)c^2},$$
    1 for k = 1, k for c = 0, and smaller the larger |c|. Batch norm still divides by the root of the training
    variance, so its output has this ratio as its variance (its ε left out), where training had 1.

    Raises ValueError unless v > 0 and 0 < k ≤ 1.

    Source: Li, Chen, Hu & Yang, CVPR 2019 (arXiv 1801.05134), where batch norm follows dropout directly.
    """
    if not (variance > 0.0 and 0.0 < keep <= 1.0):
        raise ValueError(f"a variance above 0 and a keep probability in (0, 1] are needed, not {variance}, {keep}")
    # The second form: the first takes a difference of almost equal numbers where c² is large against v.
    return keep * variance / (variance + (1.0 - keep) * mean**2)
