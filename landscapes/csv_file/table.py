"""The visitor's own CSV file: read as a stranger's, refused with one sentence that names row and column."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ..data.datasets import DATASETS, OWN
from ..data.reading import Reading
from ..data.rows import Vector
from ..errors import TableError, quoted
from ..models.losses import LOSSES
from .cells import THOUSANDS, ClassKey, class_key, is_missing, is_percent, number, numbers
from .dialect import LEAST_ROWS, Sheet, first_number_name, read_sheet
from .encodings import decoded

# A sentence names no more columns than can be read.
MOST_NAMED = 20
HUGE = 1e100
# Columns without a name of their own.
NAMELESS = ("file.nameless", "file.twice")
Chosen = tuple[tuple[str, str], str]


@dataclass(frozen=True)
class Table:
    """A CSV file as text cells.

    numbers : for each row its number in the file, as a spreadsheet counts
    columns : for each column's name its cells, stripped
    raw : the same, letter by letter
    places : for each column's name its number in the header, from 0
    reading : how the file is written
    remarks : what a visitor should know of how it was read; sentences like those that refuse
    """

    numbers: tuple[int, ...]
    columns: dict[str, tuple[str, ...]]
    raw: dict[str, tuple[str, ...]]
    places: dict[str, int]
    reading: Reading
    remarks: tuple[TableError, ...] = ()
    _read: dict[str, Vector | TableError] = field(default_factory=dict[str, Vector | TableError], repr=False)

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, all different."""
        return tuple(self.columns)

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column; raises TableError if there is no such column."""
        if name not in self.columns:
            known = [*self.header[:MOST_NAMED], *(["…"] if len(self.columns) > MOST_NAMED else [])]
            raise TableError("file.unknown", column=quoted(name), choices=", ".join(known))
        return self.columns[name]

    def values(self, name: str) -> Vector:
        """A column as numbers that vary, (m,). Raises TableError, naming row and column."""
        if name not in self._read:
            try:
                self._read[name] = self._values(name)
            except TableError as error:
                self._read[name] = error
        found = self._read[name]
        if isinstance(found, TableError):
            raise TableError(found.key, **found.values)
        return found

    def fault(self, name: str) -> TableError | None:
        """What keeps a column from being numbers that vary; None if nothing does."""
        try:
            self.values(name)
        except TableError as error:
            return error
        return None

    @cached_property
    def numeric_columns(self) -> tuple[str, ...]:
        """Columns that can be meant as numbers: more than half of their cells are."""
        return tuple(name for name in self.header if self._is_mostly_numbers(name))

    @cached_property
    def sound_columns(self) -> tuple[str, ...]:
        """Columns of numbers without a gap, that vary."""
        return tuple(name for name in self.numeric_columns if self.fault(name) is None)

    def classes(self, name: str) -> dict[ClassKey, list[str]]:
        """The different values of a column with their spellings, marks of missing values aside; at most three."""
        found: dict[ClassKey, list[str]] = {}
        for cell in dict.fromkeys(self.column(name)):
            if not is_missing(cell):
                found.setdefault(class_key(cell, self.reading.decimal), []).append(cell)
            if len(found) > 2:
                break
        return found

    def losses_of(self, target: str) -> list[str]:
        """The losses that a target can serve: those of classes for two of them, those of numbers for numbers. A text
        of more classes is meant as classes too, and refused there."""
        is_numeric = target in self._numeric
        as_classes = len(self.classes(target)) == 2 or not is_numeric
        return [*(losses_for(classes=True) if as_classes else []), *(losses_for(classes=False) if is_numeric else [])]

    def is_two_classes(self, name: str) -> bool:
        """Whether a column has exactly two different values and no gap."""
        return len(self.classes(name)) == 2 and self._gap(name) is None

    def left_out(self, but: str = "") -> list[TableError]:
        """Why columns other than ``but`` are not among those to begin with, in the order of the file; two classes can
        be a target."""
        unsound = (name for name in self.header if name != but and not self.is_two_classes(name))
        return [fault for fault in map(self._why_left_out, unsound) if fault is not None]

    def _why_left_out(self, name: str) -> TableError | None:
        """What is wrong with numbers; of texts that are two classes the gap, of others the third class too."""
        fault, classes = self.fault(name), self.classes(name)
        if fault is None or name in self._numeric:
            return fault
        if len(classes) == 2:
            return self._gap(name)
        # A digit shows that a number was meant.
        if len(classes) < 2 or fault.key != "file.text" or any(map(str.isdigit, str(fault.values["value"]))):
            return fault
        third = [*classes.values()][2][0]
        row = self.numbers[self.column(name).index(third)]
        return TableError("file.neither", **fault.values, third=quoted(third), other=row)

    @cached_property
    def _numeric(self) -> frozenset[str]:
        return frozenset(self.numeric_columns)

    def _gap(self, name: str) -> TableError | None:
        missing = (row for row, cell in zip(self.numbers, self.column(name), strict=True) if is_missing(cell))
        row = next(missing, None)
        return None if row is None else TableError("file.missing", row=row, column=quoted(name))

    def _is_mostly_numbers(self, name: str) -> bool:
        if isinstance(self._read.get(name), np.ndarray):
            return True
        cells = self.columns[name]
        if numbers(cells, self.reading.decimal) is not None:
            return True
        return 2 * sum(number(cell, self.reading.decimal) is not None for cell in cells) > len(cells)

    def _values(self, name: str) -> Vector:
        cells = self.column(name)
        column = numbers(cells, self.reading.decimal)
        if column is None:
            row, cell = next((r, c) for r, c in zip(self.numbers, cells, strict=True) if self._is_text(c))
            key = "file.missing" if is_missing(cell) else "file.text"
            raise TableError(key, row=row, column=quoted(name), value=quoted(cell))
        with_sign = [is_percent(cell) for cell in cells] if any(map(is_percent, cells)) else []
        if with_sign and not all(with_sign):
            at = with_sign.index(not with_sign[0])
            raise TableError("file.percent", row=self.numbers[at], column=quoted(name), value=quoted(cells[at]),
                             other=quoted(cells[0]))  # fmt: skip
        size = np.abs(column)
        if np.any(size > HUGE):
            at = int(np.argmax(size > HUGE))
            raise TableError("file.huge", row=self.numbers[at], column=quoted(name), value=quoted(cells[at]))
        # A spread that is only rounding beside the mean counts as none; below 1e-100 its square would underflow.
        if float(np.ptp(column)) <= max(1e-12 * float(np.max(size)), 1e-100):
            raise TableError("file.constant", column=quoted(name), first=self.numbers[0], row=self.numbers[-1])
        return column

    def _is_text(self, cell: str) -> bool:
        return number(cell, self.reading.decimal) is None


def losses_for(*, classes: bool) -> list[str]:
    """The losses that a visitor's file may have: those of classes, or those of numbers."""
    return [name for name in DATASETS[OWN].half_widths if LOSSES[name].classification == classes]


