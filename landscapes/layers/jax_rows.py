"""Rows and their noise as JAX needs them: flat arrays, of lengths that many data sets have in common."""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from ..data.rows import Rows

# Samples are padded with weight 0 to a multiple of this, a power of 2 as all lengths that the grid takes at once.
BLOCK = 128


def padded_length(count: int) -> int:
    """The least of 128, 192, 256, 384, 512, … that holds so many: each length is compiled for, and these are few."""
    length = BLOCK
    while length < count:
        length = length * 3 // 2 if length & (length - 1) == 0 else length * 4 // 3
    return length


class Samples(NamedTuple):
    """Rows, each as often as its noise has nodes; those of a row follow one another.

    features (r, 2), targets (r,), row_weights (r,) : the rows, and what each sample weighs in the mean
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
        """These and as many without weight as make a multiple of ``block``."""
        return self._with(-len(self.row_weights) % block)

    def filled(self) -> "Samples":
        """These and as many without weight as make a length that is compiled for (``padded_length``)."""
        return self._with(padded_length(len(self.row_weights)) - len(self.row_weights))

    def _with(self, lack: int) -> "Samples":
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
        return jnp.sqrt(sum(deviation**2 for deviation in along))


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
