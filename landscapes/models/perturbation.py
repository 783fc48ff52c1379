r"""Augmentation, random regularizers and label smoothing as a transform of the rows.

$$\mathbb E_m\,\frac1n\sum_i \ell\Bigl(\sum_j m_j\beta_j x_{ij},\; y_i\Bigr)
  = \frac1n\sum_i\sum_k p_k\,\ell\bigl((x_i\circ m^{(k)})\cdot\beta,\; y_i\bigr)$$

Dropout's masks are few, and exact: the expected loss is the same convex loss on n·k rows with weights. Gaussian noise
stays with its rows (see ``gaussian_noise``): at every β it moves their scores along one direction, to the nodes of a
rule. So grid, solver, certificate, path and optimisers see the same convex loss, of more scores. A squared error asks
only for means and second moments, so two nodes are exact. Other losses get as many as ``MOST_SCORES`` leaves room
for: J is then approximate, the better the less the noise moves the scores (the tests measure it). A rule reaches only
so far, so classes that are farther apart than that stay separated and J keeps falling; truly Gaussian noise would end
that fall somewhere farther out.
"""

from dataclasses import dataclass, replace

import numpy as np

from ..data.gaussian_noise import GaussianNoise, even, hermite
from ..data.rows import Rows, Vector
from .copies import COPIES, NONE, images
from .dropout import MASKS, Rule, dropout, gaussian_variance
from .losses import Loss
from .net_models import NetModel
from .smoothing import CONVENTIONS

# Scores at a point, rows times nodes, of Gaussian noise on losses other than a square, about: with them a grid of 121²
# points takes a tenth of a second.
MOST_SCORES = 5000
# The fewest and the most nodes.
NODES = (4, 60)
# Rows so few take an evenly spaced rule, which follows the noise as far as it matters.
FEW_ROWS = 4


@dataclass(frozen=True)
class Perturbation:
    """What training does to inputs and targets; the fields are those of a ``Spec``."""

    drop: float = 0.0
    mask: str = next(iter(MASKS))
    rescale: bool = True
    noise: float = 0.0
    smoothing: float = 0.0
    convention: str = next(iter(CONVENTIONS))
    copies: str = NONE

    @property
    def shrinks(self) -> bool:
        """Whether the trained model multiplies its inputs in use: after dropout that was not inverted."""
        return self.drop > 0.0 and not self.rescale and not MASKS[self.mask].gaussian


def perturbed(rows: Rows, model: Loss | NetModel, how: Perturbation) -> Rows:
    """The rows whose mean loss is the expected loss: their images, smoothed targets, masked inputs, then noise on them.

    Each row's copies follow one another, in the same order for every row. Without a transform the rows are returned.
    So they are for nets: what is dropped there are blocks, not inputs, and the net's loss knows of it.
    """
    if not model.linear_score:
        return rows
    if how.copies != NONE:
        count = len(COPIES[how.copies])
        rows = rows.repeated(images(rows.features, how.copies), np.full(count, 1.0 / count))
    if how.smoothing > 0.0:
        zero, one = CONVENTIONS[how.convention](how.smoothing)
        rows = replace(rows, targets=zero + (one - zero) * rows.targets)
    if how.drop > 0.0 and not MASKS[how.mask].gaussian:
        masks, chances = mask_rule(how) if MASKS[how.mask].rates is None else adaptive_rule(how, rows)
        rows = rows.repeated(rows.features[:, np.newaxis] * masks, chances)
    roots = noise_roots(how, rows)
    return rows if roots is None else replace(rows, noise=_followed(rows.features, roots, model.quadratic))


def mask_rule(how: Perturbation) -> Rule:
    """The masks (k, 2), rescaled if so wished; their probabilities (k,). For Gaussian ones see
    ``noise_roots``.
    """
    masks_at = MASKS[how.mask].masks_at
    assert masks_at is not None
    masks, chances = masks_at(how.drop)
    return (masks / (1.0 - how.drop) if how.rescale else masks), chances


