"""What the kinks of L1 and of the cone hold at 0, without rounding: weights as they were typed, slopes as surds."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..models.penalty_sum import PenaltySum
from ..surd import Surd, decimal


@dataclass(frozen=True)
class TypedWeights:
    """λ, μ and Ω of a sum of penalties, as they were typed."""

    fold: Fraction
    cone: Fraction
    bowl: Fraction

    @classmethod
    @cache
    def of(cls, penalty: PenaltySum) -> "TypedWeights | None":
        """None if there are folds, and not those of λ(|β₁| + |β₂|)."""
        fold, other = (
            sum(
                (decimal(weight) * abs(decimal(s[j])) for each, weight in penalty.terms for s in each.folds),
                Fraction(0),
            )
            for j in (0, 1)
        )
        if fold != other or penalty.thresholds is None:
            return None
        cone, bowl = (
            sum((decimal(weight) * decimal(getattr(each, name)) for each, weight in penalty.terms), Fraction(0))
            for name in ("cone", "bowl")
        )
        return cls(fold, cone, bowl)


def holds(slopes: Sequence[Fraction], penalty: PenaltySum) -> bool | None:
    """Whether the kinks hold these slopes at 0, exactly; None if there are other folds than L1's."""
    weights = TypedWeights.of(penalty)
    return (
        None
        if weights is None
        else held_by([Surd((), {0: slope} if slope else {}) for slope in slopes], weights.fold, weights.cone)
    )


def held_by(pulls: Sequence[Surd], fold: Fraction, cone: Fraction) -> bool:
    """‖S(pulls, fold)‖ ≤ cone."""
    soft = [shrunk(pull, fold) for pull in pulls]
    if cone == 0:
        return all(left.sign() == 0 for left in soft)
    return (soft[0] * soft[0] + soft[1] * soft[1] - cone * cone).sign() <= 0


def within(value: Surd, bound: Surd | Fraction) -> bool:
    """|value| ≤ bound."""
    return (value - bound).sign() <= 0 <= (value + bound).sign()


def shrunk(value: Surd, threshold: Fraction) -> Surd:
    """The soft threshold S(value, threshold)."""
    return value * 0 if within(value, threshold) else value - threshold * value.sign()
