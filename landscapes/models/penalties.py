r"""Penalties on the weights, one entry each: J = L + λ·T_l1 + Ω·T_l2 + μ·T_group.

A penalty is a norm of β, the square of the Euclidean one, or a smooth relative of a norm. Of two variables every norm
that solvers meet here is

$$T(\beta) = \sum_i |s_i\cdot\beta| + c\,\|\beta\|_2:$$

folds along the lines s_i·β = 0, and a cone. (Each norm whose ball is a polygon is a sum of such folds: in the plane
every polygon that is its own mirror image in 0 is a zonogon.) Its smooth relative has folds that are rounded near their
lines (see ``rounded``). So an entry declares its folds and its cone, its bowl, or its rounded folds, and all else
follows from these numbers: value, proximal step, subdifferential, what the exact solver, its certificate, the
optimisers and the degrees of freedom need (see ``penalty_sum``). Nothing else lists penalties by name.

Source: Ziegler, Lectures on Polytopes, §7.3, for zonogons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ..data.rows import Vector
from .rounded import RoundedFold, RoundedFolds


@dataclass(frozen=True)
class Penalty:
    r"""A penalty T, of one of three kinds: a norm, by its folds and its cone; $b\,\|\beta\|_2^2$; or a sum of rounded
    folds. T(0) = 0 and T > 0 elsewhere.

    name : its knob, its layer, the key of a query
    symbol : the knob as mathematicians write it
    formula : T(β₁, β₂), elementwise, in JAX
    folds : the s_i of Σ|s_i·β|
    cone : the weight c of ‖β‖₂
    bowl : the weight b of ‖β‖₂²
    rounded : (s₁, s₂, δ) of each h_δ(s·β): t²/(2δ) for |t| ≤ δ, |t| − δ/2 beyond
    of_coefficient : t, if T(β) = t(β₁) + t(β₂), else None
    notation : T(β) as mathematicians write it

    Raises ValueError for a T that is none of these, or 0 elsewhere than at 0.
    """

    name: str
    symbol: str
    formula: Callable[[jax.Array, jax.Array], jax.Array]
    folds: tuple[tuple[float, float], ...] = ()
    cone: float = 0.0
    bowl: float = 0.0
    rounded: tuple[RoundedFold, ...] = ()
    of_coefficient: Callable[[jax.Array], jax.Array] | None = None
    notation: str = "T(β)"

    def __post_init__(self) -> None:
        kinds = (bool(self.folds) or self.cone > 0.0, self.bowl > 0.0, bool(self.rounded))
        is_round = all(delta > 0.0 for _, _, delta in self.rounded)
        if sum(kinds) != 1 or min(self.cone, self.bowl) < 0.0 or not is_round or not self.least > 0.0:
            raise ValueError(f"{self.name}: a norm of folds and a cone, a bowl, or rounded folds are needed")

    @property
    def smooth(self) -> bool:
        """Whether T has a gradient everywhere, also at 0."""
        return self.bowl > 0.0 or bool(self.rounded)

    @property
    def separable(self) -> bool:
        """Whether T is a sum over the coefficients."""
        return self.of_coefficient is not None

    def value(self, points: Any) -> Vector:
        """(…) T at points (…, 2), in NumPy."""
        b1, b2 = np.asarray(points)[..., 0], np.asarray(points)[..., 1]
        if self.bowl > 0.0:
            return self.bowl * (b1**2 + b2**2)
        if self.rounded:
            return RoundedFolds(self.rounded).values(np.asarray(points))
        total = sum(np.abs(s1 * b1 + s2 * b2) for s1, s2 in self.folds)
        return total + self.cone * np.hypot(b1, b2) if self.cone > 0.0 else np.asarray(total)

    @property
    def least(self) -> float:
        """A bound below T where max|β_j| = 1."""
        if self.rounded:
            # The folds are Σ|s·β| ≥ f there, so one of the k is f/k at least; and h grows in |t| and falls in δ.
            one, delta = self._least_of_folds / len(self.rounded), max(delta for _, _, delta in self.rounded)
            return RoundedFolds(((1.0, 0.0, delta),)).value(np.array([one, 0.0]))
        # On that square ‖β‖ ≥ 1.
        return self._least_of_folds + self.cone + self.bowl

    @property
    def _least_of_folds(self) -> float:
        """The least Σ|s·β| where max|β_j| = 1: it is convex along each side of that square, and bent at its folds."""
        folds = self.folds or [(s1, s2) for s1, s2, _ in self.rounded]
        across = [(-s2, s1) for s1, s2 in folds] + [(1.0, 1.0), (1.0, -1.0)]
        corners = np.array([np.array(point) / np.max(np.abs(point)) for point in across if any(point)])
        return float(np.min(sum(np.abs(corners @ np.array(fold)) for fold in folds) + np.zeros(len(corners))))

    def reach(self, most: float, weight: float) -> float:
        """How large a |β_j| can be where w·T(β) ≤ ``most``.

        A norm grows as β does, a bowl as its square; h_δ(t) ≥ |t| − δ/2.
        """
        if self.rounded:
            return (most / weight + 0.5 * sum(delta for _, _, delta in self.rounded)) / self._least_of_folds
        return (most / (weight * self.least)) ** (0.5 if self.bowl > 0.0 else 1.0)

    @property
    def for_page(self) -> dict[str, Any]:
        """For JSON: all that another program needs to evaluate T."""
        folds, rounded = [list(fold) for fold in self.folds], [list(fold) for fold in self.rounded]
        shape = {"folds": folds, "cone": self.cone, "bowl": self.bowl, "rounded": rounded}
        said = {"symbol": self.symbol, "notation": self.notation}
        return {**said, "smooth": self.smooth, "separable": self.separable, **shape}


def over_coefficients(of_coefficient: Callable[[jax.Array], jax.Array]) -> Callable[[jax.Array, jax.Array], jax.Array]:
    """T(β) = t(β₁) + t(β₂)."""
    return lambda b1, b2: of_coefficient(b1) + of_coefficient(b2)


def lasso(coefficient: jax.Array) -> jax.Array:
    """L1, the fold: |b|. It has no derivative at 0; its slope there jumps from −1 to 1.

    Source: Tibshirani, J. R. Stat. Soc. B 58(1), 1996.
    """
    return jnp.abs(coefficient)


def ridge(coefficient: jax.Array) -> jax.Array:
    """L2, the bowl: b². No ½, and no square root over the sum.

    Source: Hoerl & Kennard, Technometrics 12(1), 1970.
    """
    return coefficient**2


def group_lasso(b1: jax.Array, b2: jax.Array) -> jax.Array:
    r"""The cone: ‖β‖₂, without the square, which some texts print where they mean L2's sum of squares.

    It is smooth but at 0, where it lets go of both coefficients at once: the group lasso's penalty, the group being
    both coefficients. Without the factor √2 (the root of the group's size) of Yuan & Lin. With L1 beside it it is the
    sparse group lasso's.

    Source: Yuan & Lin, J. R. Stat. Soc. B 68(1), 2006; Simon, Friedman, Hastie & Tibshirani, J. Comput. Graph. Stat.
    22(2), 2013.
    """
    return jnp.hypot(b1, b2)


AXES = ((1.0, 0.0), (0.0, 1.0))
_LIST = (
    Penalty("l1", "λ", over_coefficients(lasso), folds=AXES, of_coefficient=lasso, notation="‖β‖₁"),
    Penalty("l2", "Ω", over_coefficients(ridge), bowl=1.0, of_coefficient=ridge, notation="‖β‖₂²"),
    Penalty("group", "μ", group_lasso, cone=1.0, notation="‖β‖₂"),
)
PENALTIES: Mapping[str, Penalty] = {penalty.name: penalty for penalty in _LIST}
