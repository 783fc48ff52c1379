"""What is evaluated at the points of a plane: losses of rows, and the plane. It can be sent to another process."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries import loss_kernels, pytrees
from ..libraries.loss_kernels import POINTS_AT_ONCE, Plane

# Rows that are taken at a time, unless the caller says: an activation of a thousand units of them is some 2 MiB.
ROWS_AT_ONCE = 512


@dataclass(frozen=True)
class Quantity:
    """A number at each point: a loss or an accuracy.

    name : its layer, "loss" or one of those beside it
    function : (params, rows) → one number, the mean over the rows; (params) if there are no rows
    batch : a pytree of arrays whose first axis is the rows, or a function without arguments that returns it
    """

    name: str
    function: Callable[..., Any]
    batch: Any


@dataclass(frozen=True, eq=False)
class Job:
    """Quantities in a plane.

    params : θ₀, any pytree
    first, second : the arrays of d₁ and d₂, for the floating-point arrays of ``params``
    rows_at_once : how many rows make a block; None to be chosen
    compiled : whether the functions are JAX's; otherwise they are called with NumPy's arrays
    refit : (params, rows) → statistics, of which the mean over blocks goes to each function as a third argument;
        None where there are none
    statistics : the third argument where they are fixed
    """

    quantities: tuple[Quantity, ...]
    params: Any
    first: tuple[Any, ...]
    second: tuple[Any, ...]
    rows_at_once: int | None = None
    compiled: bool = True
    refit: Callable[..., Any] | None = None
    statistics: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """What travels: arrays as NumPy's, and nothing that is made from them."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        quantities = tuple(
            replace(quantity, batch=quantity.batch if callable(quantity.batch) else pytrees.as_numpy(quantity.batch))
            for quantity in self.quantities
        )
        statistics = None if self.statistics is None else pytrees.as_numpy(self.statistics)
        return kept | {"quantities": quantities, "params": pytrees.as_numpy(self.params), "statistics": statistics}

    @cached_property
    def tree(self) -> pytrees.Tree:
        """The arrays of θ₀."""
        return pytrees.take(self.params)

    @cached_property
    def measures(self) -> tuple["Measure", ...]:
        """The quantities, ready to be evaluated; made once in a process."""
        return tuple(Measure(self, quantity) for quantity in self.quantities)

    def values(self, points: Vector) -> Vector:
        """(k, q) the quantities at points (a, b) of the plane, (k, 2)."""
        plane = (self.tree.leaves, self.first, self.second)
        return np.stack([measure.on(plane, points) for measure in self.measures], axis=1)

    def loss_of(self, leaves: Sequence[Any]) -> float:
        """The loss with other arrays in the places of θ₀'s."""
        still = tuple(np.zeros_like(leaf) for leaf in leaves)
        return float(self.measures[0].on((tuple(leaves), still, still), np.zeros((1, 2)))[0])


