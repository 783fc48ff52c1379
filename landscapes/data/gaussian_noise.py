r"""Gaussian noise on the inputs of a linear score: in two dimensions at the inputs, in one at the score.

$$\tilde x_i \sim N(x_i, V_i) \;\Rightarrow\; \tilde x_i\cdot\beta \sim N(x_i\cdot\beta,\, \tau_i^2),\quad
  \tau_i^2 = \beta^\top V_i\beta,\qquad
  \mathrm E\,\ell(\tilde x_i\cdot\beta) \approx \sum_k p_k\,\ell(x_i\cdot\beta + \tau_i z_k)$$

A one-dimensional rule on the score replaces a grid of nodes at the inputs, and it treats all directions of β alike. The
sum is convex in β for a convex ℓ: the nodes come in pairs ±z, ½(ℓ(u + t) + ℓ(u − t)) is convex in u and t and grows
with |t|, and τ_i is a norm of β, or a seminorm where V_i is singular.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Nodes that weigh less than rounding are left out.
NEGLIGIBLE_CHANCE = 1e-16
# The evenly spaced rule's step and how far it goes; beyond the last, exp(−z²/2) is no longer a number.
SPACING = 0.02
REACHES = (10.0, 14.0, 20.0, 28.0, 38.0)

Array = NDArray[np.floating]


@dataclass(frozen=True)
class GaussianNoise:
    """The noise of m rows' inputs.

    roots : (m, q, 2) R_i with V_i = R_iᵀR_i: the noise is nR_i for q independent standard normal numbers n
    points, chances : (k,) the nodes z_k, symmetrical about 0, and their probabilities
    """

    roots: Array
    points: Array
    chances: Array

    @property
    def reach(self) -> float:
        """The farthest node: beyond as many deviations the noise is not followed."""
        return float(np.max(self.points))

    @property
    def covariances(self) -> Array:
        """(m, 2, 2) V_i."""
        return np.swapaxes(self.roots, 1, 2) @ self.roots

    def deviations(self, points: Array) -> Array:
        """(b, m) τ_i at each of the points (b, 2)."""
        along = np.moveaxis(self.roots, 1, 0) @ points.T
        return np.sqrt(np.sum(along**2, axis=0)).T

    def directions(self, beta: Array) -> Array:
        """(m, 2) ∇τ_i = V_iβ/τ_i at β (2,); 0 where τ_i = 0."""
        along = self.roots @ beta
        deviations = np.sqrt(np.sum(along**2, axis=1))
        turned = np.einsum("mq,mqj->mj", along, self.roots)
        return turned / np.where(deviations > 0.0, deviations, 1.0)[:, np.newaxis]

    def subset(self, chosen: NDArray[Any]) -> "GaussianNoise":
        """That of some of the rows."""
        return replace(self, roots=self.roots[chosen])


@lru_cache(maxsize=64)
def hermite(nodes: int) -> tuple[Array, Array]:
    """Points (k,) and probabilities (k,) of a rule for a standard normal number.

    Exact for polynomials of degree 2·nodes − 1, up to the nodes that weigh nothing.

    Source: Golub & Welsch, Math. Comp. 23, 1969; the nodes from ``numpy.polynomial.hermite_e``.
    """
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    chances = weights / weights.sum()
    heavy = chances > NEGLIGIBLE_CHANCE
    return points[heavy], chances[heavy] / chances[heavy].sum()


@lru_cache(maxsize=64)
def even(reach: float) -> tuple[Array, Array]:
    """Points (k,), evenly spaced, from −reach or farther to reach, and probabilities (k,) of a standard normal number.

    The trapezoidal rule, which for a function without poles within a distance a of the real axis errs by about
    exp(−2πa/h), h being the spacing. It reaches as far as the weights are numbers at all, about |z| = 38.

    Source: Trefethen & Weideman, SIAM Review 56(3), 2014, §5.
    """
    # Few different numbers of points: each is compiled for.
    count = int(next((far for far in REACHES if far >= reach), REACHES[-1]) / SPACING)
    points = SPACING * np.arange(-count, count + 1)
    chances = np.exp(-0.5 * points**2)
    return points, chances / chances.sum()
