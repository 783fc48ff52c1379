"""What a loss looks at: its rows, as the data view draws them beside the function that β fits to them."""

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from ..data.rows import Rows, Vector
from ..models.perturbation import MASKS
from ..problem import Problem

# More dots than these lie upon each other, and cost time.
MOST_DRAWN = 2000


@dataclass(frozen=True)
class Shown:
    """The rows that are drawn, as they were before dropout, noise or smoothing did anything to them.

    features : (s, 2) standardized, as β multiplies them
    targets : (s,) numbers, or the probability of class 1
    count : how many rows there are; s ≤ count
    """

    features: Vector
    targets: Vector
    count: int


def shown(rows: Rows) -> Shown:
    """All rows, or, of more than 2,000, those at equal distances in the file."""
    kept = drawn(len(rows))
    return Shown(rows.features[kept], rows.targets[kept], len(rows))


def drawn(count: int) -> NDArray[np.integer]:
    """Which of so many rows are drawn."""
    return np.unique(np.linspace(0, count - 1, min(count, MOST_DRAWN)).astype(int))


def form_of(problem: Problem) -> tuple[str, list[float]]:
    """How β becomes the slopes by which a row's features are multiplied in use, and the numbers of that formula.

    "score": β itself, without numbers; of a net its ``prediction``. "kept", of 1 − δ: dropout that was not inverted
    multiplies by it in use, see ``rows_in_use``. "rates", of logit δ: where each input has a rate of its own, by which
    it is multiplied before β is, see ``adaptive_rates``.
    """
    if problem.net:
        return problem.net.prediction()
    how = problem.spec.perturbation
    if not how.shrinks:
        return "score", []
    kept = 1.0 - how.drop
    return ("kept", [kept]) if MASKS[how.mask].rates is None else ("rates", [log(how.drop / kept)])
