"""The visitor's own CSV file: read as a stranger's, refused with one sentence that names row and column.

Rows are counted as a spreadsheet shows them: the header is row 1.
"""

import csv
import io
import math
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

import numpy as np

from .losses import LOSSES
from .refusals import TableError, quoted
from .rows import Rows, Vector, standardize

MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 1_000
# A sentence names no more columns than can be read.
MOST_NAMED = 20
LEAST_ROWS = 3
MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}
HUGE = 1e100


@dataclass(frozen=True)
class Table:
    """A CSV file as text cells.

    header : the columns' names, all different
    numbers : for each row its number in the file, the header being row 1
    cells : rows of text, as long as the header
    """

    header: tuple[str, ...]
    numbers: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column, stripped; raises TableError if there is no such column."""
        if name not in self._columns:
            known = [*self.header[:MOST_NAMED], *(["…"] if len(self.header) > MOST_NAMED else [])]
            raise TableError("file.unknown", column=quoted(name), choices=", ".join(known))
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, list[str]]:
        turned = zip(*self.cells, strict=True)
        return {name: [cell.strip() for cell in column] for name, column in zip(self.header, turned, strict=True)}

    @cached_property
    def numeric_columns(self) -> tuple[str, ...]:
        """Columns that can be meant as numbers: more than half of their cells are."""
        return tuple(name for name in self.header if 2 * sum(map(_is_number, self.column(name))) > len(self.cells))

    def has_two_classes(self, name: str) -> bool:
        """Whether a column has exactly two different values."""
        seen = set[str]()
        for cell in self.column(name):
            seen.add(_class_name(cell))
            if len(seen) > 2:
                return False
        return len(seen) == 2

    def losses_of(self, target: str) -> list[str]:
        """The losses that a target column can serve: logistic for two classes, linear and huber for numbers."""
        logistic = ["logistic"] if self.has_two_classes(target) else []
        return logistic + (["linear", "huber"] if target in self.numeric_columns else [])


def read_table(raw: bytes) -> Table:
    """The file's header and rows; separators are commas, semicolons or tabs, whichever the header has most of.

    Raises TableError for an empty, large, ragged or unreadable file.
    """
    if len(raw) > MOST_BYTES:
        raise TableError("file.size", size=len(raw), limit=MOST_BYTES)
    text = _decoded(raw)
    first_line = text.split("\n", 1)[0]
    separator = max(",;\t", key=first_line.count)
    records = _records(text, separator)
    if not records:
        raise TableError("file.empty", least=LEAST_ROWS)
    header = tuple(cell.strip() for cell in records[0][1])
    if len(header) > MOST_COLUMNS:
        raise TableError("file.wide", count=len(header), limit=MOST_COLUMNS)
    seen = set[str]()
    for at, name in enumerate(header):
        if not name or name in seen:
            raise TableError("file.header", column=at + 1, value=quoted(name))
        seen.add(name)
    if len(header) < 3:
        raise TableError("file.columns", count=len(header))
    for number, cells in records[1:]:
        if len(cells) != len(header):
            raise TableError("file.ragged", row=number, count=len(cells), expected=len(header))
    if len(records) - 1 > MOST_ROWS:
        raise TableError("file.many", limit=MOST_ROWS)
    if len(records) - 1 < LEAST_ROWS:
        raise TableError("file.few", count=len(records) - 1, least=LEAST_ROWS)
    return Table(header, tuple(number for number, _ in records[1:]), tuple(tuple(cells) for _, cells in records[1:]))


def rows_from(table: Table, features: tuple[str, str], target: str, loss: str) -> Rows:
    """Two columns and a target as standardized rows.

    For ``logistic`` the target has two classes, of which the second in order becomes 1; for ``linear`` and ``huber``
    it is numeric and standardized too. Raises TableError, naming row and column.
    """
    chosen = (*features, target)
    for name in chosen:
        if chosen.count(name) > 1:
            raise TableError("file.same", column=quoted(name))
    columns = np.column_stack([_standardized(table, name) for name in features])
    if not LOSSES[loss].falls:
        return Rows(columns, _standardized(table, target), features, target)
    targets, classes = _classes(table, target)
    return Rows(columns, targets, features, target, classes)


def _decoded(raw: bytes) -> str:
    """The file as text with ``\\n`` line ends; raises TableError where a byte is not UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError("file.encoding", row=1, column=1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.rsplit(b"\n", 1)[-1]
        column = 1 + max(line.count(mark) for mark in (b",", b";", b"\t"))
        raise TableError("file.encoding", row=1 + before.count(b"\n"), column=column) from None
    if "\0" in text:
        raise TableError("file.binary", row=1 + text[: text.index("\0")].count("\n"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _records(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """(row number, cells) for every record that is not blank, at most two more than are allowed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
            if len(records) > MOST_ROWS + 2:
                break
    except csv.Error:
        raise TableError("file.quotes", row=number + 1) from None
    return records


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell)) and cell.isascii() and "_" not in cell
    except ValueError:
        return False


def _class_name(cell: str) -> str:
    """Numbers that are equal are one class however they are written: 1, 1.0."""
    return f"{float(cell):g}" if _is_number(cell) else cell


def _standardized(table: Table, name: str) -> Vector:
    cells = table.column(name)
    for number, cell in zip(table.numbers, cells, strict=True):
        if cell.lower() in MISSING:
            raise TableError("file.missing", row=number, column=quoted(name))
        if not _is_number(cell):
            raise TableError("file.text", row=number, column=quoted(name), value=quoted(cell))
        if abs(float(cell)) > HUGE:
            raise TableError("file.huge", row=number, column=quoted(name), value=quoted(cell))
    column = np.array([float(cell) for cell in cells])
    # A spread that is rounding beside the mean is no spread; below 1e-100 its square would underflow.
    largest = float(np.max(np.abs(column)))
    if float(np.ptp(column)) <= max(1e-12 * largest, 1e-100):
        raise TableError("file.constant", column=quoted(name), row=table.numbers[-1])
    return standardize(column / largest)


def _classes(table: Table, name: str) -> tuple[Vector, tuple[str, str]]:
    cells = table.column(name)
    labels: list[str] = []
    seen: list[str] = []
    for number, cell in zip(table.numbers, cells, strict=True):
        if cell.lower() in MISSING:
            raise TableError("file.missing", row=number, column=quoted(name))
        labels.append(_class_name(cell))
        if labels[-1] not in seen:
            seen.append(labels[-1])
        if len(seen) > 2:
            raise TableError("file.classes", row=number, column=quoted(name), value=quoted(cell))
    if len(seen) < 2:
        raise TableError("file.oneclass", column=quoted(name), value=quoted(seen[0]), row=table.numbers[-1])
    zero, one = sorted(seen, key=lambda label: (0, float(label), "") if _is_number(label) else (1, 0.0, label))
    return np.array([1.0 if label == one else 0.0 for label in labels]), (zero, one)


def first_guess(table: Table) -> tuple[tuple[str, str], str]:
    """Two features and a target to begin with: the last column that can be a target, the first two numeric others.

    Raises TableError if the file has too few numeric columns for that.
    """
    numeric = table.numeric_columns
    # Of three numeric columns at least two are none of the target.
    first, known = numeric[:3], set(numeric)
    for target in reversed(table.header):
        if target in known or table.has_two_classes(target):
            features = [name for name in first if name != target]
            if len(features) >= 2:
                return (features[0], features[1]), target
    _blame_cell(table)


def _blame_cell(table: Table) -> NoReturn:
    """Raises the TableError of the first cell that keeps a column from being numeric."""
    known = set(table.numeric_columns)
    name = next(name for name in table.header if name not in known)
    row, cell = next((r, c) for r, c in zip(table.numbers, table.column(name), strict=True) if not _is_number(c))
    key = "file.missing" if cell.lower() in MISSING else "file.text"
    raise TableError(key, row=row, column=quoted(name), value=quoted(cell))
