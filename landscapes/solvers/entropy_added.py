r"""The entropy of a prediction added to the cross-entropy, L + γH(q): certainty is rewarded, not doubt.

Texts that write a regularizer as an added term γΣ−q log q, and mean the confidence penalty L − γH, have the sign wrong.
What is added here has a use of its own, for examples without a label: entropy minimisation.

Source: Grandvalet & Bengio, Semi-supervised Learning by Entropy Minimization, NIPS 2004.
"""

import math

from ..libraries.scipy_functions import logit, zero_between
from .entropy_line import least_difference, sure_score


def least_margin(p: float, weight: float) -> float | None:
    r"""The margin d of the softmax pair with x = 1 at which $L+wH$ is least, for ½ < p ≤ 1; None if it keeps falling.

    p : the label
    weight : w; below 0 the confidence penalty, whose minimum is ``least_difference``'s

    With $L'=q-p$ and $H'=-d\,q(1-q)$ the slope has the sign of
    $g(d)=(1-p)e^d-pe^{-d}+1-2p-wd$. H is even and L is lower on the right, so the minimum has d > 0. Let w ≥ 0: up to
    $\log\frac{p}{1-p}$ neither part of the slope is above 0, and from there g is convex, so it turns once; at p = 1
    never.
    """
    if weight < 0.0:
        return sure_score(-weight) if p == 1.0 else least_difference(1.0, p, -weight, 0.0, 0.0)
    if p == 1.0:
        return None

    def turning(d: float) -> float:
        return (1.0 - p) * math.exp(d) - p * math.exp(-d) + 1.0 - 2.0 * p - weight * d

    bare = float(logit(p))
    if weight == 0.0:
        return bare
    high = bare + 1.0
    while turning(high) <= 0.0:
        high += 1.0
    return zero_between(bare, high, turning)
