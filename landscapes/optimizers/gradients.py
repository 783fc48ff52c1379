r"""Gradients for the optimisers, in JAX.

No derivative is taken through |β| or ‖β‖: the subgradients are written out as sign(β) with sign(0) = 0 (JAX's own
convention at 0 is 1) and as β/‖β‖, 0 at 0 (JAX has nan).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from ..layers.jax_rows import Samples, samples_of
from ..libraries.jax64 import grad
from ..models.entropy import curvature_bound_with
from ..solvers.objective import Objective

# Stands for a score of exactly 0 before differentiating; no other number is so near 0.
NUDGE = float(np.finfo(np.float64).tiny)

Of = Callable[[jax.Array, jax.Array], jax.Array]


class Data(NamedTuple):
    """What a step may look at; arrays, so that new numbers need no new program.

    samples : the rows and their noise
    lipschitz : (2,) the largest second derivative of F along either coordinate
    folds : (2,) the weight of |β_j|: λ, λ
    bowl, tie : Ω and κ
    cone, confidence : μ and γ, or None without, so that a trajectory without does not pay for it
    rounded : (k, 3) the penalties' rounded folds (s₁, s₂, δ), or None
    """

    samples: Samples
    lipschitz: Any
    folds: Any
    bowl: Any
    tie: Any
    cone: Any = None
    confidence: Any = None
    rounded: Any = None


@dataclass(frozen=True)
class Gradients:
    """Gradients at β (2,)."""

    of_score: Of
    data: Data

    def loss(self, beta: jax.Array) -> jax.Array:
        """∇L, with that of κ(β₁ − β₂)² and −γH."""
        return self._mean(beta, self.data.samples) + self._tie(beta)

    def smooth(self, beta: jax.Array) -> jax.Array:
        """∇F = ∇L + 2Ωβ, with the slopes of rounded folds."""
        return self._with_rounded(self.loss(beta) + 2.0 * self.data.bowl * beta, beta)

    def whole(self, beta: jax.Array) -> jax.Array:
        """The subgradient ∇F + λ·sign β + μβ/‖β‖, the last two 0 where they could be anything."""
        return self.smooth(beta) + self._kinks(beta)

    def without_bowl(self, beta: jax.Array) -> jax.Array:
        """∇L + λ·sign β + μβ/‖β‖: for methods that decay the weights themselves."""
        return self._with_rounded(self.loss(beta) + self._kinks(beta), beta)

    def of_batch(self, beta: jax.Array, batch: jax.Array, shifts: jax.Array | None) -> jax.Array:
        """The subgradient as a mini-batch sees it: the numbers (b,) of its samples; what noise adds to each (b, 2)."""
        penalties = 2.0 * self.data.bowl * beta + self._kinks(beta) + self._tie(beta)
        features, targets = self.data.samples.features[batch], self.data.samples.targets[batch]
        drawn = Samples(features if shifts is None else features + shifts, targets, 1.0 / len(batch))
        return self._with_rounded(self._mean(beta, drawn) + penalties, beta)

    def _kinks(self, beta: jax.Array) -> jax.Array:
        folds = self.data.folds * jnp.sign(beta)
        if self.data.cone is None:
            return folds
        length = jnp.hypot(beta[0], beta[1])
        return folds + self.data.cone * beta / jnp.where(length > 0.0, length, 1.0)

    def _with_rounded(self, gradient: jax.Array, beta: jax.Array) -> jax.Array:
        if self.data.rounded is None:
            return gradient
        s, delta = self.data.rounded[:, :2], self.data.rounded[:, 2]
        slopes = jnp.clip((s[:, 0] * beta[0] + s[:, 1] * beta[1]) / delta, -1.0, 1.0)
        return gradient + jnp.stack([jnp.sum(slopes * s[:, 0]), jnp.sum(slopes * s[:, 1])])

    def _tie(self, beta: jax.Array) -> jax.Array:
        pull = 2.0 * self.data.tie * (beta[0] - beta[1])
        return jnp.stack([pull, -pull])

    def _mean(self, beta: jax.Array, samples: Samples) -> jax.Array:
        features, targets, row_weights = samples.features_at(beta), samples.targets, samples.row_weights
        score = features[:, 0] * beta[0] + features[:, 1] * beta[1]
        # At u = 0 the pieces |u| and max(u, 0) of a cross-entropy meet, where JAX's conventions give −y, not ½ − y.
        slope = row_weights * jax.vmap(grad(self.of_score))(jnp.where(score == 0.0, NUDGE, score), targets)
        if self.data.confidence is not None:
            slope = slope + row_weights * self.data.confidence * score * jax.nn.sigmoid(score) * jax.nn.sigmoid(-score)
        return jnp.stack([jnp.sum(slope * features[:, 0]), jnp.sum(slope * features[:, 1])])


def data_of(objective: Objective) -> Data:
    """The rows and weights as a step wants them."""
    rows, penalty, tie = objective.rows, objective.penalty, objective.tie
    if penalty.thresholds is None:
        raise ValueError("the methods know folds along the axes only")
    curvature = curvature_bound_with(objective.loss.curvature_bound, objective.confidence)
    lipschitz = curvature * np.diag(rows.gram) + 2.0 * penalty.bowl + 2.0 * tie
    folds, cone, rounded = np.array(penalty.thresholds), penalty.cone or None, None
    if penalty.rounded:
        lipschitz, rounded = lipschitz + np.diag(penalty.rounded.largest_hessian), np.array(penalty.rounded.folds)
    return Data(
        samples_of(rows).filled(), lipschitz, folds, penalty.bowl, tie, cone, objective.confidence or None, rounded
    )
