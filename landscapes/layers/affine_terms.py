r"""The terms of L that are affine in a knob, which weighs them as λ weighs |β₁| + |β₂|: they move without a new loss.

$$L(\beta) = L_0(\beta) + \sum_k w_k\,P_k(\beta)$$

L₀ is the loss without them. Each P_k is known by few numbers, whatever the rows:

- ``share``, κ: $(\beta_1 - \beta_2)^2$;
- ``smoothing``, ε: a cross-entropy is affine in its target, $\partial\ell/\partial y = -u$, and a smoothed target is
  affine in ε, y + ε(y′ − y) with y′ the target at ε = 1. So smoothing adds a plane, $\tfrac1m\sum_i (y_i - y'_i)\,x_i$
  times β;
- ``noise``, σ², on a squared error: $\|\beta\|^2$, exactly (Bishop, Neural Computation 7(1), 1995); another loss is not
  affine in any function of σ, and noise then belongs to L₀;
- ``confidence``, γ, for the softmax pair: −H(q), a function of β₁ − β₂ alone.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..data.rows import Rows, Vector
from ..knobs import affine_terms_of
from ..models.entropy import entropy
from ..models.smoothing import CONVENTIONS
from ..spec import Spec

Shape = Literal["plane", "separable", "difference"]


@dataclass(frozen=True)
class AffineTerm:
    """An affine term as the few numbers that give it on a grid.

    shape : "plane", the sum s₁β₁ + s₂β₂ for s = numbers (2,); "separable", t(β₁) + t(β₂) for t on the axis (n,);
        "difference", t(β₁ − β₂) for t at the 2n − 1 differences that the grid has, rising
    """

    shape: Shape
    numbers: Vector

    def on(self, axis: Vector) -> Vector:
        """(n, n) the term at β₁ = axis[j], β₂ = axis[i]."""
        if self.shape == "plane":
            return self.numbers[0] * axis[np.newaxis, :] + self.numbers[1] * axis[:, np.newaxis]
        if self.shape == "separable":
            return self.numbers[np.newaxis, :] + self.numbers[:, np.newaxis]
        steps = np.arange(len(axis))
        return self.numbers[steps[np.newaxis, :] - steps[:, np.newaxis] + len(axis) - 1]


def affine_terms_on(spec: Spec, rows: Rows, axis: Vector) -> dict[str, AffineTerm]:
    """The spec's affine terms. ``rows``: those of L₀, transformed (see ``Problem.without_affine_terms``)."""
    differences = np.concatenate([axis[0] - axis[:0:-1], axis - axis[0]])
    found: dict[str, AffineTerm] = {}
    for name in affine_terms_of(spec):
        if name == "share":
            found[name] = AffineTerm("difference", differences**2)
        elif name == "noise":
            found[name] = AffineTerm("separable", axis**2)
        elif name == "smoothing":
            found[name] = AffineTerm("plane", smoothing_gradient(spec, rows))
        else:
            found[name] = AffineTerm("difference", -np.asarray(entropy(spec.x * differences)))
    return found


def smoothing_gradient(spec: Spec, rows: Rows) -> Vector:
    """(2,) The slope of the plane that label smoothing adds at ε = 1; ``rows`` as for ``affine_terms_on``."""
    zero, one = CONVENTIONS[spec.convention](1.0)
    return rows.mean_product(rows.features, rows.targets - (zero + (one - zero) * rows.targets))
