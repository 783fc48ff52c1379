"""Loss surfaces as tables: a point a row, or the numbers of a grid."""

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..errors import SurfaceError, quoted
from .slice import Slice
from .surface_grid import axis_of, quadratic_through, slice_of_file

# The columns of how-do-vits-work, whose file has no header; its "l2" is a sum of norms without squares.
VITS = ("x", "y", "l1", "norms", "nll")
# What else x, y and the loss are called.
NAMES = {
    "a": "x",
    "alpha": "x",
    "b": "y",
    "beta": "y",
    "nll": "loss",
    "train_loss": "loss",
    "z": "loss",
    "value": "loss",
}


def from_csv(contents: bytes) -> Slice:
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SurfaceError("surface.text") from error
    first = text.lstrip().splitlines()[0]
    separator = max(",;\t", key=first.count)
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    header = [] if _is_number(rows[0][0]) and _is_number(rows[0][-1]) else [cell.strip().lower() for cell in rows[0]]
    table = _table(rows[1:] if header else rows, first_row=2 if header else 1)
    if header:
        return _from_named(header, table)
    if table.shape[1] == 3 or _is_long(table):
        names = VITS if table.shape[1] >= len(VITS) else ("x", "y", "loss")
        made = {"from": "how-do-vits-work" if names is VITS else "csv"}
        columns = {name: table[:, k] for k, name in enumerate(names)}
        columns["loss"] = columns.get("nll", columns.get("loss", table[:, -1]))
        return from_columns(columns, made=made)
    return matrix(table)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _table(rows: Sequence[Sequence[str]], first_row: int) -> Vector:
    """(rows, columns) numbers; an empty cell is a hole."""
    if not rows:
        raise SurfaceError("surface.empty")
    width = len(rows[0])
    numbers = np.full((len(rows), width), np.nan)
    for number, row in enumerate(rows):
        if len(row) != width:
            raise SurfaceError("surface.ragged", row=number + first_row, count=len(row), expected=width)
        for column, cell in enumerate(row):
            if not cell.strip():
                continue
            if not _is_number(cell):
                raise SurfaceError("surface.cell", row=number + first_row, column=column + 1, value=quoted(cell))
            numbers[number, column] = float(cell)
    return numbers


def _is_long(table: Vector) -> bool:
    """Whether the first two columns are the coordinates of a grid, a point a row."""
    if table.shape[1] < 3:
        return False
    x, y = np.unique(table[:, 0]), np.unique(table[:, 1])
    return len(x) >= 2 and len(y) >= 2 and len(x) * len(y) == len(table)


def _from_named(header: Sequence[str], table: Vector) -> Slice:
    names = [NAMES.get(name, name) for name in header]
    missing = [name for name in ("x", "y", "loss") if name not in names]
    if missing:
        raise SurfaceError("surface.columns", missing=", ".join(missing), known=quoted(", ".join(header)))
    return from_columns({name: table[:, k] for k, name in reversed([*enumerate(names)])}, made={"from": "csv"})


def from_columns(columns: Mapping[str, Vector], made: Mapping[str, Any]) -> Slice:
    """A point a row, in any order; points that are not there are holes."""
    x, y = columns["x"], columns["y"]
    if not (np.all(np.isfinite(x)) and np.all(np.isfinite(y))):
        raise SurfaceError("surface.axis")
    a, b = axis_of(_distinct(x)), axis_of(_distinct(y))
    j, i = (np.abs(axis[:, None] - values).argmin(axis=0) for axis, values in ((a, x), (b, y)))
    if len({*zip(i.tolist(), j.tolist(), strict=True)}) < len(x):
        raise SurfaceError("surface.twice")

    def layer(name: str) -> Vector:
        grid = np.full((len(b), len(a)), np.nan)
        grid[i, j] = columns[name]
        return grid

    more: dict[str, Any] = {}
    if "l1" in columns:
        more["l1"] = layer("l1")
    penalty = next((name for name in ("l2", "penalty") if name in columns), None)
    known = dict(made)
    if penalty is not None:
        more["l2"], known["l2_missed"] = quadratic_through(a, b, layer(penalty))
    return slice_of_file(a, b, layer("loss"), made=known, **more)


def _distinct(values: Vector) -> Vector:
    """The values of a column, those that differ by rounding alone as one."""
    ordered = np.unique(values)
    least = 1e-9 * float(np.ptp(ordered))
    kept = [ordered[0], *(after for before, after in pairwise(ordered) if after - before > least)]
    return np.array(kept)


def matrix(table: Vector) -> Slice:
    """The numbers of a grid, whose axes nobody has said."""
    if table.ndim != 2 or min(table.shape) < 2:
        raise SurfaceError("surface.dimensions", count=table.ndim)
    b, a = (axis_of(np.linspace(-1.0, 1.0, size)) for size in table.shape)
    return slice_of_file(a, b, table, made={"from": "matrix"})