class Measure:
    """A quantity with its rows in blocks."""

    def __init__(self, job: Job, quantity: Quantity) -> None:
        self._job, self._quantity = job, quantity
        self.batch = quantity.batch() if callable(quantity.batch) else quantity.batch

    @property
    def name(self) -> str:
        """What it is called, for a sentence."""
        return self._quantity.name

    @property
    def leaves(self) -> tuple[Any, ...]:
        """The arrays of θ₀."""
        return self._job.tree.leaves

    @cached_property
    def rows(self) -> int | None:
        """How many rows there are; None where the function takes none."""
        return None if self.batch is None else len(pytrees.arrays_in(self.batch)[0])

    @cached_property
    def stacks(self) -> list[tuple[Any, int]]:
        """The rows in stacks of blocks, each with the size of its blocks; without rows one block of nothing."""
        if self.rows is None:
            return [(np.zeros(1), 1)]
        return loss_kernels.blocks_of(self.batch, block_of(self.rows, self._job.rows_at_once))

    @property
    def weighted_stacks(self) -> list[tuple[Any, int, int]]:
        """The stacks, the rows of a block of each, and how many blocks it has."""
        return [(stack, size, len(pytrees.arrays_in(stack)[0])) for stack, size in self.stacks]

    @property
    def in_blocks(self) -> bool:
        """Whether the rows are more than one block, so that their mean must be the mean of the blocks'."""
        return self.rows is not None and sum(count for _, _, count in self.weighted_stacks) > 1

    def first_rows(self, start: int, stop: int) -> Any:
        """The rows from start to stop."""
        return pytrees.rows_between(self.batch, start, stop)

    def extra(self, rows: Any) -> tuple[Any, ...]:
        """What the function takes as a third argument where statistics are refitted: those of some rows."""
        refit = self._job.refit
        return () if refit is None else (refit(self._job.params, rows),)

    @cached_property
    def function(self) -> Callable[..., Any]:
        """(leaves, rows, …) → the quantity."""
        fixed = () if self._job.statistics is None else (self._job.statistics,)
        return pytrees.OfLeaves(self._quantity.function, self._job.tree, self.rows is None, fixed)

    def by_block(self, plane: Plane, points: Vector) -> tuple[Vector, Vector]:
        """(k, p) the quantity of each block at p points, and (k,) the rows of each block."""
        losses = [loss_kernels.block_losses(self.function, plane, stack, points) for stack, _ in self.stacks]
        sizes = [np.full(len(each), float(size)) for each, (_, size) in zip(losses, self.stacks, strict=True)]
        return np.concatenate(losses), np.concatenate(sizes)

    def on(self, plane: Plane, points: Vector) -> Vector:
        """(p,) the quantity at points (a, b) of a plane, (p, 2)."""
        if not self._job.compiled:
            return np.array([self._called(plane, a, b) for a, b in points])
        if self._job.refit is not None:
            return np.array([self._refitted(plane, point) for point in points])
        found: list[Vector] = []
        for start in range(0, len(points), POINTS_AT_ONCE):
            values, sizes = self.by_block(plane, points[start : start + POINTS_AT_ONCE])
            found.append(sizes @ values / sizes.sum())
        return np.concatenate(found) if found else np.zeros(0)

    def _called(self, plane: Plane, a: float, b: float) -> float:
        leaves = [
            np.asarray(leaf + leaf.dtype.type(a) * along + leaf.dtype.type(b) * across)
            for leaf, along, across in zip(*plane, strict=True)
        ]
        return float(self.function(leaves, self.batch))

    @cached_property
    def refitted(self) -> Callable[..., Any]:
        """(leaves, rows) → what is averaged over blocks to be the statistics."""
        assert self._job.refit is not None
        return pytrees.OfLeaves(self._job.refit, self._job.tree)

    def mean_of(self, function: Callable[..., Any], plane: Plane, point: Vector, *extra: Any) -> Any:
        """The mean over all rows of a function of (leaves, rows, …) at one point."""
        return pytrees.weighted_means(
            [(loss_kernels.block_results(function, plane, stack, point, *extra), size) for stack, size in self.stacks]
        )

    def _refitted(self, plane: Plane, point: Vector) -> float:
        """The quantity with statistics estimated anew from the first quantity's rows."""
        trained = self._job.measures[0]
        statistics = trained.mean_of(trained.refitted, plane, point)
        return float(self.mean_of(self.function, plane, point, statistics))


def block_of(rows: int, wanted: int | None) -> int:
    """The size of a block: as wanted, or near ``ROWS_AT_ONCE`` and, if it can be, a divisor of the number of rows."""
    if wanted is not None:
        return min(wanted, rows)
    if rows <= 2 * ROWS_AT_ONCE:
        return rows
    divisors = [size for size in range(ROWS_AT_ONCE // 2, 2 * ROWS_AT_ONCE) if rows % size == 0]
    return min(divisors, key=lambda size: abs(math.log(size / ROWS_AT_ONCE)), default=ROWS_AT_ONCE)
