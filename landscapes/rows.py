"""The rows of a data set: two features and a target each."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.floating]


@dataclass(frozen=True)
class Rows:
    """Two features and a target for each of m rows.

    features : (m, 2) float64, standardized unless the data set says otherwise
    targets : (m,) float64; for the cross-entropy losses the probability of class 1
    names : what the two features are called
    target : what the target is called
    classes : for two classes, the names of class 0 and class 1
    """

    features: Vector
    targets: Vector
    names: tuple[str, str] = ("x₁", "x₂")
    target: str = "y"
    classes: tuple[str, str] | None = None

    def __len__(self) -> int:
        return len(self.targets)


def standardize(column: Vector) -> Vector:
    r"""Mean 0 and variance 1, with the variance's denominator m, as in scikit-learn's ``scale``.

    $$(a - \bar a)\,/\,\sqrt{\tfrac1m\textstyle\sum_i (a_i - \bar a)^2}$$
    """
    centred = column - column.mean()
    # A second pass takes away what rounding left of a mean that is large beside the spread.
    centred = centred - centred.mean()
    return centred / np.sqrt(np.mean(centred**2))
