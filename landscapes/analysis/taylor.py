r"""What a regularizer that is not a penalty stands for: the second-order polynomial that it adds to L near β = 0.

A regularizer R turns the unregularized loss L₀ into L = L₀ + R. Its Taylor polynomial at β = 0,

$$c + s\cdot\beta + \beta^\top M\beta,\qquad s = \nabla R(0),\quad M = \tfrac12\nabla^2 R(0),$$

is an L2 penalty iff s = 0 and M = wI. It is R itself where R is quadratic: masks and noise on a squared error, label
smoothing (a plane), shared weights. Elsewhere it is the first term of a series: noise of mean 0 on the score adds
$\tfrac12\,\mathrm{E}[\ell''(0)\,\mathrm{Var}(\tilde x\cdot\beta)]$ to a cross-entropy, ℓ''(0) = ¼.

Source: Bishop, Neural Computation 7, 1995; Wager, Wang & Liang, NeurIPS 2013.
"""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from ..knobs import weights_of
from ..layers.affine_terms import smoothing_gradient
from ..models.losses import LOSSES
from ..problem import Problem
from ..solvers.objective import TIE, Objective

# What is left of a difference of two sums of as many rows as there may be.
ROUNDING = 1e-12


@dataclass(frozen=True)
class TaylorPolynomial:
    """The polynomial c + s·β + βᵀMβ that a regularizer adds.

    constant, linear, quadratic : c, s (2,), M (2, 2)
    exact : whether it is the regularizer itself, or only equal to it near β = 0
    """

    constant: float
    linear: Vector
    quadratic: Vector
    exact: bool


def of_inputs(problem: Problem) -> TaylorPolynomial | None:
    """What masks, and noise where L is not affine in it (see ``affine_terms``), stand for; None without them."""
    bare = problem.without_affine_terms
    if bare.score_solver is None or bare.spec.is_unregularized:
        return None
    loss = LOSSES[problem.spec.loss]
    origin = np.zeros(2)
    _, gradient, hessian = bare.score_solver.objective().smooth(origin)
    _, raw_gradient, raw_hessian = Objective(loss, problem.raw_rows).smooth(origin)
    # At β = 0 the score is 0, whatever the input: the constant is 0.
    return TaylorPolynomial(
        0.0, _cleared(gradient - raw_gradient), _cleared(0.5 * (hessian - raw_hessian)), exact=loss.quadratic
    )


def of_affine_terms(problem: Problem) -> dict[str, TaylorPolynomial]:
    """What each affine term of the spec's loss stands for at weight 1.

    The entropy is ln 2 − u²/8 + O(u⁴) in the score u = x(β₁ − β₂).
    """
    spec, flat, level = problem.spec, np.zeros((2, 2)), np.zeros(2)
    found: dict[str, TaylorPolynomial] = {}
    for name in weights_of(spec):
        if name == "smoothing":
            linear = smoothing_gradient(spec, problem.without_affine_terms.rows)
            found[name] = TaylorPolynomial(0.0, linear, flat, exact=True)
        elif name == "noise":
            found[name] = TaylorPolynomial(0.0, level, np.eye(2), exact=True)
        elif name == "share":
            found[name] = TaylorPolynomial(0.0, level, TIE, exact=True)
        else:
            found[name] = TaylorPolynomial(-float(np.log(2.0)), level, 0.125 * spec.x**2 * TIE, exact=False)
    return found


def _cleared(numbers: Vector) -> Vector:
    """0 for what is rounding."""
    return np.where(np.abs(numbers) <= ROUNDING, 0.0, numbers)
