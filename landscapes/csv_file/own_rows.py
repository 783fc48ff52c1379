"""From the columns that a visitor chose of a file to standardized rows."""

from decimal import Decimal

import numpy as np

from ..data.reading import Picked, Source
from ..data.rows import Rows, Vector, standardize
from ..errors import TableError, quoted
from ..models.losses import LOSSES
from .cells import ClassKey, is_missing, number
from .table import Table


def rows_from(table: Table, features: tuple[str, str], target: str, loss: str) -> Rows:
    """Two columns and a target as standardized rows.

    For ``logistic`` the target has two classes, of which the second in order becomes 1; for ``linear`` and ``huber``
    it is numeric and standardized too. Raises TableError, naming row and column.
    """
    chosen = (*features, target)
    for name in chosen:
        table.column(name)
        if chosen.count(name) > 1:
            raise TableError("file.same", column=quoted(name))
    numbers = [table.values(name) for name in features]
    columns = np.column_stack([_standardized(column) for column in numbers])
    first, second = (_picked(table, name) for name in features)
    if not LOSSES[loss].classification:
        answers = table.values(target)
        source = Source(table.reading, (first, second), _picked(table, target))
        typed = np.column_stack([*numbers, answers])
        return Rows(columns, _standardized(answers), features, target, source=source, typed=typed)
    targets, spellings = _classes(table, target)
    numeric = all(number(cell, table.reading.decimal) is not None for cells in spellings for cell in cells)
    source = Source(table.reading, (first, second), _picked(table, target), tuple(map(tuple, spellings)), numeric)
    # Of several spellings the shortest is the class's name: 0, not -0; 1, not 1.0.
    zero, one = (min(cells, key=len) for cells in spellings)
    typed = np.column_stack([*numbers, targets])
    return Rows(columns, targets, features, target, (zero, one), source=source, typed=typed)


def _picked(table: Table, name: str) -> Picked:
    """A column as another program has to look for it."""
    raw = table.raw[name]
    signs = {sign for sign in set("".join(raw)) if sign in "%％" or (sign.isspace() and sign not in " \t")}
    return Picked(name, table.places[name], "".join(sorted(signs)), raw != table.columns[name])


def _standardized(column: Vector) -> Vector:
    return standardize(column / float(np.max(np.abs(column))))


def _classes(table: Table, name: str) -> tuple[Vector, list[list[str]]]:
    """Each row's class, 0 or 1, (m,), and the spellings of both. Numbers come before texts, each in their order."""
    known: dict[str, ClassKey] = {cell: key for key, cells in table.classes(name).items() for cell in cells}
    seen: dict[ClassKey, dict[str, None]] = {}
    for row, cell in zip(table.numbers, table.column(name), strict=True):
        if is_missing(cell):
            raise TableError("file.missing", row=row, column=quoted(name))
        seen.setdefault(known.get(cell, cell), {})[cell] = None
        if len(seen) > 2:
            raise TableError("file.classes", row=row, column=quoted(name), value=quoted(cell))
    if len(seen) < 2:
        only = next(iter(*seen.values()))
        first, last = table.numbers[0], table.numbers[-1]
        raise TableError("file.oneclass", column=quoted(name), value=quoted(only), first=first, row=last)
    zero, one = sorted(seen, key=_order)
    targets = np.array([1.0 if known[cell] == one else 0.0 for cell in table.column(name)])
    return targets, [list(seen[zero]), list(seen[one])]


def _order(key: ClassKey) -> tuple[int, Decimal, str]:
    if isinstance(key, str):
        return 1, Decimal(0), key
    return 0, key[1] if isinstance(key, tuple) else key, ""
