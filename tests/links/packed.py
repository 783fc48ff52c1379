"""The packed numbers of a scene, read as ``components/scene/encoding.py`` documents the format."""

import base64
from typing import Any

import numpy as np

from .places import Json


def floats(text: str) -> np.ndarray:
    """Base64 of little-endian float32."""
    return np.frombuffer(base64.b64decode(text), "<f4").astype(float)


def whole(text: str) -> np.ndarray:
    """Base64 of zigzag integers, 7 bits a byte, the least significant first."""
    found, number, place = [], 0, 0
    for byte in base64.b64decode(text):
        number |= (byte & 127) << place
        place += 7
        if byte < 128:
            found.append(-(number + 1) // 2 if number % 2 else number // 2)
            number = place = 0
    return np.array(found, dtype=np.int64)


def counts(text: str, *shape: int) -> np.ndarray:
    """Whole numbers that were written as their differences along the first two axes."""
    return whole(text).reshape(shape).cumsum(axis=0).cumsum(axis=1)


def smooth(grid: Json) -> np.ndarray:
    """A layer that was written as second differences of counts of steps."""
    n = grid["n"]
    numbers = whole(grid["differences"]).reshape(n, n)
    for axis in (0, 1):
        numbers = numbers.cumsum(axis=axis).cumsum(axis=axis)
    return grid["low"] + grid["step"] * numbers


def norm(numbers: np.ndarray, b1: np.ndarray, b2: np.ndarray) -> np.ndarray:
    """c‖β‖ + Σ|s·β| by c, 0 and the s."""
    (cone, _), *folds = numbers.reshape(-1, 2)
    return cone * np.hypot(b1, b2) + sum(abs(s1 * b1 + s2 * b2) for s1, s2 in folds)


def layer(packed: Json, axis: np.ndarray) -> np.ndarray:
    """(n, n) a layer in any of its shapes at β₁ = axis[j], β₂ = axis[i]."""
    [(shape, content)] = packed.items()
    if shape == "grid":
        return smooth(content)
    t, steps = floats(content), np.arange(len(axis))
    shapes: dict[str, Any] = {
        "separable": lambda: t[None, :] + t[:, None],
        "plane": lambda: t[0] * axis[None, :] + t[1] * axis[:, None],
        "norm": lambda: norm(t, *np.meshgrid(axis, axis)),
        "difference": lambda: t[steps[None, :] - steps[:, None] + len(axis) - 1],
    }
    return shapes[shape]()
