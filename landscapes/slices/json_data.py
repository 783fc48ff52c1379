"""Numbers and arrays as JSON's values: JSON has neither infinity nor NaN."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from ..data.rows import Vector


def not_a_number(value: float) -> bool:
    """NaN, but not infinity."""
    return math.isnan(value)


def to_json(value: Any) -> Any:
    """Arrays and tuples as lists, NumPy's numbers as Python's, and null for what is not finite."""
    if isinstance(value, np.ndarray):
        return to_json(cast("Any", value).tolist())
    if isinstance(value, np.generic):
        return to_json(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_json(item) for item in cast("Sequence[Any]", value)]
    return value


def array_of(value: Any) -> Vector:
    """float64, with NaN for null: the inverse of ``to_json``, except that infinities are lost."""
    return np.array(value, dtype=np.float64)
