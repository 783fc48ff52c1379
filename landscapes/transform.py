r"""Random regularizers and label smoothing as a transform of the rows.

$$\mathbb E_m\,\frac1n\sum_i \ell\Bigl(\sum_j m_j\beta_j x_{ij},\; y_i\Bigr)
  = \frac1n\sum_i\sum_k p_k\,\ell\bigl((x_i\circ m^{(k)})\cdot\beta,\; y_i\bigr)$$

The expected loss is the same convex loss on n·k rows with weights, so grid, solver, certificate, path and optimisers
need to know nothing of noise. Dropout's masks are few, and exact. Gaussian noise takes the values of a Gauss–Hermite
rule. A squared error asks only for means and second moments, so two nodes an axis are exact. Other losses get as
many as ``MOST_ROWS`` leaves room for: J is then exact for noise of these values, and approximate for Gaussian noise,
the better the less the noise moves the scores (the tests measure it). Noise of finitely many values is bounded, so
classes that are farther apart than its reach stay separated and J falls for ever; truly Gaussian noise would end that
fall somewhere, mostly far outside the square.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .losses import LOSSES
from .nets import NETS
from .noise import MASKS, Rule, dropout, even, hermite
from .rows import Rows, Vector

if TYPE_CHECKING:
    from .spec import Spec

# Rows after Gaussian noise on losses other than a square, about: a grid of 121² points takes a quarter of a second.
MOST_ROWS = 2**14
# The fewest and the most nodes along an axis.
NODES = (2, 60)


def uniform(rate: float) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon/2$ as (at y = 0, at y = 1): mixed with the uniform distribution on two classes.

    Source: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, CVPR 2016, §7.
    """
    return np.array([0.5 * rate, 1.0 - 0.5 * rate])


def others(rate: float) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon(1-y)$ as (at y = 0, at y = 1): ε goes to the other classes, ε/(k − 1) each.

    Above ε = ½ it turns the classes round.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.5.1.
    """
    return np.array([rate, 1.0 - rate])


CONVENTIONS = {"uniform": uniform, "others": others}


def transformed(spec: "Spec", rows: Rows) -> Rows:
    """The rows whose mean loss is the spec's expected loss: smoothed targets, masked inputs, and then noise on them.

    Each row's copies follow one another, in the same order for every row. Without a transform the rows are returned.
    So they are for nets: what is dropped there are blocks, not inputs, and the net's loss knows of it.
    """
    if spec.loss in NETS:
        return rows
    if spec.smoothing > 0.0:
        zero, one = CONVENTIONS[spec.convention](spec.smoothing)
        rows = replace(rows, targets=zero + (one - zero) * rows.targets)
    if spec.drop > 0.0 and spec.noise > 0.0 and MASKS[spec.mask].gaussian and spec.loss != "softmax":
        return _masked_and_noisy(spec, rows)
    if spec.drop > 0.0:
        masks, chances = mask_rule(spec, len(rows)) if MASKS[spec.mask].rates is None else adaptive_rule(spec, rows)
        rows = _copied(rows, rows.features[:, np.newaxis] * masks, chances)
    if spec.noise > 0.0:
        shifts, chances = noise_rule(spec, len(rows))
        rows = _copied(rows, rows.features[:, np.newaxis] + shifts, chances)
    return rows


def mask_rule(spec: "Spec", count: int) -> Rule:
    """The masks that the spec means for ``count`` rows (k, 2), rescaled if it says so; their probabilities (k,)."""
    mask = MASKS[spec.mask]
    # The softmax pair's noise comes after its masks and is one axis more.
    axes = 3 if spec.noise > 0.0 and spec.loss == "softmax" else 2
    masks, chances = mask.of_rate(spec.drop, _nodes(spec, count, axes))
    return (masks if mask.gaussian or not spec.rescale else masks / (1.0 - spec.drop)), chances


def adaptive_rule(spec: "Spec", rows: Rows) -> Rule:
    """Where each input has a rate of its own: its masks (m, 4, 2), rescaled if the spec says so, and their
    probabilities (m, 4).
    """
    keep = 1.0 - _rates(spec, rows)
    pattern = dropout(spec.drop, 0)[0]
    chances = np.prod(np.where(pattern == 1.0, keep[:, np.newaxis], 1.0 - keep[:, np.newaxis]), axis=2)
    return (pattern / keep[:, np.newaxis] if spec.rescale else np.broadcast_to(pattern, (len(rows), 4, 2))), chances


def _rates(spec: "Spec", rows: Rows) -> Vector:
    """(m, 2) The rate at which each input is dropped."""
    rates = MASKS[spec.mask].rates
    return np.full(rows.features.shape, spec.drop) if rates is None else rates(rows.features, spec.drop)


def noise_rule(spec: "Spec", count: int) -> Rule:
    """What Gaussian noise adds to the features of ``count`` rows (k, 2), and the probabilities (k,).

    The softmax pair has one input x, whose noise moves both logits at once: (x + σz)·(1, −1).

    Source: Bishop, Neural Computation 7(1), 1995: a squared error gains exactly σ²‖β‖².
    """
    if spec.loss == "softmax":
        # A small noise puts the minimum far out, d = 2x/σ², where what counts is z near −x/σ.
        alone = count == 1
        points, chances = even(8.0 + abs(spec.x) / spec.noise) if alone else hermite(_nodes(spec, count, 1), axes=1)
        return spec.noise * points * np.array([1.0, -1.0]), chances
    points, chances = hermite(_nodes(spec, count, 2))
    return spec.noise * points, chances


def _masked_and_noisy(spec: "Spec", rows: Rows) -> Rows:
    """Gaussian masks and noise at once: m_j x_j + σz_j is itself Gaussian, of variance δ/(1 − δ)·x_j² + σ²."""
    points, chances = hermite(_nodes(spec, len(rows), 2))
    spread = np.sqrt(spec.drop / (1.0 - spec.drop) * rows.features**2 + spec.noise**2)
    return _copied(rows, rows.features[:, np.newaxis] + spread[:, np.newaxis] * points, chances)


def at_test(spec: "Spec", rows: Rows) -> Rows:
    """The rows as the trained model sees them in use: without noise, and with the masks' mean in place of the masks.

    Only dropout that was not inverted has a mean other than 1: its weights are multiplied by 1 − δ at test time, its
    inputs where each has a rate of its own.

    Source: Srivastava et al., JMLR 15, 2014, §1, figure 2.
    """
    if spec.drop == 0.0 or spec.rescale or MASKS[spec.mask].gaussian:
        return rows
    return replace(rows, features=(1.0 - _rates(spec, rows)) * rows.features)


def heed(spec: "Spec") -> float:
    """∂y′/∂y: how far a smoothed target follows the target."""
    zero, one = CONVENTIONS[spec.convention](spec.smoothing)
    return float(one - zero)


def _nodes(spec: "Spec", count: int, axes: int) -> int:
    """Nodes along each of some axes: 2 say all where the loss is quadratic, else as many as there is room for."""
    least, most = NODES
    return least if LOSSES[spec.loss].quadratic else min(max(int((MOST_ROWS / count) ** (1.0 / axes)), least), most)


def _copied(rows: Rows, features: Vector, chances: Vector) -> Rows:
    """Each row as often as there are chances (k,) or, of its own, (m, k), with features (m, k, 2)."""
    return replace(
        rows,
        features=features.reshape(-1, 2),
        targets=np.repeat(rows.targets, chances.shape[-1]),
        weights=(rows.shares[:, np.newaxis] * chances).ravel(),
    )
