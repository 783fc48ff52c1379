r"""The confidence penalty −γH(q): the softmax pair is rewarded for every nat of doubt in its prediction q = σ(x·d).

d = β₁ − β₂, and H is the entropy of (q, 1 − q). With u = x·d the loss and the penalty are one function

$$\varphi(u) = \ell(u, p) - \gamma H(\sigma(u)), \qquad \varphi'(u) = \sigma(u) - p + \gamma u\,\sigma(u)\sigma(-u),$$
$$\varphi''(u) = \sigma(u)\sigma(-u)\,\bigl[1 + \gamma\,(1 - u\tanh\tfrac u2)\bigr] \le \tfrac{1 + \gamma}{4}.$$

It is convex near 0 only: for every γ > 0 it bends down far out. But **where it bends down, it climbs away from 0**:
φ'' ≤ 0 and u > 0 give γu ≥ (1 + γ)coth(u/2) > 1 + e^{−u}, hence
φ'/(σ(u)σ(−u)) = (1 − p)(1 + e^u) − p(1 + e^{−u}) + γu > 0; for u < 0 exchange p and 1 − p. So 0 ∈ ∂J at one set of
points only, whatever λ, μ, Ω, κ ≥ 0: see ``least_difference``. This is more than comparing all stationary points:
there is nothing to compare.

Source: Pereyra, Tucker, Chorowski, Kaiser & Hinton, Regularizing Neural Networks by Penalizing Confident Output
Distributions, ICLR workshop 2017, §3, whose β is our γ.
"""

import math
from collections.abc import Callable

from ..libraries.scipy_functions import expit, lambert_w, logit, zero_between


def least_difference(
    x: float, p: float, confidence: float, steep: float, bowl: float, rounded: Callable[[float], float] | None = None
) -> float:
    r"""The d that minimises m(d) = φ(xd) + t|d| + ½·bowl·d² + h(d); with γ > 0 there is exactly one.

    At given d the least |β₁| + |β₂| is |d|, the least ‖β‖ is |d|/√2 and the least ‖β‖² d²/2, all three at
    β = (d/2, −d/2), so the minimum of J over the plane is that of m over the line.

    steep : t = λ + μ/√2
    bowl : Ω + 2κ
    rounded : h′, if penalties have rounded folds: h is even, convex and level at 0, and nothing below changes

    Let p > ½ and x > 0; the other cases are mirror images. φ'/(σ(u)σ(−u)), above, grows from −∞ to ∞, so φ' has
    one zero u₀. It is positive, and at most min(logit p, 2p/γ): at the first the cross-entropy's part is 0 and γu > 0,
    at the second the sum exceeds −2p + γu = 0. The penalties fall towards 0, so m has no stationary point outside
    [0, u₀/x]: left of it m falls strictly, right of it m climbs strictly. Inside φ' ≤ 0, where φ'' > 0, so m' grows
    strictly: it has one zero, or m is least at 0, iff |φ'(0)|x = x(p − ½) ≤ t.
    """
    sure, other = max(p, 1.0 - p), min(p, 1.0 - p)
    steepness = abs(x)

    def slope(u: float) -> float:
        """φ'(u) for u ≥ 0; where p = 1 it is σ(−u)(γuσ(u) − 1), without cancellation."""
        return float(other * expit(u) - expit(-u) * (sure - confidence * u * expit(u)))

    def climb(d: float) -> float:
        rise = steepness * slope(steepness * d) + steep + bowl * d
        return rise if rounded is None else rise + rounded(d)

    def scaled(u: float) -> float:
        """φ'(u)/(σ(u)σ(−u)), which does not fade."""
        against = other * (1.0 + math.exp(u)) if other > 0.0 else 0.0
        return against - sure * (1.0 + math.exp(-u)) + confidence * u

    def zero_of(rises: Callable[[float], float], far: float) -> float:
        # Where the bracket's end is the zero itself, rounding may leave it on either side.
        if rises(far) <= 0.0:
            return far
        return zero_between(0.0, far, rises)

    if climb(0.0) >= 0.0:
        return 0.0
    bare = zero_of(scaled, min(float(logit(sure)), 2.0 * sure / confidence)) / steepness
    towards = math.copysign(1.0, x) * math.copysign(1.0, p - 0.5)
    is_bare = steep == 0.0 and bowl == 0.0 and rounded is None
    return towards * (bare if is_bare else zero_of(climb, bare))


def sure_score(confidence: float) -> float:
    r"""The u > 0 with uσ(u) = 1/γ, where φ of p = 1 is least: $u = \tfrac1\gamma + W(e^{-1/\gamma}/\gamma)$.

    W is the principal branch of Lambert's function: u − 1/γ = v solves v·e^v = e^{−1/γ}/γ.
    """
    odds = 1.0 / confidence
    return odds + lambert_w(odds * math.exp(-odds))
