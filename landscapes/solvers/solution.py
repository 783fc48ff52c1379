"""What a solver answers: the set of minimisers, with its certificate."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from ..data.rows import Vector

Kind = Literal["point", "segment", "line", "plane", "none"]
ORIGIN = np.zeros(2)
# A slope nearer than this to λ, or a coefficient nearer to 0, may be rounding, which is some 1e-14: decided exactly.
DOUBTFUL = 1e-9


@dataclass(frozen=True)
class Solution:
    """Where J is least.

    kind : "point", "segment", "line", "plane" or "none"
    points : (k, 2). point: the minimiser. segment: its two ends. line: its point nearest the origin, and a unit
        direction. plane: the origin. none: a unit direction in which J keeps falling.
    value : the least J; for "none" the infimum, which is not attained
    residual : the largest distance from 0 to ∂J at the reported points; for "none", the limit of that distance
        along the direction, which is 0
    """

    kind: Kind
    points: Vector
    value: float
    residual: float


class Solver(Protocol):
    """What the data decide once, so that J can be solved under many penalties."""

    def objective(self, **weights: float) -> Any:
        """J with penalties of these weights, by the names of ``PENALTIES``, to be asked at points."""
        ...

    def least_weight(self, name: str, **others: float) -> float:
        """The smallest weight of a penalty at which β = 0 is a minimiser, the weights of others held; 0 only if it is
        one without.
        """
        ...

    def solve(self, start: Vector = ORIGIN, /, **weights: float) -> Solution:
        """The minimisers of J with penalties of these weights; ``start`` (2,) only saves steps where it is near."""
        ...
