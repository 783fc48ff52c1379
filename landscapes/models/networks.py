r"""Two models that are not linear in β, as expected losses in closed form.

A net has its loss, gradient and Hessian, how far a minimiser can lie, whether there is one without a penalty, and what
it predicts in use; ``net_models`` makes it a value of ``Spec.loss``. J is not convex here (see ``multistart``). The
loss is written once for JAX (the grid) and NumPy (the solver); the tests hold the derivatives against automatic
differentiation of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol

import numpy as np

from ..data.rank import rank_of
from ..data.rows import Rows, Vector
from ..surd import decimal
from .penalty_sum import PenaltySum

# PyTorch has 1e-5, Keras 1e-3: larger than both, so that what ε does can be seen, and the grid resolves √ε.
EPSILON = 0.01
# Lengths along a ray, from far inside ε to far outside: somewhere on it J is nearly as small as on all of it.
RAY = np.geomspace(1e-4, 1e4, 400)


class Net(Protocol):
    """What solver and grid ask of a net."""

    @property
    def numbers(self) -> tuple[float, ...]:
        """All that the loss depends on beside β, in the order of its formula."""
        ...

    @property
    def formula(self) -> Callable[..., Any]:
        """L(β₁, β₂, *numbers), elementwise, in JAX or NumPy."""
        ...

    def gradient_and_hessian(self, beta: Vector) -> tuple[Vector, Vector]:
        """∇L (2,) and ∇²L (2, 2) at β (2,)."""
        ...

    def gradient_at_origin(self) -> tuple[Fraction, Fraction] | None:
        """∇L(0) without rounding; None where it is not rational."""
        ...

    def search_radius(self, penalty: PenaltySum) -> float:
        """A half-width of a square that contains every minimiser of J; J must have one."""
        ...

    def recession_direction(self) -> tuple[Vector, float] | None:
        """Where L alone has no minimiser: the unit direction (2,) in which it keeps falling, and its infimum."""
        ...

    def reduced(self) -> "tuple[Net, float] | None":
        """Where L sees u = β₁ ± β₂ alone: the net with u for β₁, which does not see β₂, and the sign."""
        ...

    def prediction(self) -> tuple[str, list[float]]:
        """The formula by which β becomes the slopes that multiply a row's features in use, and its numbers.

        "blocks", of s₁ and s₂, or "normalized", of G₁₁, G₁₂, G₂₂, γ and ε: the pages compute them by these names.
        """
        ...


def residual_loss(b1: Any, b2: Any, s1: Any, s2: Any, cross: Any, square: Any) -> Any:
    r"""Squared error of two residual blocks with gates, over the four depths and the rows.

    $$s - 2c\,\mathrm E[P] + \mathrm E[P^2], \qquad P = (1 + b_2\beta_2)(1 + b_1\beta_1)$$

    with $b_j$ = 1 with probability $s_j$, else 0; the rows enter by $\overline{x^2}=1$, $c=\overline{xy}$ and
    $s=\overline{y^2}$. The gates are independent, so $\mathrm E[P]=\prod_j(1+s_j\beta_j)$ and
    $\mathrm E[P^2]=\prod_j(1+2s_j\beta_j+s_j\beta_j^2)$: the mean over all four depths, exactly.

    Source: Huang, Sun, Liu, Sedra & Weinberger, ECCV 2016, eq. 2.
    """
    mean = (1.0 + s1 * b1) * (1.0 + s2 * b2)
    mean_square = (1.0 + 2.0 * s1 * b1 + s1 * b1**2) * (1.0 + 2.0 * s2 * b2 + s2 * b2**2)
    return square - 2.0 * cross * mean + mean_square


@dataclass(frozen=True)
class Residual:
    """Stochastic depth: see ``residual_loss``. ``s1``, ``s2`` are the probabilities that the blocks are kept."""

    s1: float
    s2: float
    cross: float
    square: float

    formula = staticmethod(residual_loss)

    @property
    def numbers(self) -> tuple[float, ...]:
        """s₁, s₂, c, s."""
        return self.s1, self.s2, self.cross, self.square

    def predict(self, beta: Vector) -> float:
        """What the trained net multiplies x by at test time: each block by its s_j, none dropped.

        Source: Huang et al., ECCV 2016, eq. 5. These blocks are linear, so it is E[P], exactly.
        """
        return float((1.0 + self.s1 * beta[0]) * (1.0 + self.s2 * beta[1]))

    def gradient_and_hessian(self, beta: Vector) -> tuple[Vector, Vector]:
        """∇L (2,) and ∇²L (2, 2) at β (2,)."""
        keep = np.array([self.s1, self.s2])
        mean, square = 1.0 + keep * beta, 1.0 + 2.0 * keep * beta + keep * beta**2
        slope = 2.0 * keep * (1.0 + beta)
        gradient = slope * square[::-1] - 2.0 * self.cross * keep * mean[::-1]
        mixed = float(slope[0] * slope[1] - 2.0 * self.cross * keep[0] * keep[1])
        return gradient, np.array([[2.0 * keep[0] * square[1], mixed], [mixed, 2.0 * keep[1] * square[0]]])

    def gradient_at_origin(self) -> tuple[Fraction, Fraction]:
        """2s_j(1 − c)."""
        rest = 1 - decimal(self.cross)
        return 2 * decimal(self.s1) * rest, 2 * decimal(self.s2) * rest

    def search_radius(self, penalty: PenaltySum) -> float:
        """L is Σ p_k(P_k − c)² and more that is constant, so (1 + β_j − c)²·P(only j kept) ≤ J(0) − s + c² there."""
        alone = (self.s1 * (1.0 - self.s2), self.s2 * (1.0 - self.s1))
        return abs(self.cross - 1.0) * (1.0 + min(alone) ** -0.5) + 1e-9

    def recession_direction(self) -> None:
        """With gates that close, L grows in all directions."""
        return

    def reduced(self) -> None:
        """L sees both coefficients."""
        return

    def prediction(self) -> tuple[str, list[float]]:
        r"""$(1 + s_1\beta_1)(1 + s_2\beta_2)$ and 0, as x stands in both columns: see ``predict``."""
        return "blocks", [self.s1, self.s2]


def batchnorm_loss(b1: Any, b2: Any, c1: Any, c2: Any, g11: Any, g12: Any, g22: Any, square: Any, scale: Any) -> Any:
    r"""Squared error of z = Xβ after batch normalization, the whole data set being the batch.

    $$s - 2\gamma\,\frac{c\cdot\beta}{\sqrt{Q+\varepsilon}} + \gamma^2\frac{Q}{Q+\varepsilon},
      \qquad Q = \beta^\top G\beta$$

    Q is the variance of z, as the features are centred; $G=X^\top X/m$, $c=X^\top y/m$, $s=\overline{y^2}$, and
    ε = ``EPSILON``. γ is ``scale``, and the shift is 0, the best one for centred data. But for ε it would be the same
    at β and aβ, a > 0.

    Source: Ioffe & Szegedy, ICML 2015, algorithm 1; van Laarhoven, arXiv 1706.05350.
    """
    spread = g11 * b1**2 + 2.0 * g12 * b1 * b2 + g22 * b2**2
    fit = (c1 * b1 + c2 * b2) * (spread + EPSILON) ** -0.5
    return square - 2.0 * scale * fit + scale**2 * (spread / (spread + EPSILON))


@dataclass(frozen=True)
class BatchNorm:
    r"""Batch normalization: see ``batchnorm_loss``.

    γ is held at $R=\sqrt{c^\top G^{-1}c}$, where it is best for long weights. With a larger γ the least loss would be
    at the finite length √Q = √(ε/(γ²/R² − 1)), where ε would do γ's work: L = s − 2γRh + γ²h² along the best
    direction, with h = √(Q/(Q + ε)) < 1, is least at h = R/γ.

    An L2 penalty takes length from the minimiser and turns it from G⁻¹c by O((ε/Q)²) only; not at all where the
    features do not correlate.

    cross, gram, square : c (2,), G (2, 2), s
    ray : G⁻¹c (2,), scaled to variance 1: the best direction
    """

    cross: Vector
    gram: Vector
    square: float
    scale: float
    ray: Vector
    rank: int

    formula = staticmethod(batchnorm_loss)

    @property
    def numbers(self) -> tuple[float, ...]:
        """c₁, c₂, G₁₁, G₁₂, G₂₂, s, γ."""
        (g11, g12), (_, g22) = self.gram.tolist()
        return (*self.cross.tolist(), g11, g12, g22, self.square, self.scale)

    def gradient_and_hessian(self, beta: Vector) -> tuple[Vector, Vector]:
        """∇L (2,) and ∇²L (2, 2) at β (2,)."""
        gram, cross, scale = self.gram, self.cross, self.scale
        pull = 2.0 * gram @ beta
        spread, fit = 0.5 * float(beta @ pull) + EPSILON, float(cross @ beta)
        gradient = scale**2 * EPSILON / spread**2 * pull
        gradient -= 2.0 * scale * spread**-0.5 * (cross - 0.5 * fit / spread * pull)
        outer, square = np.outer(cross, pull), np.outer(pull, pull)
        turned = -0.5 * (outer + outer.T) + (0.75 * fit / spread) * square - fit * gram
        hessian = scale**2 * EPSILON * 2.0 / spread**2 * (gram - square / spread)
        return gradient, hessian - 2.0 * scale * spread**-1.5 * turned

    def gradient_at_origin(self) -> None:
        """−2γc/√ε, in which γ is a root."""
        return

    def search_radius(self, penalty: PenaltySum) -> float:
        """The penalty at a minimiser is at most what J is above L's infimum anywhere, here at the best of a ray."""
        points = RAY[:, np.newaxis] * self.ray
        losses = batchnorm_loss(points[:, 0], points[:, 1], *self.numbers)
        weighed = penalty.kinks_at(points) + penalty.bowl * np.sum(points**2, axis=1) + penalty.rounded.values(points)
        most = float(np.min(losses + weighed)) - (self.square - self.scale**2)
        return 1.001 * penalty.reach(most)

    def recession_direction(self) -> tuple[Vector, float] | None:
        """Along G⁻¹c: γ = R gives L = s − R² + R²(1 − h)², and h → 1 only as the weights grow."""
        return self.ray / np.hypot(*self.ray), self.square - self.scale**2

    def reduced(self) -> "tuple[BatchNorm, float] | None":
        """L sees β₁ ± β₂ alone where the features are the same, or mirror images."""
        if self.rank == 2:
            return None
        first = np.array([1.0, 0.0])
        ray = np.array([np.sign(self.cross[0]), 0.0])
        alone = replace(self, cross=self.cross * first, gram=np.outer(first, first), ray=ray)
        return alone, float(np.sign(self.gram[0, 1]))

    def prediction(self) -> tuple[str, list[float]]:
        r"""$\gamma\beta/\sqrt{\beta^\top G\beta + \varepsilon}$: linear in x, as all rows are the batch."""
        (g11, g12), (_, g22) = self.gram.tolist()
        return "normalized", [g11, g12, g22, self.scale, EPSILON]


def residual(rows: Rows, drop: float) -> Residual:
    """Two blocks, kept with s₁ = 1 − δ/2 and s₂ = 1 − δ: linear decay over the depth. The rows have x twice.

    Source: Huang et al., ECCV 2016, eq. 4, s_l = 1 − (l/L)(1 − s_L).
    """
    cross, square = rows.mean(rows.features[:, 0] * rows.targets), rows.mean(rows.targets**2)
    rate = decimal(drop)
    # The made rows have round moments, but for rounding.
    return Residual(float(1 - rate / 2), float(1 - rate), round(float(cross), 12), round(float(square), 12))


def batchnorm(rows: Rows, drop: float = 0.0) -> BatchNorm:
    """Batch normalization of the rows' score; nothing is dropped there."""
    gram, cross = rows.mean_product(rows.features, rows.features), rows.mean_product(rows.features, rows.targets)
    rank = rank_of(rows.features)
    best = np.linalg.solve(gram, cross) if rank == 2 else 0.5 * cross
    scale = float(cross @ best) ** 0.5
    square = float(rows.mean(rows.targets**2))
    return BatchNorm(cross, gram, square, scale, best / float(best @ gram @ best) ** 0.5, rank)
