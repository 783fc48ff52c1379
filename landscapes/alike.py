r"""The L2 weight that dropout or input noise stands for: exact for squared error, the first term of a series elsewhere.

Noise that leaves the mean of an input alone adds, to second order in β,

$$\tfrac12\,\mathrm{E}[\ell''(x\cdot\beta)\,\mathrm{Var}(\tilde x\cdot\beta)]$$

to the loss. For squared error $\ell'' = 2$ and the series ends there; for a cross-entropy $\ell'' = \tfrac14$ at β = 0.

Source: Bishop, Neural Computation 7, 1995; Wager, Wang & Liang, NeurIPS 2013.
"""

from dataclasses import dataclass

import numpy as np

from .losses import LOSSES
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

    That is so without either, with both, with label smoothing or sharing besides, where kept inputs are not rescaled
    (the mean moves), where one noise moves both inputs, and where the two inputs differ in size.
    """
    if (spec.drop > 0.0) == (spec.noise > 0.0) or spec.smoothing > 0.0 or spec.share > 0.0:
        return None
    loss = LOSSES[spec.loss]
    half_bend = 1.0 if loss.quadratic else 0.125
    if spec.noise > 0.0:
        # The softmax pair has one input: its noise adds a multiple of (β₁ − β₂)².
        if spec.loss == "softmax":
            return None
        return Alike(half_bend * spec.noise**2, loss.quadratic)
    if spec.mask not in INDEPENDENT or (spec.mask != "gaussian" and not spec.rescale):
        return None
    sizes = np.mean(rows.features**2, axis=0)
    if not np.isclose(sizes[0], sizes[1], rtol=1e-12):
        return None
    return Alike(half_bend * float(sizes.mean()) * spec.drop / (1.0 - spec.drop), loss.quadratic)
