r"""From which weight of a penalty on β = 0 is a minimiser of a convex J, whose gradient ∇L(0) the kinks then hold."""

from collections.abc import Sequence
from math import copysign, hypot, sqrt

import numpy as np

from ..data.rows import Vector
from ..models.penalties import PENALTIES, Penalty
from ..models.penalty_sum import PenaltySum
from ..models.zonogon import Pair, beyond, dot


def least_weight(held: PenaltySum, name: str, gradient: Vector) -> float:
    r"""The smallest weight of a penalty at which β = 0 is a minimiser, the others' weights held; infinite where a bowl,
    which is level at 0, had to do it.

    For L1 alone ‖∇L(0)‖_∞, for the cone ‖S(∇L(0), λ)‖. In general the gradient must come within the radius r of the
    zonogon: of a wall, whose distance is linear in the weight, or of a corner, the square of whose distance is
    quadratic in it. Of these candidates the one is taken at which the gradient is held and no more.

    held : the sum; a weight of the penalty itself does not count
    gradient : ∇L(0) (2,)
    """
    others = PenaltySum(tuple(term for term in held.terms if term[0].name != name))
    penalty = PENALTIES[name]
    if others.excess(gradient) <= 0.0:
        return 0.0
    if penalty.smooth:
        return float(np.inf)
    if not penalty.folds:
        outside = beyond((float(gradient[0]), float(gradient[1])), others.folds)
        return (hypot(*outside) - others.cone) / penalty.cone
    candidates = _at_walls(others, penalty, gradient)
    if others.cone == 0.0 and penalty.cone == 0.0:
        return max(candidates)
    found = [weight for weight in candidates + _at_corners(others, penalty, gradient) if weight > 0.0]
    return min(found, key=lambda weight: abs(_with(others, penalty, weight).excess(gradient)))


def _with(others: PenaltySum, penalty: Penalty, weight: float) -> PenaltySum:
    return PenaltySum((*others.terms, (penalty, weight)))


def _at_walls(others: PenaltySum, penalty: Penalty, gradient: Vector) -> list[float]:
    """The weights at which the gradient is r outside one of the zonogon's walls."""

    def along(normal: Pair, folds: Sequence[Pair]) -> float:
        return sum(abs(dot(normal, fold)) for fold in folds)

    return [
        (abs(dot(normal, gradient)) - (along(normal, others.folds) + others.cone))
        / (along(normal, penalty.folds) + penalty.cone)
        for normal, _ in _with(others, penalty, 1.0).walls
    ]


def _at_corners(others: PenaltySum, penalty: Penalty, gradient: Vector) -> list[float]:
    """The weights w at which a corner of the zonogon, a + wb, is r = r₀ + wc from the gradient: a quadratic's roots."""
    found: list[float] = []
    for direction in _with(others, penalty, 1.0).middles:
        a, b = (
            sum((copysign(1.0, dot(fold, direction)) * np.array(fold) for fold in folds), np.zeros(2))
            for folds in (others.folds, penalty.folds)
        )
        rest = gradient - a
        square, level = float(b @ b) - penalty.cone**2, float(rest @ rest) - others.cone**2
        mixed = float(rest @ b) + others.cone * penalty.cone
        root = mixed**2 - square * level
        if root >= 0.0:
            # Both roots as quotients of sums without cancellation.
            larger = mixed + copysign(sqrt(root), mixed)
            found += [level / larger] if larger != 0.0 else []
            found += [larger / square] if square != 0.0 else []
    return found