def adaptive_rule(how: Perturbation, rows: Rows) -> Rule:
    """Where each input has a rate of its own: its masks (m, 4, 2), rescaled if so wished, and their probabilities
    (m, 4).
    """
    keep = 1.0 - _rates(how, rows)
    pattern = dropout(how.drop)[0]
    chances = np.prod(np.where(pattern == 1.0, keep[:, np.newaxis], 1.0 - keep[:, np.newaxis]), axis=2)
    return (pattern / keep[:, np.newaxis] if how.rescale else np.broadcast_to(pattern, (len(rows), 4, 2))), chances


def _rates(how: Perturbation, rows: Rows) -> Vector:
    """(m, 2) The rate at which each input is dropped."""
    rates = MASKS[how.mask].rates
    return np.full(rows.features.shape, how.drop) if rates is None else rates(rows.features, how.drop)


def noise_roots(how: Perturbation, rows: Rows) -> Vector | None:
    """(m, q, 2) What Gaussian masks and noise do to the features (m, 2), as ``GaussianNoise`` takes it; None without
    them.

    A mask's noise is δ/(1 − δ)·x_j² on each input; input noise, after it, σ² on each. Where one input stands in both
    features, as in the softmax pair, its noise moves both at once (see ``Rows.moves``): (x + σz)·(1, −1).

    Source: Bishop, Neural Computation 7(1), 1995: small noise penalizes the derivatives of any net's output with
    respect to its inputs; the squared error of a linear model gains exactly σ²‖β‖².
    """
    masked = how.drop > 0.0 and MASKS[how.mask].gaussian
    if not masked and how.noise == 0.0:
        return None
    features, moves = rows.features, rows.moves
    variances = gaussian_variance(how.drop) * features**2 if masked else np.zeros(features.shape)
    spread = np.sqrt(variances + (how.noise**2 if moves is None else 0.0))
    roots = spread[:, np.newaxis] * np.eye(2)
    if moves is None or how.noise == 0.0:
        return roots
    of_pair = np.broadcast_to(how.noise * moves[np.newaxis], (len(features), 1, 2))
    return np.concatenate([roots, of_pair], axis=1) if masked else of_pair


def _followed(features: Vector, roots: Vector, quadratic: bool) -> GaussianNoise:
    """The noise with the rule that follows it: two nodes say all where the loss is quadratic."""
    least, most = NODES
    if quadratic:
        return GaussianNoise(roots, *hermite(2))
    if len(features) > FEW_ROWS:
        return GaussianNoise(roots, *hermite(min(max(MOST_SCORES // len(features), least), most)))
    # A small noise puts the minimum far out: for one row, noise σ and an input x at d = 2x/σ², where what counts is z
    # near −x/σ. In general that is how many deviations the farthest row is from 0.
    with np.errstate(over="ignore", invalid="ignore"):
        away = np.einsum("mjq,mj->mq", np.linalg.pinv(roots), features)
        farthest = float(np.max(np.linalg.norm(away, axis=1)))
    return GaussianNoise(roots, *even(8.0 + farthest if np.isfinite(farthest) else np.inf))


def rows_in_use(rows: Rows, how: Perturbation) -> Rows:
    """The rows as the trained model sees them in use: without noise, and with the masks' mean in place of the masks.

    Only dropout that was not inverted has a mean other than 1: its weights are multiplied by 1 − δ at test time, its
    inputs where each has a rate of its own.

    Source: Srivastava et al., JMLR 15, 2014, §1, figure 2.
    """
    if not how.shrinks:
        return rows
    return replace(rows, features=(1.0 - _rates(how, rows)) * rows.features)


def target_sensitivity(how: Perturbation) -> float:
    """∂y′/∂y: how far a smoothed target follows the target."""
    zero, one = CONVENTIONS[how.convention](how.smoothing)
    return float(one - zero)
