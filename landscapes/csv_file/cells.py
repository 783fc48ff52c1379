"""What a cell of a file says: a number, a missing value, or neither."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from ..data.rows import Vector

# What a class is known by: a number, one of per cent, or a text.
ClassKey = Decimal | tuple[str, Decimal] | str
# Compared without regard to case. Those that pandas, R, SPSS, Weka and spreadsheets write.
MISSING = frozenset(
    {"", "na", "n/a", "<na>", "#na", "#n/a", "#n/a n/a", "nan", "-nan", "null", "nil", "none", "#null!", "#div/0!"}
    | {"#value!", "#ref!", "#name?", "#num!", "1.#ind", "-1.#ind", "1.#qnan", "-1.#qnan", "?", "??", "-", "--", "---"}
    | {".", "..", "...", "…", "–", "—", "缺失", "无"}
)
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# A column of nothing else is read at once.
NUMERIC = re.compile(r"[0-9.eE+\-\x1f]*")
# A comma that may as well separate thousands.
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is no value."""
    return cell.casefold() in MISSING


def is_percent(cell: str) -> bool:
    """Whether a number's cell ends in a per cent sign."""
    return cell.endswith(("%", "％"))


def bare(cell: str, decimal: str) -> str | None:
    """The number in a cell as Python writes it, without a per cent sign; None if there is none."""
    if is_percent(cell):
        cell = cell[:-1].rstrip()
    if decimal == ",":
        cell = "" if "." in cell else cell.replace(",", ".")
    return cell if NUMBER.fullmatch(cell) else None


def number(cell: str, decimal: str) -> float | None:
    """The number in a cell, of a percentage the number before the sign; None if it is none."""
    text = bare(cell, decimal)
    return None if text is None else float(text)


def numbers(cells: Sequence[str], decimal: str) -> Vector | None:
    """The numbers in a column of cells, (m,); None if a cell is none."""
    text = "\x1f".join(cells)
    if decimal == ",":
        text = "x" if "." in text else text.replace(",", ".")
    if NUMERIC.fullmatch(text):
        try:
            return np.array([float(cell) for cell in text.split("\x1f")])
        except ValueError:
            return None
    found = [number(cell, decimal) for cell in cells]
    return None if None in found else np.array(found, dtype=float)


def class_key(cell: str, decimal: str) -> ClassKey:
    """Equal for cells that name the same class: numbers that are equal are one class however they are written, to the
    last digit (1, 1.0, +1; 0, -0); texts are compared letter by letter."""
    text = bare(cell, decimal)
    if text is None or not math.isfinite(float(text)):
        return cell
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent of twenty digits
        return cell
    return ("%", value) if is_percent(cell) else value
