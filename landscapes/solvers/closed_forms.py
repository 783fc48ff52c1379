"""Closed forms of the minimiser, where there is one: a second way to the same numbers, shown as proof beside the first.

Each returns numbers that the solver did not make.
"""

from dataclasses import dataclass

import numpy as np

from ..data.rows import Rows
from ..libraries.scipy_functions import expit, logit
from ..models.losses import LOSSES
from ..spec import Spec
from .entropy_line import sure_score
from .objective import TIE
from .solution import DOUBTFUL, Solution


@dataclass(frozen=True)
class ClosedForm:
    """A formula's name and its numbers.

    key : "logit", "balance", "unsure", "pulls" or "normal"
    numbers : what the formula gives, in the order in which its sentence shows them
    """

    key: str
    numbers: tuple[float, ...]


def closed_form(spec: Spec, solution: Solution, rows: Rows) -> ClosedForm | None:
    """The closed form that speaks about this solution, or None; ``logit`` and ``balance`` know no transform.

    rows : as ``rows_of`` has them, transformed
    ``logit`` (softmax, no L2): d = β₁ − β₂ from q = p ∓ λ/|x|. ``balance`` (softmax with L2): both sides of
    x(p − q) = λ·sign d + Ωd. ``unsure`` or ``pulls`` (softmax with a confidence penalty): see ``_with_entropy``.
    ``normal`` (linear): β from the normal equations of the coefficients that are not 0.
    """
    # Beside other penalties than λ's and Ω's no closed form has a sentence yet.
    others = any(weight > 0.0 for name, weight in spec.weights.items() if name not in ("l1", "l2"))
    if solution.kind not in ("point", "segment", "line") or not np.any(solution.points[0]) or others:
        return None
    if spec.model.pair:
        if spec.confidence > 0.0:
            return _with_entropy(spec, solution, float(rows.targets[0]))
        if not spec.is_unregularized:
            return None
        return _logit(spec) if spec.l2 == 0.0 else _balance(spec, solution)
    if spec.model.quadratic and solution.kind == "point":
        return _normal(spec, solution, rows)
    return None


def _logit(spec: Spec) -> ClosedForm:
    r"""$d = \mathrm{logit}(q)/x$ with $q = p - \mathrm{sign}(p - \tfrac12)\,\lambda/|x|$: (q, d)."""
    q = spec.p - np.sign(spec.p - 0.5) * spec.l1 / abs(spec.x)
    return ClosedForm("logit", (float(q), float(logit(q)) / spec.x))


def _balance(spec: Spec, solution: Solution) -> ClosedForm:
    """The two sides of x(p − σ(xd)) = λ·sign d + Ωd at the solver's d: the pull of the loss, that of the penalty."""
    d = float(solution.points[0, 0] - solution.points[0, 1])
    loss_pull = spec.x * (spec.p - float(expit(spec.x * d)))
    return ClosedForm("balance", (loss_pull, spec.l1 * float(np.sign(d)) + spec.l2 * d))


def _with_entropy(spec: Spec, solution: Solution, p: float) -> ClosedForm:
    r"""Without penalties and with p = 1 or 0: $|u|\,\sigma(|u|) = 1/\gamma$ by Lambert's W, (|u|, d = u/x).

    Else both sides of $x(p - q) = \gamma x\,u\,q(1-q) + \lambda\,\mathrm{sign}\,d + (\Omega + 2\kappa)d$ at the
    solver's d, u = xd: what pulls outwards, and what pulls back.

    p : the target, smoothed
    """
    if spec.l1 == spec.l2 == spec.share == 0.0 and p in (0.0, 1.0):
        far = sure_score(spec.confidence)
        return ClosedForm("unsure", (far, float(np.sign(p - 0.5)) * far / spec.x))
    d = float(solution.points[0, 0] - solution.points[0, 1])
    u = spec.x * d
    outwards = -spec.x * float(LOSSES[spec.loss].derivative(np.array(u), np.array(p)))
    doubt = spec.confidence * spec.x * u * float(expit(u) * expit(-u))
    return ClosedForm("pulls", (outwards, doubt + spec.l1 * float(np.sign(d)) + (spec.l2 + 2.0 * spec.share) * d))


def _normal(spec: Spec, solution: Solution, rows: Rows) -> ClosedForm | None:
    r"""$\beta_A = (G_{AA} + \Omega I)^{-1}(c_A - \tfrac{\lambda}{2} s_A)$ on the active set A, with $G = X^\top X/m$.

    Noise is in G, as means over its values; shared weights add κ and −κ to it.

    Follows from the subgradient conditions: Hastie, Tibshirani & Wainwright, Statistical Learning with Sparsity, §2.2,
    eq. (2.6), with Ω beside them.
    """
    gram, cross, _ = rows.moments
    signs = np.sign(solution.points[0])
    active = np.flatnonzero(signs)
    system = (gram + spec.share * TIE)[np.ix_(active, active)] + spec.l2 * np.eye(len(active))
    beta = np.zeros(2)
    beta[active] = np.linalg.solve(system, cross[active] - 0.5 * spec.l1 * signs[active])
    if np.any(np.abs(beta[active]) < DOUBTFUL):
        # Of what is so near 0 rounding leaves no digit here; the solver's are exact (see ``zeros``).
        return None
    return ClosedForm("normal", (float(beta[0]), float(beta[1])))
