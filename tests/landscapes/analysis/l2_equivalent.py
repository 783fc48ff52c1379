"""All that a spec adds to its unregularized loss as one polynomial: what the browser adds up, for comparison."""

from dataclasses import dataclass

import numpy as np

from landscapes import Problem
from landscapes.analysis.taylor import TaylorPolynomial, of_affine_terms, of_inputs
from landscapes.knobs import weights_of


@dataclass(frozen=True)
class L2Equivalent(TaylorPolynomial):
    """A polynomial of which one may ask whether it is an L2 penalty."""

    @property
    def weight(self) -> float | None:
        """The w for which it is w‖β‖², or None if it is not an L2 penalty."""
        w = float(self.quadratic[0, 0])
        level = self.constant == 0.0 and not self.linear.any()
        return w if level and np.allclose(self.quadratic, w * np.eye(2), rtol=0.0, atol=1e-9 * abs(w)) else None


def l2_equivalent(problem: Problem) -> L2Equivalent | None:
    """What all regularizers of the loss stand for together; None where there is none, and for nets."""
    if not problem.spec.model.linear_score or problem.spec.is_unregularized:
        return None
    inputs, each = of_inputs(problem), of_affine_terms(problem)
    weights = {name: weight for name, weight in weights_of(problem.spec).items() if weight > 0.0}
    parts = [*([(1.0, inputs)] if inputs else []), *((weight, each[name]) for name, weight in weights.items())]
    return L2Equivalent(
        sum(weight * part.constant for weight, part in parts),
        sum((weight * part.linear for weight, part in parts), np.zeros(2)),
        sum((weight * part.quadratic for weight, part in parts), np.zeros((2, 2))),
        exact=all(part.exact for _, part in parts),
    )
