"""How long a step may be, where a trajectory begins unless told otherwise, and what a step of decay alone does."""

from decimal import ROUND_DOWN, Context

import numpy as np

from ..data.datasets import OWN
from ..data.rows import Rows
from ..models.entropy import curvature_bound_with
from ..models.losses import LOSSES
from ..models.penalties import PENALTIES
from ..models.penalty_sum import PenaltySum
from ..models.perturbation import perturbed
from ..problem import Problem
from ..solvers.objective import TIE
from ..spec import Spec

RATES = (1e-4, 10.0)


def steepness_of(spec: Spec, rows: Rows) -> float:
    r"""The Lipschitz constant of ∇F: a gradient step at a rate above 2 over it can climb.

    $$h\,\lambda_{\max}\bigl(X^\top X/m + \tfrac{2\kappa}{h}T + \tfrac1hR\bigr) + 2\Omega$$

    with βᵀTβ = (β₁ − β₂)², R the second derivative of the penalties' rounded folds at 0, where it is largest, and h
    the loss's largest curvature: 2 for a squared error, whose Hessian this is, ¼ for a cross-entropy, whose Hessian it
    bounds, and equals at β = 0, and 2 for the pseudo-Huber loss, whose Hessian it bounds, and equals where all
    residuals are 0. A confidence penalty makes the ¼ of the softmax pair (1 + γ)/4.

    Source: Nesterov, Introductory Lectures on Convex Optimization, §2.1.5; Böhning & Lindsay, Ann. Inst. Stat. Math.
    40(4), 1988, for the ¼.
    """
    curvature = curvature_bound_with(LOSSES[spec.loss].curvature_bound, spec.confidence)
    penalty = PenaltySum.of(**spec.weights)
    scaled = rows.gram + 2.0 * spec.share / curvature * TIE
    spread = np.linalg.eigvalsh(scaled + penalty.rounded.largest_hessian / curvature if penalty.rounded else scaled)[-1]
    return curvature * max(float(spread), 0.0) + 2.0 * penalty.bowl


def default_start(spec: Spec) -> tuple[float, float]:
    """A corner of the square that is off both axes and the diagonal."""
    return round(-0.6 * spec.range, 2), round(0.7 * spec.range, 2)


def default_rate(spec: Spec) -> float:
    """1/Lipschitz, rounded down to two digits: gradient descent on F never climbs.

    The visitor's own features are standardized, so λ_max(XᵀX/m) ≤ 2 whatever they are, which (1, −1) attains, also
    with noise and shared weights: a link means one rate.
    """
    widest = Rows(np.array([[1.0, -1.0]]), np.zeros(1))
    rows = widest if spec.data == OWN else Problem.of(spec).raw_rows
    steepness = steepness_of(spec, perturbed(rows, spec.model, spec.perturbation))
    if steepness * RATES[1] <= 1.0:
        return RATES[1]
    down = Context(prec=2, rounding=ROUND_DOWN).create_decimal_from_float(1.0 / steepness)
    return max(float(down), RATES[0])


def decay_step(beta: tuple[float, float], rate: float, **weights: float) -> dict[str, tuple[float, float]]:
    r"""Where one step of each penalty alone takes β; ``weights`` by the names of ``PENALTIES``.

    L2 multiplies, $\beta_j(1 - 2\eta\Omega)$; L1 subtracts, $\mathrm{sign}(\beta_j)\max(|\beta_j| - \eta\lambda, 0)$;
    the cone takes from the length, $\max(1 - \eta\mu/\|\beta\|, 0)\,\beta$. Rounded folds are met by their gradient.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.1, with the steps of L1 and cone made proximal so that
    they stop at 0.
    """
    found: dict[str, tuple[float, float]] = {}
    for name, penalty in PENALTIES.items():
        alone = PenaltySum.of(**{name: weights.get(name, 0.0)})
        point = np.array(beta) * (1.0 - 2.0 * rate * alone.bowl) if penalty.smooth else alone.prox(np.array(beta), rate)
        if alone.rounded:
            point = np.array(beta) - rate * alone.rounded.gradient(np.array(beta))
        found[name] = (float(point[0]) + 0.0, float(point[1]) + 0.0)
    return found
