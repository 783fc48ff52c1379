r"""Data losses of a linear score u = x·β, one formula each.

$$L(\beta) = \tfrac1m \sum_i \ell(x_i\cdot\beta,\; y_i)$$

A loss is an entry of ``LOSSES``: its value, and its first two derivatives in u for the solver. The value is written
once for JAX (the grid) and NumPy (the solver), in the names that both share through the array API. The tests hold
the derivatives against automatic differentiation of the value.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from ..data.rows import Vector
from ..libraries.scipy_functions import expit


@dataclass(frozen=True)
class Loss:
    """A convex loss of one row.

    value : ℓ(u, y), elementwise, in JAX or NumPy
    derivative, curvature : ∂ℓ/∂u and ∂²ℓ/∂u², elementwise, in NumPy
    quadratic : whether ℓ is (y − u)², so that six moments of the rows say all
    classification : whether targets are probabilities of class 1; else they are numbers, standardized as features are,
        and the score is the prediction
    affine_in_target : whether ℓ is affine in y, so that label smoothing adds a plane to it
    separable : whether ℓ decreases towards one side of u without a minimum (class 1: u → ∞), so that L has none where a
        line through 0 separates the classes
    derivative_at_zero : (a, b) where ∂ℓ/∂u at u = 0 is a + b·y with rational a and b, else None
    symmetry : "logistic" where ℓ is a cross-entropy, ∂ℓ/∂u = ½ − y + ½ tanh(u/2); "residual" where it is an even
        function of y − u; else "". By these two, zeros are decided without rounding (see ``zeros``)
    pair : whether it is the softmax pair's: one row, whose score sees β₁ − β₂ alone. It has closed forms, and takes a
        confidence penalty
    linear_score : that L sees β through scores x·β: what acts on inputs, and methods that read rows, go with it
    drops : that there is something to drop: inputs
    points_per_unit : that any grid sees all of it
    curvature_bound : the largest curvature, over all u and y: what bounds a gradient step
    """

    name: str
    value: Callable[[Any, Any], Any]
    derivative: Callable[[Vector, Vector], Vector]
    curvature: Callable[[Vector, Vector], Vector]
    quadratic: bool = False
    classification: bool = False
    affine_in_target: bool = False
    separable: bool = False
    derivative_at_zero: tuple[Fraction, Fraction] | None = None
    symmetry: Literal["logistic", "residual", ""] = ""
    pair: bool = False
    curvature_bound: float = field(kw_only=True)
    linear_score: bool = field(default=True, init=False)
    drops: bool = field(default=True, init=False)
    points_per_unit: int = field(default=0, init=False)


def cross_entropy(score: Any, target: Any) -> Any:
    r"""Cross-entropy of the target probability y and the predicted q = σ(u).

    $$-y\log q - (1-y)\log(1-q) = \log(1 + e^{-|u|}) + (1-y)\max(u, 0) + y\max(-u, 0)$$

    The right side neither overflows nor cancels. With two softmax logits z₁ = β₁x and z₂ = β₂x it is the loss
    −p z₁ − (1−p) z₂ + log(e^{z₁} + e^{z₂}) at u = z₁ − z₂, y = p: softmax is blind to adding the same number to both.

    Source: Hastie, Tibshirani & Friedman, The Elements of Statistical Learning, 2nd ed., §4.4.1.
    """
    xp = score.__array_namespace__()
    both_wings = xp.log1p(xp.exp(-xp.abs(score)))
    return both_wings + (1.0 - target) * xp.maximum(score, 0.0) + target * xp.maximum(-score, 0.0)


def cross_entropy_derivative(score: Vector, target: Vector) -> Vector:
    """σ(u) − y, written as (1−y)σ(u) − yσ(−u) so that the wings keep their digits."""
    return (1.0 - target) * expit(score) - target * expit(-score)


def cross_entropy_curvature(score: Vector, target: Vector) -> Vector:
    """σ(u)σ(−u), whatever the target."""
    return expit(score) * expit(-score)


def squared_error(score: Any, target: Any) -> Any:
    r"""Squared error $(y - u)^2$. No ½: the mean over rows is the mean squared error (MSE)."""
    return (target - score) ** 2


def squared_error_derivative(score: Vector, target: Vector) -> Vector:
    """−2(y − u)."""
    return -2.0 * (target - score)


def squared_error_curvature(score: Vector, target: Vector) -> Vector:
    """2, everywhere."""
    return np.full(np.broadcast_shapes(score.shape, target.shape), 2.0)


def pseudo_huber(score: Any, target: Any) -> Any:
    r"""Pseudo-Huber loss of the residual r = y − u: a parabola in the middle, straight wings outside.

    $$2\bigl(\sqrt{1 + r^2} - 1\bigr) = \frac{2r^2}{1 + \sqrt{1 + r^2}}$$

    About r² where |r| is small, so that it compares with the squared error, and about 2|r| − 2 where it is large. The
    right side keeps its digits near r = 0. The scale at which one turns into the other, δ, is 1; authors who write
    δ²(√(1 + r²/δ²) − 1) have half of this.

    Source: Charbonnier, Blanc-Féraud, Aubert & Barlaud, IEEE Trans. Image Process. 6(2), 1997; Hartley & Zisserman,
    Multiple View Geometry in Computer Vision, 2nd ed., §A6.8.
    """
    xp = score.__array_namespace__()
    square = (target - score) ** 2
    return 2.0 * square / (1.0 + xp.sqrt(1.0 + square))


def pseudo_huber_derivative(score: Vector, target: Vector) -> Vector:
    """−2r/√(1 + r²), never beyond ±2: however far out a target lies, it pulls no harder than that."""
    residual = target - score
    return -2.0 * residual / np.sqrt(1.0 + residual**2)


def pseudo_huber_curvature(score: Vector, target: Vector) -> Vector:
    """2(1 + r²)^(−3/2), above 0 everywhere."""
    return 2.0 * (1.0 + (target - score) ** 2) ** -1.5


def _of_cross_entropy(name: str, *, pair: bool = False) -> Loss:
    return Loss(
        name,
        cross_entropy,
        cross_entropy_derivative,
        cross_entropy_curvature,
        classification=True,
        affine_in_target=True,
        separable=True,
        derivative_at_zero=(Fraction(1, 2), Fraction(-1)),
        symmetry="logistic",
        pair=pair,
        curvature_bound=0.25,
    )


LOSSES = {
    "softmax": _of_cross_entropy("softmax", pair=True),
    "logistic": _of_cross_entropy("logistic"),
    "linear": Loss(
        "linear",
        squared_error,
        squared_error_derivative,
        squared_error_curvature,
        quadratic=True,
        derivative_at_zero=(Fraction(0), Fraction(-2)),
        symmetry="residual",
        curvature_bound=2.0,
    ),
    "huber": Loss(
        "huber", pseudo_huber, pseudo_huber_derivative, pseudo_huber_curvature, symmetry="residual", curvature_bound=2.0
    ),
}