def read_table(raw: bytes) -> Table:
    """The file's columns and rows. Raises TableError for a file that is large, ragged, no text or no table."""
    text, encoding = decoded(raw)
    sheet = read_sheet(text)
    names, places, remarks = _named(sheet)
    if len(names) < 3:
        for each in remarks:
            if each.key in NAMELESS:
                value = each.values.get("value", quoted(""))
                raise TableError("file.header", row=sheet.row, column=each.values["column"], value=value)
        raise TableError("file.columns", row=sheet.row, count=len(names))
    if len(sheet.rows) < LEAST_ROWS:
        raise TableError("file.few", count=len(sheet.rows), least=LEAST_ROWS)
    turned = list(zip(*(cells for _, cells in sheet.rows), strict=True))
    typed = {name: turned[at] for name, at in zip(names, places, strict=True)}
    columns = {name: tuple(cell.strip() for cell in cells) for name, cells in typed.items()}
    decimal = _decimal(columns, sheet.separator)
    reading = Reading(
        encoding=encoding,
        separator=sheet.separator,
        decimal=decimal,
        skipped=sheet.skipped,
        header=sheet.header is not None,
        written=tuple(sheet.written or names),
        padded=sheet.padded,
        blank_rows=sheet.blank_rows,
        overlong=sheet.overlong,
    )
    if encoding != "utf-8":
        remarks.insert(0, TableError("file.encoded", encoding=encoding.upper()))
    if decimal == ",":
        remarks.append(TableError("file.decimal"))
    return Table(
        numbers=tuple(row for row, _ in sheet.rows),
        columns=columns,
        raw=typed,
        places=dict(zip(names, places, strict=True)),
        reading=reading,
        remarks=tuple(remarks),
    )


def _named(sheet: Sheet) -> tuple[list[str], list[int], list[TableError]]:
    """The columns' names, their numbers in the header from 0, and what is to be said of header and rows. A column
    without a name or with another's is left out, and one that is empty as well is none."""
    remarks: list[TableError] = []
    if sheet.comments:
        first, last = sheet.comments[0], sheet.comments[-1]
        remarks.append(TableError("file.comments", rows=first if first == last else f"{first}–{last}"))
    if sheet.row_names:
        remarks.append(TableError("file.rownames.more"))
    if sheet.header is None:
        width = len(sheet.rows[0][1])
        remarks.append(TableError("file.letters", row=sheet.rows[0][0]))
        return [letters(at) for at in range(width)], list(range(width)), remarks
    number_name = first_number_name(sheet.header)
    if number_name:
        remarks.append(TableError("file.numbernames", row=sheet.row, value=number_name))
    places: dict[str, int] = {}
    for at, cell in enumerate(sheet.header):
        # A name may hold line breaks; in a sentence it has none.
        name = " ".join(cell.split())
        if name and name not in places:
            places[name] = at
        elif name:
            remarks.append(TableError("file.twice", column=at + 1, value=quoted(name), other=places[name] + 1))
        elif any(cells[at].strip() for _, cells in sheet.rows):
            remarks.append(TableError("file.rownames" if at == 0 else "file.nameless", column=at + 1))
    if sheet.nameless:
        remarks.append(TableError("file.nameless", column=sheet.nameless))
    return list(places), list(places.values()), remarks


def letters(at: int) -> str:
    """What a spreadsheet calls its columns, from 0: A, B, …, Z, AA, …"""
    before, last = divmod(at, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _decimal(columns: dict[str, tuple[str, ...]], separator: str) -> str:
    """The sign that makes more columns numbers, of those whose numbers need one; "." where none is needed.

    A comma may separate thousands, unless a semicolon says that it does not; a cell that cannot be meant so decides.
    """
    with_comma = {name: [cell for cell in cells if "," in cell] for name, cells in columns.items()}
    meant = [cells for name, cells in with_comma.items() if cells and _mostly(columns[name], ",")]
    if not meant or (separator != ";" and all(THOUSANDS.fullmatch(cell) for cells in meant for cell in cells)):
        return "."
    points = sum(any("." in cell for cell in cells) and _mostly(cells, ".") for cells in columns.values())
    return "," if len(meant) > points else "."


def _mostly(cells: tuple[str, ...], decimal: str) -> bool:
    return 2 * sum(number(cell, decimal) is not None for cell in cells) > len(cells)
