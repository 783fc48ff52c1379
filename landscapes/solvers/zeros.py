r"""Which coefficients of a minimiser are exactly 0: decided without rounding, on the decimals that people typed.

In floating point 0.8 − 0.5 is a little more than 0.3, so that at p = 0.8 and λ = λmax = 0.3 a comparison says “not yet
0” of a coefficient that is. Here numbers are rational, and standardized columns rational over the square root of a
variance (see ``surd``), so the conditions of optimality are decided exactly:

- the origin, for every loss whose slope at score 0 is rational: cross-entropies (½ − y) and the squared error (−2y);
- everything about a squared error, by its sign patterns; with a cone too, which holds the origin iff
  ‖S(∇L(0), λ)‖² ≤ μ², is level across an axis and adds μ to λ along it;
- for the other losses the case that a coefficient's slope does not depend on the other coefficient, as in balanced
  designs. Else their minimiser solves a transcendental equation: floating point then errs only where λ is within
  rounding of a knot that nobody can type.

Source: Hastie, Tibshirani & Wainwright, Statistical Learning with Sparsity, §2.2, for the conditions.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from ..data.rows import Rows, Vector
from ..models.copies import COPIES, NONE
from ..models.dropout import MASKS
from ..models.losses import LOSSES
from ..models.penalty_sum import PenaltySum
from ..models.smoothing import CONVENTIONS
from ..surd import Surd, decimal
from .exact_kinks import TypedWeights, held_by, shrunk, within
from .proximal_newton import inside_sector

if TYPE_CHECKING:
    from ..spec import Spec

# Bits of the radicands' sets: the two features' variances, the target's.
TARGET = 4


@dataclass(frozen=True)
class ExactColumn:
    r"""A column without rounding: $\mathrm{numerators}_i/\sqrt{\mathrm{square}}$."""

    numerators: tuple[int | Fraction, ...]
    square: Fraction

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, typed: tuple[float, ...], *, standardized: bool) -> "ExactColumn":
        """The column as it was typed or, standardized, with mean 0 and variance 1.

        Kept, as every stop of a slider that changes the loss has a solver of its own, on the same columns.
        """
        values = [decimal(value) for value in typed]
        if not standardized:
            return cls(tuple(values), Fraction(1))
        # Whole numbers: standardizing does not see the scale.
        unit = lcm(*(value.denominator for value in values))
        count, whole = len(values), [int(value * unit) for value in values]
        total = sum(whole)
        centred = tuple(count * value - total for value in whole)
        return cls(centred, Fraction(sum(value * value for value in centred), count))


@dataclass(frozen=True, eq=False)
class Zeros:
    """Decides for one landscape, under L1, L2 and cone of any weights, which coefficients of its minimiser are 0.

    loss : a name in ``LOSSES``
    columns : the two features and the target
    kept, kept_together : E[m_j] and E[m_j m_k] of the masks
    noise : σ², the variance of noise on the inputs
    target_at_0, target_span : a target y is target_at_0 + target_span·y after label smoothing
    tie : κ
    """

    loss: str
    columns: tuple[ExactColumn, ExactColumn, ExactColumn]
    kept: tuple[Fraction, Fraction]
    kept_together: tuple[Fraction, Fraction, Fraction]
    noise: Fraction
    target_at_0: Fraction
    target_span: Fraction
    tie: Fraction

    def at_origin(self, penalty: PenaltySum) -> bool | None:
        """Whether β = 0 is a minimiser: the kinks hold ∇L(0). None if that is not rational, or the folds are others
        than L1's.
        """
        weights = TypedWeights.of(penalty)
        if weights is None:
            return None
        slopes = [self._slope_at_origin(j) for j in (0, 1)]
        known = [within(slope, weights.fold + weights.cone) for slope in slopes if slope is not None]
        if len(known) < 2 or False in known or weights.cone == 0:
            return False if False in known else True if len(known) == 2 else None
        return held_by([slope for slope in slopes if slope is not None], weights.fold, weights.cone)

    def of_squares(self, penalty: PenaltySum) -> Vector | None:
        r"""The minimiser (2,) of a squared error, each coefficient correctly rounded unless there is a cone and neither
        is 0; None for another loss, or other folds than L1's.

        With G = E[x̃x̃ᵀ] + ΩI + κT and c = E[x̃y] the coefficient of an axis is S(c_j, (λ + μ)/2)/G_jj, the other one is
        0 iff |c_k G_jj − G_jk S(c_j, (λ + μ)/2)| ≤ G_jj λ/2; else both solve their normal equations, with a cone the
        secular equation beside them. G must be positive definite.
        """
        weights = TypedWeights.of(penalty)
        if not LOSSES[self.loss].quadratic or weights is None:
            return None
        half, cone = weights.fold / 2, weights.cone / 2
        first, across, second = self._gram
        gram = (first + weights.bowl, second + weights.bowl)
        pulls = self._pulls
        if held_by(pulls, half, cone):
            return np.zeros(2)
        signs: dict[int, int] = {}
        for j, k in ((0, 1), (1, 0)):
            soft = shrunk(pulls[j], half + cone)
            left = pulls[k] * gram[j] - across * soft
            if soft.sign() != 0 and within(left, gram[j] * half):
                beta = np.zeros(2)
                beta[j] = float(soft) / float(gram[j])
                return beta
            signs[k] = left.sign()
        held = [pulls[j] - half * signs[j] for j in (0, 1)]
        if cone > 0:
            hessian = np.array([[float(gram[0]), float(across)], [float(across), float(gram[1])]])
            return inside_sector(hessian, np.array([float(pull) for pull in held]), float(cone))
        determinant = float(gram[0] * gram[1] - across * across)
        numerators = (held[0] * gram[1] - across * held[1], held[1] * gram[0] - across * held[0])
        return np.array([float(numerator) / determinant for numerator in numerators])

    def is_zero(self, j: int, penalty: PenaltySum) -> bool:
        """Whether β_j is 0 as L's slope in it does not depend on the other coefficient, and does not exceed λ; a cone
        is level across the axis.

        Any L1 that would hold it otherwise is left to floating point.
        """
        weights = TypedWeights.of(penalty)
        if weights is None or self.tie != 0 or not self._balanced(j):
            return False
        slope = self._slope_at_origin(j)
        # Where the slope at 0 is not known the rows cancel one by one: it is 0.
        return slope is None or within(slope, weights.fold)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].numerators)

    def turn(self, i: int, k: int) -> int:
        """The sign of the cross product of rows i and k: whether x_k lies counter-clockwise (1) of x_i."""
        first, second = (column.numerators for column in self.columns[:2])
        product = first[i] * second[k] - second[i] * first[k]
        return (product > 0) - (product < 0)

    @cached_property
    def _radicands(self) -> tuple[Fraction, ...]:
        return tuple(column.square for column in self.columns)

    def _surd(self, value: Fraction, roots: int = 0) -> Surd:
        return Surd(self._radicands, {roots: value} if value != 0 else {})

    def _mean(self, j: int, other: "ExactColumn | None" = None) -> Fraction:
        """The mean of a feature's numerators, times another column's."""
        left = self.columns[j].numerators
        right = (1,) * len(left) if other is None else other.numerators
        return Fraction(sum(a * b for a, b in zip(left, right, strict=True))) / len(left)

    @cached_property
    def _pulls(self) -> tuple[Surd, Surd]:
        """c_j = E[m_j]·mean(x_j y), as standardized."""
        target = self.columns[2]
        pulls: list[Surd] = []
        for j in (0, 1):
            square = self.columns[j].square * target.square
            pulls.append(self._surd(self.kept[j] * self._mean(j, target) / square, 1 << j | TARGET))
        return pulls[0], pulls[1]

    @cached_property
    def _gram(self) -> tuple[Surd, Surd, Surd]:
        """G₁₁, G₁₂, G₂₂ without Ω."""
        first, second, _ = self.columns
        square = first.square * second.square
        mixed = self._surd(self.kept_together[1] * self._mean(0, second) / square, 1 | 2) - self.tie
        ends = [
            self._surd(self.kept_together[place] * self._mean(j, self.columns[j]) / self.columns[j].square)
            + (self.noise + self.tie)
            for j, place in ((0, 0), (1, 2))
        ]
        return ends[0], mixed, ends[1]

    @cache  # noqa: B019 - a landscape's decisions live as long as its solver
    def _slope_at_origin(self, j: int) -> Surd | None:
        """∂L/∂β_j at 0, or None where it is not rational over the roots."""
        line = LOSSES[self.loss].derivative_at_zero
        if line is None:
            return None
        (level, rise), target = line, self.columns[2]
        # The mean of x_j(level + rise·y), y being target_at_0 + target_span times the target.
        flat = self._surd((level + rise * self.target_at_0) * self._mean(j) / self.columns[j].square, 1 << j)
        square = self.columns[j].square * target.square
        return (
            flat + self._surd(rise * self.target_span * self._mean(j, target) / square, 1 << j | TARGET)
        ) * self.kept[j]

    @cache  # noqa: B019
    def _balanced(self, j: int) -> bool:
        r"""Whether ∂L/∂β_j at β_j = 0 is the same whatever the other coefficient t is.

        It is a mean of x_ij ℓ′(x_ik t, y_i). For a cross-entropy ℓ′ = ½ − y + ½ tanh(x_ik t/2), and the functions
        tanh(at) of different a > 0 are independent: for each a the x_ij of rows with x_ik = a must sum to what those
        with x_ik = −a do. For another loss rows with the same (x_ik, y_i) must cancel, and where it is even in the
        residual those with (−x_ik, −y_i) count with the other sign; then the mean is 0.
        """
        sums: dict[tuple[int | Fraction, ...], int | Fraction] = {}
        targets = self.columns[2].numerators
        symmetry = LOSSES[self.loss].symmetry
        for own, other, target in zip(self.columns[j].numerators, self.columns[1 - j].numerators, targets, strict=True):
            place = (other,) if symmetry == "logistic" else (other, target)
            mirrored = tuple(-value for value in place) if symmetry else place
            key, sign = (place, 1) if place >= mirrored else (mirrored, -1)
            # A place that is its own mirror image has a slope of 0, or one that does not depend on t.
            if not symmetry or place != mirrored:
                sums[key] = sums.get(key, 0) + sign * own
        return not any(sums.values())


def zeros_of(spec: "Spec", rows: Rows) -> Zeros | None:
    """What decides for the spec's landscape on these rows, as they were collected; None where a weight or a mask's rate
    is irrational, or images mix columns of different deviations.
    """
    if rows.weights is not None or rows.noise is not None or (spec.drop > 0.0 and MASKS[spec.mask].rates is not None):
        return None
    typed = np.column_stack([rows.features, rows.targets]) if rows.typed is None else rows.typed
    standardized = (rows.typed is not None,) * 2 + (rows.typed is not None and rows.classes is None,)
    columns = [ExactColumn.of(tuple(typed[:, j].tolist()), standardized=standardized[j]) for j in range(3)]
    if spec.copies != NONE:
        columns = _with_images(columns, spec.copies)
        if columns is None:
            return None
    kept, together = _mask_means(spec)
    at_0, span = Fraction(0), Fraction(1)
    if spec.smoothing > 0.0:
        at_0, at_1 = CONVENTIONS[spec.convention](decimal(spec.smoothing))
        span = at_1 - at_0
    return Zeros(
        spec.loss,
        (columns[0], columns[1], columns[2]),
        kept,
        together,
        decimal(spec.noise) ** 2,
        at_0,
        span,
        decimal(spec.share),
    )


def _with_images(columns: list[ExactColumn], copies: str) -> list[ExactColumn] | None:
    """The columns of every row's images, those of a row one after another; None where two roots would stand in one."""
    maps, swaps = COPIES[copies], any(map_[0][0] == 0 for map_ in COPIES[copies])
    if swaps and columns[0].square != columns[1].square:
        return None
    first, second, target = (column.numerators for column in columns)
    pairs = list(zip(first, second, strict=True))
    images = [[row[0] * x1 + row[1] * x2 for x1, x2 in pairs for row in (map_[j] for map_ in maps)] for j in (0, 1)]
    answers = tuple(y for y in target for _ in maps)
    return [
        ExactColumn(tuple(images[0]), columns[0].square),
        ExactColumn(tuple(images[1]), columns[1].square),
        ExactColumn(answers, columns[2].square),
    ]


def _mask_means(spec: "Spec") -> tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction, Fraction]]:
    """E[m₁], E[m₂]; E[m₁²], E[m₁m₂], E[m₂²]."""
    one = Fraction(1)
    if spec.drop == 0.0:
        return (one, one), (one, one, one)
    rate = decimal(spec.drop)
    masks_at = MASKS[spec.mask].masks_at
    if masks_at is None:
        return (one, one), (1 / (1 - rate), one, 1 / (1 - rate))
    masks, chances = masks_at(rate)
    scale = 1 / (1 - rate) if spec.rescale else one
    first, second = ([int(mask) for mask in masks[:, j]] for j in (0, 1))

    def mean(left: list[int], right: list[int]) -> Fraction:
        return sum((p * a * b for p, a, b in zip(chances, left, right, strict=True)), Fraction(0))

    kept = (mean(first, first) * scale, mean(second, second) * scale)
    return kept, (kept[0] * scale, mean(first, second) * scale**2, kept[1] * scale)
