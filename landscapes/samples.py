"""Rows as JAX wants them: flat arrays, filled up with nothing to lengths that many data sets share."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from .rows import Rows

# Samples are padded with share 0 to a multiple of this, a power of 2 as all lengths that the grid takes at once.
BLOCK = 128


class Samples(NamedTuple):
    """Rows, each as often as its noise has nodes; those of a row follow one another.

    features (r, 2), targets (r,), shares (r,) : the rows, and each sample's share in the mean
    roots (r, q, 2), nodes (r,) : R with RᵀR the covariance of the noise, and z; None without noise (see ``gaussian``)
    """

    features: Any
    targets: Any
    shares: Any
    roots: Any = None
    nodes: Any = None

    def part(self, chosen: slice) -> "Samples":
        """Some of the samples."""
        return Samples(*(None if array is None else array[chosen] for array in self))

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
    """The rows' samples, and as many without share as fill a block."""
    k, noise = rows.nodes, rows.noise
    features, targets = np.repeat(rows.features, k, axis=0), np.repeat(rows.targets, k)
    if noise is None:
        return Samples(_filled(features), _filled(targets), _filled(rows.shares))
    shares = np.outer(rows.shares, noise.chances).ravel()
    roots, nodes = np.repeat(noise.roots, k, axis=0), np.tile(noise.points, len(rows))
    return Samples(*map(_filled, (features, targets, shares, roots, nodes)))


def _filled(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    lack = -len(array) % BLOCK
    return np.concatenate([array, np.zeros((lack, *array.shape[1:]))])
