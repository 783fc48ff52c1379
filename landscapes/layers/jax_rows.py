"""Rows and their noise as JAX wants them: flat arrays, of lengths that many data sets share."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from ..data.rows import Rows

# Samples are padded with share 0 to a multiple of this, a power of 2 as all lengths that the grid takes at once.
BLOCK = 128


class Samples(NamedTuple):
    """Rows, each as often as its noise has nodes; those of a row follow one another.

    features (r, 2), targets (r,), shares (r,) : the rows, and each sample's share in the mean
    roots (r, q, 2), nodes (r,) : R with RᵀR the covariance of the noise, and z; None without noise (see
        ``gaussian_noise``)
    """

    features: Any
    targets: Any
    row_weights: Any
    roots: Any = None
    nodes: Any = None

    def subset(self, chosen: Any) -> "Samples":
        """Some of the samples, by a slice, a mask or numbers."""
        return Samples(*(None if array is None else array[chosen] for array in self))

    def depends_on(self, coordinate: int) -> Any:
        """(r,) bool: whether a sample's score depends on this coordinate of β. Dropout's masks blind many."""
        seen = self.features[:, coordinate] != 0.0
        return seen if self.roots is None else seen | np.any(self.roots[:, :, coordinate] != 0.0, axis=1)

    def swapped(self) -> "Samples":
        """The same with β₁ and β₂ in each other's place."""
        roots = None if self.roots is None else self.roots[:, :, ::-1]
        return self._replace(features=self.features[:, ::-1], roots=roots)

    def padded(self, block: int = BLOCK) -> "Samples":
        """These and as many without share as make a multiple of ``block``."""
        lack = -len(self.row_weights) % block
        return Samples(*(None if a is None else np.concatenate([a, np.zeros((lack, *a.shape[1:]))]) for a in self))

    def scores(self, first: jax.Array, second: jax.Array) -> jax.Array:
        """(r,) x·β + zτ at β = (first, second)."""
        bare = self.features[:, 0] * first + self.features[:, 1] * second
        return bare if self.roots is None else bare + self.nodes * self._deviations(first, second)

    def features_at(self, beta: jax.Array) -> jax.Array:
        """(r, 2) x + z∇τ, which times β (2,) is the score; without noise the features."""
        if self.roots is None:
            return self.features
        along = self.roots @ beta
        turned = jnp.sum(along[..., jnp.newaxis] * self.roots, axis=1)
        deviations = self._deviations(beta[0], beta[1])
        scale = jnp.where(deviations > 0.0, self.nodes / jnp.where(deviations > 0.0, deviations, 1.0), 0.0)
        return self.features + scale[:, jnp.newaxis] * turned

    def _deviations(self, first: jax.Array, second: jax.Array) -> jax.Array:
        along = [self.roots[:, k, 0] * first + self.roots[:, k, 1] * second for k in range(self.roots.shape[1])]
        return jnp.sqrt(sum(part**2 for part in along))


def samples_of(rows: Rows) -> Samples:
    """The rows' samples."""
    k, noise = rows.nodes, rows.noise
    if noise is None:
        return Samples(rows.features, rows.targets, rows.row_weights)
    return Samples(
        np.repeat(rows.features, k, axis=0),
        np.repeat(rows.targets, k),
        np.outer(rows.row_weights, noise.chances).ravel(),
        np.repeat(noise.roots, k, axis=0),
        np.tile(noise.points, len(rows)),
    )
