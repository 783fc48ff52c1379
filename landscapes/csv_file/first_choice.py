"""The columns of a file to begin with."""

from collections.abc import Iterable
from typing import NoReturn

import numpy as np

from .table import Chosen, Table


def first_guess(table: Table) -> Chosen:
    """Two features and a target to begin with: the last column that can be a target, the first two sound others, those
    that only count the rows after all others; where there are too few sound columns, those that could be meant. Raises
    TableError if none could.
    """
    sound = sorted(table.sound_columns, key=lambda name: counts_rows(table, name))
    others = [name for name in table.numeric_columns if name not in set(sound)]
    for target in reversed(table.header):
        if target in sound or table.is_two_classes(target):
            features = _first_two(table, sound, target)
            if len(features) == 2:
                return (features[0], features[1]), target
    for wanted in (set(sound), set(table.header)):
        for target in reversed(table.header):
            features = _first_two(table, [*sound[:3], *others[:3]], target)
            if target in wanted and len(features) == 2:
                return (features[0], features[1]), target
    _blame_cell(table)


def counts_rows(table: Table, name: str) -> bool:
    """Whether a sound column looks like the rows' numbers: whole numbers, each one more than the one before."""
    values = table.values(name)
    return bool(np.all(values == np.round(values)) and np.all(np.diff(values) == 1.0))


def _first_two(table: Table, names: Iterable[str], target: str) -> list[str]:
    """The first two that are not the target, in the order of the file."""
    return sorted([name for name in names if name != target][:2], key=table.places.__getitem__)


def _blame_cell(table: Table) -> NoReturn:
    """Raises the TableError of the first cell that keeps a column from being numeric."""
    known = set(table.numeric_columns)
    fault = next((table.fault(name) for name in table.header if name not in known), None)
    assert fault is not None
    raise fault
