"""What a landscape is asked for, by its spec alone: the functions that ``landscapes`` hands out."""

from .analysis import path as paths
from .analysis.path import Path
from .data.datasets import OWN
from .data.rows import Rows
from .errors import SpecError, quoted
from .layers import grid
from .layers.grid import Terms
from .problem import Problem
from .solvers.solution import Solution
from .spec import Spec


def _bound(spec: Spec, rows: Rows | None) -> Problem:
    if rows is not None and spec.data != OWN:
        raise SpecError("unused", field="data", value=quoted(spec.data), choices=quoted(OWN))
    return Problem.of(spec, rows)


def evaluate(spec: Spec, rows: Rows | None = None, *, rough: bool = False) -> Terms:
    """Every layer of the spec's landscape on its grid; ``rows`` are the visitor's own, for ``data="own"``;
    ``rough``: see ``grid.loss_layer``. Raises SpecError if the data are the visitor's own and no rows are given, or if
    rows are given and the data are others.
    """
    return grid.evaluate(_bound(spec, rows), rough=rough)


def solve(spec: Spec, rows: Rows | None = None) -> Solution:
    """The exact minimiser set of the spec's landscape; ``rows`` and errors as for ``evaluate``."""
    return _bound(spec, rows).solution


def path(spec: Spec, knob: str, rows: Rows | None = None) -> Path:
    """The exact minimisers at every stop of the knob's slider; ``rows`` and errors as for ``evaluate``.

    Raises SpecError if the model has no such knob.
    """
    return paths.path(_bound(spec, rows), knob)
