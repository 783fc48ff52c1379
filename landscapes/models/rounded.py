r"""Folds that are rounded near their lines, the smooth relatives of |s·β|: $\sum_i h_{\delta_i}(s_i\cdot\beta)$.

$$h_\delta(t) = \frac{t^2}{2\delta} \text{ for } |t| \le \delta, \qquad |t| - \frac{\delta}{2} \text{ beyond:}$$

a parabola near 0, and from δ on the fold's own slope ±1. Its second derivative is 1/δ inside and 0 outside; at |t| = δ,
where it jumps, 1/δ is taken. A weight needs no place of its own, as $w\,h_\delta(t) = h_{w\delta}(wt)$.

Source: Huber, Ann. Math. Stat. 35(1), 1964.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..data.rows import Vector

# s₁, s₂ and δ > 0.
RoundedFold = tuple[float, float, float]


@dataclass(frozen=True)
class RoundedFolds:
    """A sum of rounded folds; false if there are none."""

    folds: tuple[RoundedFold, ...] = ()

    @classmethod
    def weighed(cls, folds: Iterable[tuple[float, RoundedFold]]) -> "RoundedFolds":
        """The sum of w·h_δ(s·β) over pairs (w, (s₁, s₂, δ))."""
        return cls(tuple((w * s1, w * s2, w * delta) for w, (s1, s2, delta) in folds))

    def __bool__(self) -> bool:
        return bool(self.folds)

    def value(self, beta: Vector) -> float:
        """The sum at β (2,)."""
        b1, b2 = beta.tolist()
        total = 0.0
        for s1, s2, delta in self.folds:
            size = abs(s1 * b1 + s2 * b2)
            total += size * size / (2.0 * delta) if size <= delta else size - 0.5 * delta
        return total

    def values(self, points: Vector) -> Any:
        """(…) the sum at points (…, 2)."""
        total = np.zeros(points.shape[:-1])
        for s1, s2, delta in self.folds:
            size = np.abs(s1 * points[..., 0] + s2 * points[..., 1])
            inside = np.minimum(size, delta)
            total = total + inside * (size - 0.5 * inside) / delta
        return total

    def gradient(self, beta: Vector) -> Vector:
        """(2,) at β (2,)."""
        b1, b2 = beta.tolist()
        first = second = 0.0
        for s1, s2, delta in self.folds:
            slope = min(max((s1 * b1 + s2 * b2) / delta, -1.0), 1.0)
            first, second = first + slope * s1, second + slope * s2
        return np.array([first, second])

    def hessian(self, beta: Vector) -> Vector:
        """(2, 2) the Hessian at β (2,)."""
        return self._hessian([fold for fold in self.folds if abs(fold[0] * beta[0] + fold[1] * beta[1]) <= fold[2]])

    @property
    def largest_hessian(self) -> Vector:
        """(2, 2) the Hessian at 0, which is nowhere larger."""
        return self._hessian(self.folds)

    def _hessian(self, folds: Iterable[RoundedFold]) -> Vector:
        return sum((np.outer((s1, s2), (s1, s2)) / delta for s1, s2, delta in folds), np.zeros((2, 2)))
