r"""Random regularizers and label smoothing as a transform of the rows.

$$\mathbb E_m\,\frac1n\sum_i \ell\Bigl(\sum_j m_j\beta_j x_{ij},\; y_i\Bigr)
  = \frac1n\sum_i\sum_k p_k\,\ell\bigl((x_i\circ m^{(k)})\cdot\beta,\; y_i\bigr)$$

Dropout's masks are few, and exact: the expected loss is the same convex loss on n·k rows with weights. Gaussian noise
stays with its rows (see ``gaussian``): at every β it moves their scores along one direction, to the nodes of a rule. So
grid, solver, certificate, path and optimisers see the same convex loss, of more scores. A squared error asks only for
means and second moments, so two nodes are exact. Other losses get as many as ``MOST_SCORES`` leaves room for: J is then
approximate, the better the less the noise moves the scores (the tests measure it). A rule reaches only so far, so
classes that are farther apart than that stay separated and J keeps falling; truly Gaussian noise would end that fall
somewhere farther out.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from .gaussian import GaussianNoise, even, hermite
from .losses import LOSSES
from .masks import MASKS, Rate, Rule, dropout, gaussian_variance
from .rows import Rows, Vector

if TYPE_CHECKING:
    from .spec import Spec

# Scores at a point, rows times nodes, of Gaussian noise on losses other than a square, about: with them a grid of 121²
# points takes a tenth of a second.
MOST_SCORES = 5000
# The fewest and the most nodes.
NODES = (4, 60)
# Rows so few take an evenly spaced rule, which follows the noise as far as it matters.
FEW = 4


def uniform(rate: Rate) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon/2$ as (at y = 0, at y = 1): mixed with the uniform distribution on two classes.

    Source: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, CVPR 2016, §7.
    """
    return np.array([rate / 2, 1 - rate / 2])


def others(rate: Rate) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon(1-y)$ as (at y = 0, at y = 1): ε goes to the other classes, ε/(k − 1) each.

    Above ε = ½ it turns the classes round.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.5.1.
    """
    return np.array([rate, 1 - rate])


CONVENTIONS = {"uniform": uniform, "others": others}


def transformed(spec: "Spec", rows: Rows) -> Rows:
    """The rows whose mean loss is the spec's expected loss: smoothed targets, masked inputs, and then noise on them.

    Each row's copies follow one another, in the same order for every row. Without a transform the rows are returned.
    So they are for nets: what is dropped there are blocks, not inputs, and the net's loss knows of it.
    """
    if not spec.model.linear_score:
        return rows
    if spec.smoothing > 0.0:
        zero, one = CONVENTIONS[spec.convention](spec.smoothing)
        rows = replace(rows, targets=zero + (one - zero) * rows.targets)
    if spec.drop > 0.0 and not MASKS[spec.mask].gaussian:
        masks, chances = mask_rule(spec) if MASKS[spec.mask].rates is None else adaptive_rule(spec, rows)
        rows = rows.copied(rows.features[:, np.newaxis] * masks, chances)
    roots = noise_roots(spec, rows.features)
    return rows if roots is None else replace(rows, noise=_followed(spec, rows.features, roots))


def mask_rule(spec: "Spec") -> Rule:
    """The masks that the spec means (k, 2), rescaled if it says so; their probabilities (k,). For Gaussian ones see
    ``noise_roots``.
    """
    of_rate = MASKS[spec.mask].of_rate
    assert of_rate is not None
    masks, chances = of_rate(spec.drop)
    return (masks / (1.0 - spec.drop) if spec.rescale else masks), chances


def adaptive_rule(spec: "Spec", rows: Rows) -> Rule:
    """Where each input has a rate of its own: its masks (m, 4, 2), rescaled if the spec says so, and their
    probabilities (m, 4).
    """
    keep = 1.0 - _rates(spec, rows)
    pattern = dropout(spec.drop)[0]
    chances = np.prod(np.where(pattern == 1.0, keep[:, np.newaxis], 1.0 - keep[:, np.newaxis]), axis=2)
    return (pattern / keep[:, np.newaxis] if spec.rescale else np.broadcast_to(pattern, (len(rows), 4, 2))), chances


def _rates(spec: "Spec", rows: Rows) -> Vector:
    """(m, 2) The rate at which each input is dropped."""
    rates = MASKS[spec.mask].rates
    return np.full(rows.features.shape, spec.drop) if rates is None else rates(rows.features, spec.drop)


def noise_roots(spec: "Spec", features: Vector) -> Vector | None:
    """(m, q, 2) What the spec's Gaussian masks and noise do to the features (m, 2), as ``GaussianNoise`` wants it; None
    without them.

    A mask's noise is δ/(1 − δ)·x_j² on each input; input noise, after it, σ² on each. The softmax pair has one input x,
    whose noise moves both logits at once: (x + σz)·(1, −1).

    Source: Bishop, Neural Computation 7(1), 1995: small noise penalizes the derivatives of any net's output with
    respect to its inputs; the squared error of a linear model gains exactly σ²‖β‖².
    """
    masked = spec.drop > 0.0 and MASKS[spec.mask].gaussian
    if not masked and spec.noise == 0.0:
        return None
    pair = spec.loss == "softmax"
    variances = gaussian_variance(spec.drop) * features**2 if masked else np.zeros(features.shape)
    spread = np.sqrt(variances + (0.0 if pair else spec.noise**2))
    roots = spread[:, np.newaxis] * np.eye(2)
    if not pair or spec.noise == 0.0:
        return roots
    of_pair = np.broadcast_to(spec.noise * np.array([[1.0, -1.0]]), (len(features), 1, 2))
    return np.concatenate([roots, of_pair], axis=1) if masked else of_pair


def _followed(spec: "Spec", features: Vector, roots: Vector) -> GaussianNoise:
    """The noise with the rule that follows it: two nodes say all where the loss is quadratic."""
    least, most = NODES
    if LOSSES[spec.loss].quadratic:
        return GaussianNoise(roots, *hermite(2))
    if len(features) > FEW:
        return GaussianNoise(roots, *hermite(min(max(MOST_SCORES // len(features), least), most)))
    # A small noise puts the minimum far out: for one row, noise σ and an input x at d = 2x/σ², where what counts is z
    # near −x/σ. In general that is how many deviations the farthest row is from 0.
    with np.errstate(over="ignore", invalid="ignore"):
        away = np.einsum("mjq,mj->mq", np.linalg.pinv(roots), features)
        farthest = float(np.max(np.linalg.norm(away, axis=1)))
    return GaussianNoise(roots, *even(8.0 + farthest if np.isfinite(farthest) else np.inf))


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
