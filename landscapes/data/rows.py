"""The rows of a data set: two features and a target each, what each weighs in a mean, and the noise on its inputs."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .gaussian_noise import GaussianNoise
from .reading import Source

Vector = NDArray[np.floating]


@dataclass(frozen=True)
class Rows:
    """Two features and a target for each of m rows.

    features : (m, 2) float64, standardized unless the data set says otherwise
    targets : (m,) float64; for the cross-entropy losses the probability of class 1
    names : what the two features are called
    target : what the target is called
    classes : for two classes, the names of class 0 and class 1
    weights : (m,) ≥ 0, of sum 1: what each row weighs in every mean; None for 1/m each
    noise : Gaussian noise on the features, over which every mean is taken too
    source : the visitor's own file that they come from, for who reads it elsewhere
    moves : (2,) the one direction in which noise on the inputs moves the features; None where each moves on its own
    typed : (m, 3) the features and the target as they were typed, before standardizing (the target is, unless it has
        classes); None where nothing was, or these are no longer all the rows. See ``zeros``.
    """

    features: Vector
    targets: Vector
    names: tuple[str, str] = ("x₁", "x₂")
    target: str = "y"
    classes: tuple[str, str] | None = None
    weights: Vector | None = None
    noise: GaussianNoise | None = None
    source: Source | None = None
    moves: Vector | None = None
    typed: Vector | None = None

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def row_weights(self) -> Vector:
        """(m,) what each row weighs in a mean."""
        return np.full(len(self), 1.0 / len(self)) if self.weights is None else self.weights

    @property
    def nodes(self) -> int:
        """How many scores a row has at a point β: one, or as many as the noise has nodes."""
        return 1 if self.noise is None else len(self.noise.points)

    @property
    def gram(self) -> Vector:
        """(2, 2) the mean of x̃x̃ᵀ, x̃ being the features with their noise."""
        bare = self.mean_product(self.features, self.features)
        return bare if self.noise is None else bare + np.einsum("m,mij->ij", self.row_weights, self.noise.covariances)

    @property
    def moments(self) -> tuple[Vector, Vector, float]:
        """The means of x̃x̃ᵀ (2, 2), xy (2,) and y²: all that a squared error needs of the rows."""
        square = float(self.mean_product(self.targets, self.targets))
        return self.gram, self.mean_product(self.features, self.targets), square

    def sampled_at(self, beta: Vector) -> "Rows":
        """The rows as β (2,) sees them: without noise themselves; else each as often as the noise has nodes, moved in
        the one direction in which noise moves its score, x_i + z_k∇τ_i. Copies of a row follow one another.
        """
        if self.noise is None:
            return self
        moved = self.noise.points[:, np.newaxis] * self.noise.directions(beta)[:, np.newaxis]
        return replace(self.repeated(self.features[:, np.newaxis] + moved, self.noise.chances), noise=None)

    def repeated(self, features: Vector, chances: Vector) -> "Rows":
        """Each row as often as there are chances (k,) or, of its own, (m, k), with features (m, k, 2)."""
        return replace(
            self,
            features=features.reshape(-1, 2),
            targets=np.repeat(self.targets, chances.shape[-1]),
            weights=(self.row_weights[:, np.newaxis] * chances).ravel(),
            typed=None,
        )

    def mean(self, of_rows: Vector) -> Vector:
        """Σ_i w_i a_i over the last axis of a (…, m)."""
        # As np.mean, which takes longer to find that out than to add up a few rows.
        return np.add.reduce(of_rows, axis=-1) / len(self) if self.weights is None else of_rows @ self.weights

    def mean_product(self, left: Vector, right: Vector) -> Vector:
        """Σ_i w_i a_i b_iᵀ for a and b of shape (m,) or (m, 2)."""
        if self.weights is None:
            return left.T @ right / len(self)
        return (left.T * self.weights) @ right

    def with_weight(self) -> "Rows":
        """The rows whose weight is not 0: a row without weight says nothing of the rank."""
        if self.weights is None or np.all(self.weights > 0.0):
            return self
        return self.subset(self.weights > 0.0)

    def subset(self, chosen: NDArray[Any]) -> "Rows":
        """Some of the rows, by a mask or by numbers, with their weights scaled to sum 1."""
        weights = None if self.weights is None else self.weights[chosen] / self.weights[chosen].sum()
        noise = None if self.noise is None else self.noise.subset(chosen)
        return replace(
            self,
            features=self.features[chosen],
            targets=self.targets[chosen],
            weights=weights,
            noise=noise,
            typed=None,
        )


def standardize(column: Vector) -> Vector:
    r"""Mean 0 and variance 1, with the variance's denominator m, as in scikit-learn's ``scale``.

    $$(a - \bar a)\,/\,\sqrt{\tfrac1m\textstyle\sum_i (a_i - \bar a)^2}$$
    """
    centred = column - column.mean()
    # A second pass takes away what rounding left of a mean that is large beside the spread.
    centred = centred - centred.mean()
    deviation = float(np.sqrt((centred**2).mean()))
    return centred / deviation
