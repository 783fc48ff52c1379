r"""The L2 weight that dropout or input noise stands for: exact for squared error, the first term of a series elsewhere.

Noise that leaves the mean of an input alone adds, to second order in β,

$$\tfrac12\,\mathrm{E}[\ell''(x\cdot\beta)\,\mathrm{Var}(\tilde x\cdot\beta)]$$

to the loss, with ℓ'' at β = 0. For squared error $\ell'' = 2$ and the series ends there; for a cross-entropy
$\ell'' = \tfrac14$ at β = 0; for the pseudo-Huber loss $\ell'' = 2(1 + y^2)^{-3/2}$ there, a row's own.

Source: Bishop, Neural Computation 7, 1995; Wager, Wang & Liang, NeurIPS 2013.
"""

from dataclasses import dataclass

import numpy as np

from .losses import LOSSES
from .nets import NETS
from .rows import Rows
from .spec import Spec

# Masks that act on each input by itself. A block moves both at once: its quadratic is (x·β)², which is no L2.
INDEPENDENT = ("dropout", "gaussian", "connect", "variational", "embedding", "attention")


@dataclass(frozen=True)
class Alike:
    """An L2 penalty that stands for noise.

    weight : what it adds to Ω
    exact : whether the landscapes are the same, or only alike near β = 0
    """

    weight: float
    exact: bool


def alike(spec: Spec, rows: Rows) -> Alike | None:
    """The L2 weight for the spec's dropout or noise on its plain rows; None where no multiple of ‖β‖² stands for it.

    That is so without either, with both, where kept inputs are not rescaled (the mean moves), where one noise moves
    both inputs, where the two inputs differ in size, each row counted by its ℓ'', and for nets. Label smoothing and
    sharing add the same to both sides: what smoothing adds is a plane, whose slope asks only for the inputs' means.
    """
    if spec.loss in NETS or (spec.drop > 0.0) == (spec.noise > 0.0):
        return None
    loss = LOSSES[spec.loss]
    half_bends = 0.5 * loss.curvature(np.zeros(len(rows)), rows.targets)
    if spec.noise > 0.0:
        # The softmax pair has one input: its noise adds a multiple of (β₁ − β₂)².
        if spec.loss == "softmax":
            return None
        return Alike(float(rows.mean(half_bends)) * spec.noise**2, loss.quadratic)
    if spec.mask not in INDEPENDENT or (spec.mask != "gaussian" and not spec.rescale):
        return None
    sizes = rows.mean(half_bends * rows.features.T**2)
    if not np.isclose(sizes[0], sizes[1], rtol=1e-12):
        return None
    return Alike(float(sizes.mean()) * spec.drop / (1.0 - spec.drop), loss.quadratic)
