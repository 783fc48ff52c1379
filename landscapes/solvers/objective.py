r"""J at single points, with its derivatives, in NumPy: what the solver sees of a landscape.

The smooth part is $F(\beta) = \sum_i w_i\,\ell(x_i\cdot\beta, y_i) + \Omega\|\beta\|_2^2 + \kappa(\beta_1 - \beta_2)^2$
with $w_i = 1/m$ unless the rows have weights, with $\ell - \gamma H$ for ℓ where there is a confidence penalty, and
with the rounded folds of penalties that have some; the whole is $J = F + \lambda\|\beta\|_1 + \mu\|\beta\|_2$. The
kinks never meet a derivative rule: where they have no derivative, conventions differ.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..data.gaussian_noise import GaussianNoise
from ..data.rows import Rows, Vector
from ..models.entropy import entropy, entropy_curvature, entropy_derivative
from ..models.losses import Loss
from ..models.penalty_sum import NO_PENALTY, PenaltySum

# Scores alive at once where many points are evaluated: 256 KiB in float64 stay in the processor's cache.
BLOCK = 2**15
# A deviation of a score at which differences of slopes are rounding.
FAINT = 1e-6
# (β₁ − β₂)² = βᵀTβ, the pull of soft weight sharing. Source: Nowlan & Hinton, Neural Computation 4(4), 1992, whose
# mixture of Gaussians this is with one component, of unknown mean, for both weights.
TIE = np.array([[1.0, -1.0], [-1.0, 1.0]])


@dataclass(frozen=True)
class Objective:
    """A landscape J(β) = F(β) + λ‖β‖₁ + μ‖β‖₂; convex where γ = 0.

    loss, rows : the data loss
    penalty : the penalties with their weights, Ω among them
    tie : κ, the weight of (β₁ − β₂)²
    confidence : γ, the weight of −H(q); for a cross-entropy (see ``entropy_line``)
    centred : whether ∇L(0) is 0 by a symmetry of the rows, of which rounding would leave something
    """

    loss: Loss
    rows: Rows
    penalty: PenaltySum = NO_PENALTY
    tie: float = 0.0
    confidence: float = 0.0
    centred: bool = False

    def smooth(self, beta: Vector) -> tuple[float, Vector, Vector]:
        """F, ∇F (2,) and ∇²F (2, 2) at β (2,)."""
        here = self.rows.sampled_at(beta)
        score = here.features @ beta
        slopes, curvature = self._slopes(score, here.targets), self.loss.curvature(score, here.targets)
        if self.confidence > 0.0:
            curvature = curvature - self.confidence * entropy_curvature(score)
        gradient = here.mean_product(here.features, slopes)
        hessian = here.mean_product(here.features * curvature[:, np.newaxis], here.features)
        if self.rows.noise is not None:
            hessian = hessian + self._turning(self.rows.noise, beta, slopes, curvature)
        value = self.data_loss(beta) + float(beta @ self._bowl @ beta)
        gradient, hessian = gradient + 2.0 * self._bowl @ beta, hessian + 2.0 * self._bowl
        if rounded := self.penalty.rounded:
            return value + rounded.value(beta), gradient + rounded.gradient(beta), hessian + rounded.hessian(beta)
        return value, gradient, hessian

    def gradient(self, beta: Vector) -> Vector:
        """∇F (2,) at β (2,)."""
        here = self.rows.sampled_at(beta)
        slopes = self._slopes(here.features @ beta, here.targets)
        gradient = here.mean_product(here.features, slopes) + 2.0 * self._bowl @ beta
        return gradient + self.penalty.rounded.gradient(beta) if self.penalty.rounded else gradient

    def data_loss(self, beta: Vector) -> float:
        """L at β (2,), by the very formula of the grid."""
        return float(self._means(beta[np.newaxis])[0])

    def data_losses(self, points: Vector) -> Vector:
        """(k,) L at each of the points (k, 2), ``BLOCK`` scores at a time."""
        at_once = max(1, BLOCK // (len(self.rows) * self.rows.nodes))
        return np.concatenate([self._means(points[k : k + at_once]) for k in range(0, len(points), at_once)])

    def values(self, points: Vector) -> Vector:
        """(k,) J at each of the points (k, 2)."""
        bowls = np.sum(points @ self._bowl * points, axis=1)
        values = self.data_losses(points) + self.penalty.kinks_at(points) + bowls
        return values + self.penalty.rounded.values(points) if self.penalty.rounded else values

    def value(self, beta: Vector) -> float:
        """J at β (2,)."""
        value = self.data_loss(beta) + self.penalty.kinks(beta) + float(beta @ self._bowl @ beta)
        return value + self.penalty.rounded.value(beta) if self.penalty.rounded else value

    def residual(self, beta: Vector) -> float:
        """The distance from 0 to the subdifferential ∂J at β (2,): 0 where and only where J is least.

        With γ > 0, too: there J is not convex, but has no other stationary point (see ``entropy_line``).
        """
        return self.penalty.distance(beta, self.gradient(beta))

    @cached_property
    def gradient_at_origin(self) -> Vector:
        """∇L(0) (2,): β = 0 is a minimiser iff the kinks hold it (``PenaltySum.excess``). The entropy is level at 0."""
        if self.centred:
            return np.zeros(2)
        features, targets = self.rows.features, self.rows.targets
        return self.rows.mean_product(features, self.loss.derivative(np.zeros(len(self.rows)), targets))

    def _means(self, points: Vector) -> Vector:
        """(k,) the mean of ℓ − γH over the rows and their noise at the points (k, 2)."""
        rows, noise = self.rows, self.rows.noise
        scores = points @ rows.features.T
        if noise is None:
            return rows.mean(self._losses(scores, rows.targets))
        moved = scores[..., np.newaxis] + noise.deviations(points)[..., np.newaxis] * noise.points
        return rows.mean(self._losses(moved, rows.targets[:, np.newaxis]) @ noise.chances)

    def _losses(self, score: Vector, target: Vector) -> Vector:
        """ℓ − γH of scores and targets, elementwise."""
        losses = self.loss.value(score, target)
        return losses - self.confidence * entropy(score) if self.confidence > 0.0 else losses

    def _slopes(self, score: Vector, target: Vector) -> Vector:
        """∂(ℓ − γH)/∂u, elementwise."""
        slopes = self.loss.derivative(score, target)
        return slopes - self.confidence * entropy_derivative(score) if self.confidence > 0.0 else slopes

    def _turning(self, noise: GaussianNoise, beta: Vector, slopes: Vector, curvature: Vector) -> Vector:
        r"""What the noise's deviation τ adds to ∇²L as it is itself curved.

        $$\sum_i w_i\sum_k p_k z_k\ell'_{ik}\,\nabla^2\tau_i, \; \nabla^2\tau = (V - \nabla\tau\nabla\tau^\top)/\tau$$

        slopes, curvature : (m·k,) ℓ′ and ℓ″ at the scores of the rows at β
        """
        count = len(self.rows)
        deviations, directions = noise.deviations(beta[np.newaxis])[0], noise.directions(beta)
        pull = slopes.reshape(count, -1) @ (noise.chances * noise.points)
        # As τ goes to 0 the pull over it goes to the mean of ℓ″, by Σ p z² = 1, and loses its digits on the way.
        near = deviations < FAINT
        level = curvature.reshape(count, -1) @ noise.chances
        weights = self.rows.row_weights * np.where(near, level, pull / np.where(near, 1.0, deviations))
        across = noise.covariances - directions[:, :, np.newaxis] * directions[:, np.newaxis]
        return np.einsum("m,mij->ij", weights, across)

    @cached_property
    def _bowl(self) -> Vector:
        """The matrix (2, 2) of Ω‖β‖² + κ(β₁ − β₂)² = βᵀBβ."""
        return self.penalty.bowl * np.eye(2) + self.tie * TIE
