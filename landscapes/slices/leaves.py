"""Which arrays of the parameters are weights, and which axis of a kernel runs over its output units."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries.pytrees import Tree
from .slice import SliceError

# (name, array) → whether the array is penalised, or moves.
Predicate = Callable[[str, Any], bool]
# What nets call their biases, and the scales and shifts of their normalization layers.
NOT_WEIGHTS = {"bias", "b", "scale", "shift", "gamma", "beta", "offset"}


def is_weight_of(tree: Tree) -> Predicate:
    """The default predicate: kernels and other arrays of two axes or more that are not called a bias, scale or shift.

    If no array has two axes, as in a linear model, all count that are not called so.
    """
    kernels = any(np.ndim(leaf) >= 2 for leaf in tree.leaves)
    return lambda name, leaf: name.split(".")[-1] not in NOT_WEIGHTS and (np.ndim(leaf) >= 2 or not kernels)


def chosen(tree: Tree, predicate: Predicate | None) -> list[bool]:
    """Of each array, whether the predicate takes it; by default, whether it holds weights."""
    taken = predicate or is_weight_of(tree)
    return [bool(taken(name, leaf)) for name, leaf in zip(tree.names, tree.leaves, strict=True)]


def output_axis(tree: Tree, place: int) -> int:
    """The axis of an array that runs over output units.

    The last one, as in Flax, Haiku and x @ W; but the first one in arrays called ``weight`` that are attributes of a
    class, as in Equinox, or whose keys have dots, as in a state of PyTorch's.
    """
    name, leaf = tree.names[place], tree.leaves[place]
    last = name.split(".")[-1]
    first = last == "weight" and (tree.by_attribute[place] or "." in name)
    return 0 if first else max(np.ndim(leaf) - 1, 0)


def filter_norms(leaf: Any, axis: int) -> Vector:
    """The norm of each output unit's weights, of a shape that goes with the array; of a vector the norm of it all."""
    square = np.asarray(leaf, dtype=np.float64) ** 2
    if square.ndim <= 1:
        return np.sqrt(square.sum(keepdims=True))
    rest = tuple(other for other in range(square.ndim) if other != axis)
    return np.sqrt(square.sum(axis=rest, keepdims=True))


def arrays_like(tree: Tree, other: Tree, what: str) -> tuple[Any, ...]:
    """The arrays of a pytree that must have the names and shapes of the parameters'. Raises SliceError."""
    if len(other.leaves) != len(tree.leaves):
        raise SliceError(f"{what} has {len(other.leaves)} arrays; the parameters have {len(tree.leaves)}.")
    for name, mine, its in zip(tree.names, tree.leaves, other.leaves, strict=True):
        if np.shape(mine) != np.shape(its):
            raise SliceError(f"{what}: {name} has the shape {np.shape(its)}; the parameters have {np.shape(mine)}.")
    return tuple(its.astype(mine.dtype) for mine, its in zip(tree.leaves, other.leaves, strict=True))


def flat(arrays: Sequence[Any]) -> Vector:
    """(p,) all arrays in one vector, in float64."""
    return np.concatenate([np.asarray(array, dtype=np.float64).ravel() for array in arrays])


def unflat(vector: Vector, like: Sequence[Any]) -> tuple[Any, ...]:
    """The inverse of ``flat``, in the shapes and types of other arrays."""
    ends = np.cumsum([np.size(array) for array in like])
    pieces = np.split(vector, ends[:-1])
    return tuple(piece.reshape(np.shape(array)).astype(array.dtype) for piece, array in zip(pieces, like, strict=True))
