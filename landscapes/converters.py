"""The texts of a query → values, one converter a kind of value; None for a text that is no such value.

In a link a number has one spelling, that of programs: ASCII digits and a point. A comma separates numbers there, so it
is never the sign of a fraction. What people type into the page is another matter, and turned into this before it is
sent.
"""

import math
import re
from collections.abc import Callable
from typing import TypeVar

Number = TypeVar("Number", int, float)
# Holds every number that could be meant; int() of a long one takes its time.
LONGEST = 40
MOST_NUMBERS = 20
# ASCII digits only: float() would also take “nan”, “1_0” and digits of other scripts.
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
# A link says 1 or 0; a script that writes its booleans out is understood too.
SWITCH = {"0": False, "1": True, "false": False, "true": True}
SWITCHES = "0, 1"


def decimal_from(text: object) -> float | None:
    """“-0.5”, “.5”, “5e-1” → a finite number; −0.0 becomes 0.0, which would be written differently."""
    match = _matched(text, DECIMAL)
    number = None if match is None else float(match) + 0.0
    return number if number is not None and math.isfinite(number) else None


def whole_from(text: object) -> int | None:
    """“61”, “-3” → a whole number; “61.0” is none."""
    match = _matched(text, WHOLE)
    return None if match is None else int(match)


def decimals_from(text: object) -> tuple[float, ...] | None:
    """“1,-1.5,0.9” → its numbers, of which there is at least one; blanks may stand beside the commas."""
    return _list_from(text, decimal_from)


def wholes_from(text: object) -> tuple[int, ...] | None:
    """“2,2,1,1” → its whole numbers, as ``decimals_from``."""
    return _list_from(text, whole_from)


def names_from(text: str) -> tuple[str, ...]:
    """“surface,slice” → its names, in their order; blanks may stand beside the commas."""
    return tuple(name.strip() for name in text.split(","))


def switch_from(text: object) -> bool | None:
    """“1” or “true”, “0” or “false”."""
    return SWITCH.get(text) if isinstance(text, str) else None


def _list_from(text: object, number_from: Callable[[str], Number | None]) -> tuple[Number, ...] | None:
    if not isinstance(text, str) or len(text) > LONGEST * MOST_NUMBERS:
        return None
    numbers = [number_from(number.strip()) for number in text.split(",")]
    kept = tuple(number for number in numbers if number is not None)
    return kept if len(kept) == len(numbers) else None


def _matched(text: object, pattern: re.Pattern[str]) -> str | None:
    return text if isinstance(text, str) and len(text) <= LONGEST and pattern.fullmatch(text) else None
