"""Rows of a file in which a value is missing, and the file without them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from ..errors import TableError
from .cells import is_missing
from .dialect import LEAST_ROWS
from .table import Table


def rows_with_gaps(table: Table, names: Sequence[str]) -> list[int]:
    """Which rows, from 0, lack a value in one of these columns."""
    cells = zip(*(table.column(name) for name in names), strict=True)
    return [at for at, row in enumerate(cells) if any(map(is_missing, row))]


def without_gaps(table: Table, names: Sequence[str]) -> Table:
    """The table of the rows that have a value in each of these columns. Raises TableError where too few are left."""
    gaps = set(rows_with_gaps(table, names))
    if not gaps:
        return table
    count = len(table.numbers) - len(gaps)
    if count < LEAST_ROWS:
        raise TableError("file.few", count=count, least=LEAST_ROWS)

    has_all = [at not in gaps for at in range(len(table.numbers))]

    def kept(columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {name: tuple(compress(cells, has_all)) for name, cells in columns.items()}

    marks = {table.raw[name][at] for name in names for at in gaps if is_missing(table.columns[name][at])}
    said = TableError("file.incomplete", count=len(gaps), all=len(table.numbers))
    return Table(
        numbers=tuple(compress(table.numbers, has_all)),
        columns=kept(table.columns),
        raw=kept(table.raw),
        places=table.places,
        reading=replace(table.reading, gaps=tuple(sorted(marks))),
        remarks=(*table.remarks, said),
    )
