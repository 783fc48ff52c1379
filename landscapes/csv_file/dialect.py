"""From a file's text to its rows of cells: the separator, what stands before the header, and whether there is one.

Rows are counted as a spreadsheet shows them: a cell may hold line breaks, blank lines count, a line ``sep=;`` does not.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..errors import TableError, quoted
from .cells import is_missing, number

MOST_ROWS = 5_000
LEAST_ROWS = 3
MOST_COLUMNS = 1_000
# A spreadsheet that saves all its columns writes so many, nearly all without a name.
WIDEST_SHEET = 16_384
# From the most to the least telling: a comma may also be a decimal sign.
SEPARATORS = "\t;|,"
# So many rows show which sign separates the cells.
SAMPLE = 30
ORDER = re.compile(r'"?sep=([^"])"?', re.IGNORECASE)

Record = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A file's cells, before they mean anything.

    header : the cells that name the columns, or None if the first row holds data
    written : the same letter by letter, where they stand in a comment
    row : the number of the header, or of the first row
    rows : (row number, cells) of every other row that is not blank; of the same length, up to the last name
    nameless : the number of the last column if it has cells and no name, from 1, else None
    separator, skipped, padded, blank_rows, overlong : see ``Reading``
    row_names : whether every row begins with one cell more than the header has; it is gone from ``rows``
    comments : the numbers of the rows before the header that begin with #
    """

    header: list[str] | None
    written: list[str] | None
    row: int
    rows: list[Record]
    nameless: int | None
    separator: str
    skipped: int
    padded: bool
    blank_rows: bool
    overlong: bool
    row_names: bool
    comments: tuple[int, ...]


@dataclass(frozen=True)
class _Lead:
    """What stands before the table.

    blank : for each line whether it is blank
    at : where the table begins in the text
    ordered : the separator that a line ``sep=`` names, or None
    comments : the numbers of the rows that begin with #
    last_comment : the text of the last of them
    """

    blank: list[bool]
    at: int
    ordered: str | None
    comments: tuple[int, ...]
    last_comment: str


def read_sheet(text: str) -> Sheet:
    """The rows of a file's text; raises TableError where they make no table."""
    lead = _lead(text)
    separator = lead.ordered or _separator(text[lead.at :])
    hidden = 1 if lead.ordered else 0
    body = list(_records(text[lead.at :], separator, len(lead.blank) - hidden))
    first = next((k for k, (_, cells) in enumerate(body) if not _blank(cells)), None)
    if first is None:
        raise TableError("file.empty", least=LEAST_ROWS)
    skipped = _skipped([*lead.blank, *(not cells for _, cells in body[:first])], text)
    records = [record for record in body[first:] if not _blank(record[1])]
    number_of_first, cells = records[0]
    _check_width(cells, separator, number_of_first)
    cells_of_comment = _comment_header(lead, separator, records)
    if cells_of_comment is not None:
        header, data = [cells_of_comment[0].lstrip("# \t"), *cells_of_comment[1:]], records
        skipped = _skipped(_before_last(lead.blank), text)
    elif _is_data(records):
        header, data = None, records
    else:
        header, data = cells, records[1:]
    if len(data) > MOST_ROWS:
        raise TableError("file.many", limit=MOST_ROWS)
    width, last, row_names = _widths(cells if header is None else header, data)
    start = 1 if row_names else 0
    rows = [(row, each[start : start + width]) for row, each in data]
    nameless = last if last > width else None
    return Sheet(
        header=None if header is None else header[:width],
        written=None if header is None else (cells_of_comment or header)[:width],
        row=number_of_first,
        rows=rows,
        nameless=nameless,
        separator=separator,
        skipped=skipped,
        padded=f"{separator} " in text or "\n " in text,
        blank_rows=any(cells and _blank(cells) for _, cells in body[first:]),
        overlong=not row_names and any(len(each) > len(header or cells) for _, each in data),
        row_names=row_names,
        comments=lead.comments if cells_of_comment is None else lead.comments[:-1],
    )


def _lead(text: str) -> _Lead:
    """The lines before the table. They are looked at one by one: a comment may hold a quotation mark."""
    ordered, last, at = None, "", 0
    blank: list[bool] = []
    comments: list[int] = []
    for line in io.StringIO(text, newline=""):
        # A line of tabs is a row of separators where tabs are.
        bare = line.strip(" \r\n")
        if bare.startswith("#"):
            comments.append(len(blank) + 1 - (1 if ordered else 0))
            last = bare
        elif bare:
            order = None if ordered or comments else ORDER.fullmatch(bare)
            if order is None:
                break
            ordered = order[1]
        at += len(line)
        blank.append(not bare)
    return _Lead(blank, at, ordered, tuple(comments), last)


