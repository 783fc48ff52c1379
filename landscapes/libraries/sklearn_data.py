"""The data sets that we take from scikit-learn."""
# pyright: basic

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def diabetes() -> tuple[Array, Array]:
    """(442, 10) the measures as they were taken, and (442,) the disease's progression."""
    from sklearn.datasets import load_diabetes  # a second to import: only when the data are asked for

    return _pair(load_diabetes(return_X_y=True, scaled=False))


def digits() -> tuple[Array, Array]:
    """(1797, 64) brightness from 0 to 16 of handwritten digits of 8 × 8, and (1797,) which digit each is."""
    from sklearn.datasets import load_digits  # a second to import: only when the data are asked for

    images, classes = load_digits(return_X_y=True)
    return np.asarray(images), np.asarray(classes)


def breast_cancer() -> tuple[Array, Array]:
    """(569, 30) the measures, and (569,) 1 where the tumour is benign."""
    from sklearn.datasets import load_breast_cancer  # a second to import: only when the data are asked for

    return _pair(load_breast_cancer(return_X_y=True))


def _pair(table: Any) -> tuple[Array, Array]:
    features, targets = table
    return np.asarray(features), np.asarray(targets)
