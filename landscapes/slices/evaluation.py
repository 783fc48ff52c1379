"""The quantities of a job over a box: nested nodes until the measured error is small, or the whole grid.

Each level first predicts its new nodes from those before it; the largest miss, as a fraction of the picture's height,
is the measured error of the coarser level. It is an upper estimate of what the finer one still misses, as long as
errors fall from level to level; the kinks of ReLU nets are why it is measured and not assumed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ..data.rows import Vector
from .nodes import LEVELS, nodes, reading

Box = tuple[tuple[float, float], tuple[float, float]]
# Evaluates points (k, 2) and yields, as they come, some of them with their quantities (·, q).
Evaluate = Callable[[Vector], Iterable[tuple[Vector, Vector]]]


class Known:
    """Points that have been evaluated, and their quantities."""

    def __init__(self) -> None:
        self._values: dict[tuple[float, float], Vector] = {}

    def __len__(self) -> int:
        return len(self._values)

    def add(self, points: Vector, values: Vector) -> None:
        """Notes quantities (k, q) of points (k, 2)."""
        for (a, b), value in zip(points.tolist(), values, strict=True):
            self._values[a, b] = value

    def missing(self, points: Vector) -> Vector:
        """(·, 2) those of the points that are not known."""
        return np.array([point for point in points.tolist() if tuple(point) not in self._values]).reshape(-1, 2)

    def table(self, a: Vector, b: Vector, count: int) -> Vector:
        """(q, m, n) the quantities on b × a; NaN where they are not known."""
        hole = np.full(count, np.nan)
        found = [[self._values.get((x, y), hole) for x in a.tolist()] for y in b.tolist()]
        return np.moveaxis(np.array(found), -1, 0)

    def arrays(self) -> tuple[Vector, Vector]:
        """All points, (k, 2), and their quantities, (k, q)."""
        return np.array(list(self._values)).reshape(-1, 2), np.array(list(self._values.values()))


@dataclass(frozen=True, eq=False)
class Picture:
    """The quantities on the grid that is shown.

    layers : (q, m, n)
    nodes : nodes an axis of the interpolation; 0 where every grid point was asked for
    errors : (q,) the measured error of the level before, as a fraction of the height; NaN where there was none, 0 where
        every grid point was evaluated
    missing : grid points that nobody has evaluated, where there is no interpolation
    """

    layers: Vector
    nodes: int
    errors: Vector
    missing: int = 0


@dataclass(frozen=True, eq=False)
class Grid:
    """The grid that is shown, over a box, and how far evaluation goes."""

    box: Box
    a: Vector
    b: Vector
    quantities: int
    tolerance: float
    exact: bool


def points_of(a: Vector, b: Vector) -> Vector:
    """(m·n, 2) the points of b × a, those nearest to the middle first."""
    found = np.stack(np.meshgrid(a, b), axis=-1).reshape(-1, 2)
    middle = np.array([(a[0] + a[-1]) / 2, (b[0] + b[-1]) / 2])
    reach = np.array([a[-1] - a[0], b[-1] - b[0]])
    return found[np.argsort(np.abs((found - middle) / reach).max(axis=1), kind="stable")]


def pictures(grid: Grid, known: Known, evaluate: Evaluate) -> Iterator[Picture | int]:
    """Ever finer pictures, and between them, after each answer, how many points the level at hand still lacks.

    The first picture comes after 25 points. The last one is within the tolerance, has the finest nodes, or, if
    ``exact`` or if a quantity is not finite somewhere, is the whole grid.
    """
    previous: tuple[int, Vector] | None = None
    for count in LEVELS:
        # Nodes that outnumber the grid's points tell less than these.
        if count * count >= grid.a.size * grid.b.size:
            break
        places = [nodes(count, *side) for side in grid.box]
        yield from _fill(known, evaluate, points_of(places[0], places[1]))
        table = known.table(places[0], places[1], grid.quantities)
        if not np.all(np.isfinite(table)):
            break
        layers = _read(table, count, grid.box, grid.a, grid.b)
        errors = np.full(grid.quantities, np.nan)
        if previous is not None:
            guess = _read(previous[1], previous[0], grid.box, places[0], places[1])
            height = layers.max(axis=(1, 2)) - layers.min(axis=(1, 2))
            errors = np.abs(guess - table).max(axis=(1, 2)) / np.where(height == 0.0, 1.0, height)
        yield Picture(layers, count, errors)
        if grid.exact:
            break
        if errors[0] <= grid.tolerance or count == LEVELS[-1]:
            return
        previous = (count, table)
    yield from _whole_grid(grid, known, evaluate)


def _whole_grid(grid: Grid, known: Known, evaluate: Evaluate) -> Iterator[Picture | int]:
    yield from _fill(known, evaluate, points_of(grid.a, grid.b))
    yield Picture(known.table(grid.a, grid.b, grid.quantities), 0, np.zeros(grid.quantities))


def with_holes(grid: Grid, known: Known) -> Picture:
    """What is known of the grid by now, when there is no picture yet and there will be none."""
    missing = len(known.missing(points_of(grid.a, grid.b)))
    return Picture(known.table(grid.a, grid.b, grid.quantities), 0, np.full(grid.quantities, np.nan), missing)


def _fill(known: Known, evaluate: Evaluate, points: Vector) -> Iterator[int]:
    """Evaluates what is not known of the points; how many are left after each answer."""
    missing = known.missing(points)
    left = len(missing)
    if left:
        for some, values in evaluate(missing):
            known.add(some, values)
            left -= len(some)
            yield left


def _read(table: Vector, count: int, box: Box, a: Vector, b: Vector) -> Vector:
    """(q, m, n) the polynomials through values (q, count, count) on the nodes, on b × a."""
    across, along = reading(count, *box[1], b), reading(count, *box[0], a)
    return np.einsum("ik,qkl,jl->qij", across, table, along)