def _skipped(blank: list[bool], text: str) -> int:
    """How many of the lines before a header pandas has to be told to skip. It passes over blank ones by itself, and
    where lines end in \\r alone it does not count them."""
    needed = len(blank) - next((k for k, each in enumerate(reversed(blank)) if not each), len(blank))
    return needed if "\n" in text else needed - sum(blank[:needed])


def _before_last(blank: list[bool]) -> list[bool]:
    """The lines before the last that is not blank."""
    return blank[: len(blank) - 1 - next(k for k, each in enumerate(reversed(blank)) if not each)]


def _records(text: str, separator: str, before: int = 0) -> Iterator[Record]:
    """(row number, cells) of each record, blank ones too, until there are more than are allowed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    number, full = before, 0
    try:
        for number, cells in enumerate(reader, start=before + 1):
            yield number, cells
            full += not _blank(cells)
            if full > MOST_ROWS + 1:
                return
    except csv.Error:
        raise TableError("file.quotes", row=number + 1) from None


def _blank(cells: list[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _length(cells: list[str]) -> int:
    """The number of cells up to the last that is not blank."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return count


def _separator(text: str) -> str:
    """The sign that makes the longest header and rows of its length; of two that do so the more telling one."""
    best, found = (-1, -1.0), ","
    for sign in SEPARATORS:
        sample: list[list[str]] = []
        broken = 0
        try:
            for _, cells in islice((record for record in _records(text, sign) if not _blank(record[1])), SAMPLE):
                sample.append(cells)
        except TableError:
            broken = 1
        if not sample:
            continue
        width = len(sample[0])
        fitting = sum(len(cells) in (width, width + 1) for cells in sample) / (len(sample) + broken)
        # Three columns are enough; one more is no sign of anything.
        if (merit := (min(width, 3), fitting)) > best:
            best, found = merit, sign
    return found


def _check_width(cells: list[str], separator: str, row: int) -> None:
    count = _length(cells)
    if count > MOST_COLUMNS or len(cells) > WIDEST_SHEET:
        raise TableError("file.wide", count=max(count, len(cells)), limit=MOST_COLUMNS)
    if len(cells) == 1:
        raise TableError("file.single", row=row)


def _comment_header(lead: _Lead, separator: str, records: list[Record]) -> list[str] | None:
    """The names in the last comment, if it has as many as the first row has cells, and that row holds numbers."""
    if not lead.last_comment or not any(_says_number(cell) for cell in records[0][1]):
        return None
    try:
        names = next(csv.reader([lead.last_comment], delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return None
    fits = len(names) == len(records[0][1]) and not any(_says_number(name) for name in names)
    return names if fits else None


def _says_number(cell: str) -> bool:
    cell = cell.strip()
    return number(cell, ".") is not None or number(cell, ",") is not None


def _is_data(records: list[Record]) -> bool:
    """Whether the first row holds data: numbers and marks of missing values only; or beside numbers a text that stands
    in its column again, or one number twice. Raises TableError where a fraction stands among names.
    """
    first = [cell.strip() for cell in records[0][1]]
    said = [cell for cell in first if _says_number(cell)]
    if not said:
        return False
    texts = [(k, cell) for k, cell in enumerate(first) if not is_missing(cell) and not _says_number(cell)]
    if not texts or len(set(said)) < len(said):
        return True
    if any(len(row) > k and row[k].strip() == cell for _, row in records[1:] for k, cell in texts):
        return True
    # A whole number may be a name, as of a year; a fraction is hardly one, and a row of data would be lost.
    for k, cell in enumerate(first):
        if _says_number(cell) and not re.fullmatch(r"\d+", cell):
            raise TableError("file.headless", row=records[0][0], column=k + 1, value=quoted(cell))
    return False


def _widths(header: list[str], data: list[Record]) -> tuple[int, int, bool]:
    """(number of columns up to the last name, up to the last cell, whether every row begins with one cell more than
    the header has, a row name)."""
    named = _length(header)
    ends = [_length(cells) for _, cells in data]
    lengths = [len(cells) for _, cells in data]
    if len(header) == named and lengths and min(lengths) == max(lengths) == max(ends) == named + 1:
        return named, named, True
    for (row, cells), end in zip(data, ends, strict=True):
        if end > len(header) or len(cells) < named:
            raise TableError("file.ragged", row=row, count=len(cells), expected=len(header))
    return named, max([named, *ends]), False


def first_number_name(header: list[str]) -> str | None:
    """The first of a header's names that is a number, in quotes: the row may have been meant as data."""
    return next((quoted(cell.strip()) for cell in header if _says_number(cell)), None)
