r"""Penalties on the weights, one formula each: $T(\beta) = \sum_j t(\beta_j)$.

Each is an entry of ``PENALTIES`` under the name of the knob that weighs it: J = L + λ·T_l1 + Ω·T_l2.
"""

from collections.abc import Callable
from dataclasses import dataclass

import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class Penalty:
    """A penalty that is a sum over the coefficients.

    name : its knob and its layer
    symbol : the knob as mathematicians write it
    of_coefficient : t(b), elementwise
    """

    name: str
    symbol: str
    of_coefficient: Callable[[jax.Array], jax.Array]


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


PENALTIES = {
    "l1": Penalty("l1", "λ", lasso),
    "l2": Penalty("l2", "Ω", ridge),
}
