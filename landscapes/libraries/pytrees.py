"""JAX's pytrees as lists of named arrays: whatever holds the parameters of a net, dictionaries or a class."""
# pyright: basic

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import tree_util
from jax.tree_util import GetAttrKey

# Flax's NNX holds each array as the attribute ``value`` of a variable.
HOLDERS = (".value", ".raw_value")


@dataclass(frozen=True)
class Tree:
    """The floating-point arrays of a pytree, and what puts them back into one.

    names : of each array, such as "layers.0.weight"
    by_attribute : of each array, whether its name is an attribute of a class, as in Equinox
    leaves : the arrays, as NumPy's
    """

    names: tuple[str, ...]
    by_attribute: tuple[bool, ...]
    leaves: tuple[Any, ...]
    _structure: Any
    _others: tuple[Any, ...]
    _moving: tuple[int, ...]

    def with_leaves(self, leaves: Sequence[Any]) -> Any:
        """The pytree with other arrays in the places of its own."""
        held = list(self._others)
        for place, leaf in zip(self._moving, leaves, strict=True):
            held[place] = leaf
        return tree_util.tree_unflatten(self._structure, held)


@dataclass(frozen=True, eq=False)
class OfLeaves:
    """A function of (params, rows, …) as one of (leaves, rows, …).

    Two are equal if they are the same function of trees of the same structure, so that a second slice with the same
    loss is not compiled anew.

    rowless : the function takes no rows
    fixed : what it takes as a third argument where nobody gives another
    """

    function: Callable[..., Any]
    tree: Tree
    rowless: bool = False
    fixed: tuple[Any, ...] = ()

    def __call__(self, leaves: Sequence[Any], rows: Any, *extra: Any) -> Any:
        params = self.tree.with_leaves(leaves)
        return self.function(params) if self.rowless else self.function(params, rows, *(extra or self.fixed))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OfLeaves) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Any, ...]:
        """What does not move is compared by identity: it may be an array, or anything."""
        moving, others = set(self.tree._moving), self.tree._others
        still = tuple(id(leaf) for place, leaf in enumerate(others) if place not in moving)
        fixed = tuple(id(value) for value in self.fixed)
        return (self.function, self.tree._structure, self.tree._moving, still, self.rowless, fixed)


def take(params: Any) -> Tree:
    """The floating-point arrays of any pytree; keys, counters and functions stay where they are."""
    found, structure = tree_util.tree_flatten_with_path(params)
    moving = tuple(place for place, (_, leaf) in enumerate(found) if _floating(leaf))
    paths = [found[place][0] for place in moving]
    return Tree(
        tuple(_name(path) for path in paths),
        tuple(_by_attribute(path) for path in paths),
        tuple(np.asarray(found[place][1]) for place in moving),
        structure,
        tuple(leaf for _, leaf in found),
        moving,
    )


def as_numpy(tree: Any) -> Any:
    """The pytree with NumPy's arrays in the places of JAX's, so that it can be pickled; keys stay what they are."""
    return tree_util.tree_map(lambda leaf: np.asarray(leaf) if _numeric_array(leaf) else leaf, tree)


def arrays_in(tree: Any) -> list[Any]:
    """All leaves of a pytree."""
    return tree_util.tree_leaves(tree)


def rows_between(tree: Any, start: int, stop: int) -> Any:
    """The rows from start to stop of a pytree of arrays."""
    return tree_util.tree_map(lambda rows: rows[start:stop], tree)


def weighted_means(held: Sequence[tuple[Any, int]]) -> Any:
    """The mean over all rows of a pytree whose leaves, (k, …), are means over k blocks of so many rows each."""
    total = sum(size * len(arrays_in(found)[0]) for found, size in held)
    parts = [
        tree_util.tree_map(lambda leaf, size=size: leaf.sum(axis=0) * (size / total), found) for found, size in held
    ]
    return tree_util.tree_map(lambda *leaves: sum(leaves), *parts)


def map_arrays(function: Any, *trees: Any) -> Any:
    """A pytree of function(leaf, …)."""
    return tree_util.tree_map(function, *trees)


def _numeric_array(leaf: Any) -> bool:
    return isinstance(leaf, jax.Array) and not jnp.issubdtype(leaf.dtype, jax.dtypes.extended)


def _floating(leaf: Any) -> bool:
    if isinstance(leaf, float | np.floating):
        return True
    return isinstance(leaf, np.ndarray | jax.Array) and jnp.issubdtype(leaf.dtype, np.floating)


def _name(path: tuple[Any, ...]) -> str:
    name = tree_util.keystr(path, simple=True, separator=".")
    for holder in HOLDERS:
        name = name.removesuffix(holder)
    return name or "params"


def _by_attribute(path: tuple[Any, ...]) -> bool:
    named = [key for key in path if not (isinstance(key, GetAttrKey) and f".{key.name}" in HOLDERS)]
    return bool(named) and isinstance(named[-1], GetAttrKey)
