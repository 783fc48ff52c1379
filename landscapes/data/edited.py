"""Rows that a visitor moved, added or took away, as the text that travels in an address: “1,1,1_1,-1,0”."""

import numpy as np

from ..converters import decimals_from
from .rows import Rows, Vector

SEPARATOR = "_"
# As many as are seen one by one, fewer than what held-out losses need (see ``analysis/holdout``).
MOST_ROWS = 19
# No number of a row is farther from 0: as far out as the slider of the outlier reaches.
REACH = 10.0
# What is smaller is 0: no dot shows it, and no solver can divide by its square.
LEAST = 1e-6
# Longer texts are no such rows, whatever is in them.
LONGEST = 1500


def table_from(text: str) -> Vector | None:
    """(m, 3) x₁, x₂ and y of each row; None for a text that is not 1 to 19 rows of three numbers from −10 to 10."""
    written = text.split(SEPARATOR) if len(text) <= LONGEST else []
    rows = [decimals_from(row) for row in written]
    if not 1 <= len(rows) <= MOST_ROWS:
        return None
    kept = [row for row in rows if row is not None and len(row) == 3 and max(map(abs, row)) <= REACH]
    if len(kept) < len(rows):
        return None
    table = np.array(kept)
    return np.where(np.abs(table) < LEAST, 0.0, table)


def edited_rows(text: str, like: Rows) -> Rows:
    """The rows of such a text, with the names of those that were edited.

    They stay as they are: standardized, all of them would move with the one that is dragged.
    """
    table = table_from(text)
    assert table is not None  # a spec has none that cannot be read
    return Rows(table[:, :2], table[:, 2], names=like.names, target=like.target)
