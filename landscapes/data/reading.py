"""How a visitor's file is written, so that another program can read the same numbers in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What a CSV reader has to be told about a file.

    encoding : Python's name of it
    separator : what stands between two cells
    decimal : the decimal sign of its numbers, "." or ","
    skipped : how many records, blank ones included, stand before the header or the first row
    header : whether the file names its columns
    written : the header's cells, letter by letter; without a header the letters that a spreadsheet shows
    padded : whether a blank follows a separator
    blank_rows : whether there are rows of nothing but separators
    overlong : whether rows have more separators than the header, with nothing behind them
    gaps : how missing values are written in the rows that are left out, letter by letter; none are where it is empty
    """

    encoding: str
    separator: str
    decimal: str
    skipped: int
    header: bool
    written: tuple[str, ...]
    padded: bool
    blank_rows: bool
    overlong: bool
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picked:
    """A chosen column.

    name, place : what it is called on the page, and its number in the header from 0
    signs : per cent signs and uncommon blanks in its cells
    loose : whether there are blanks around its cells
    """

    name: str
    place: int
    signs: str = ""
    loose: bool = False


@dataclass(frozen=True)
class Source:
    """The file behind rows, and the columns that were chosen: two features and the target.

    classes : the spellings of class 0 and of class 1, where the target is two classes
    numeric : whether both classes are numbers
    """

    reading: Reading
    features: tuple[Picked, Picked]
    target: Picked
    classes: tuple[tuple[str, ...], ...] = ()
    numeric: bool = False
