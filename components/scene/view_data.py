"""What some views need of the server: held-out losses, degrees of freedom along a path, optimisers' trajectories."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from landscapes import Problem
from landscapes.analysis.cross_validation import cross_validated
from landscapes.analysis.early_stopping import ridge_path
from landscapes.analysis.fitted import drawn, form_of, shown
from landscapes.analysis.holdout import degrees_of_freedom, held_out, trained
from landscapes.analysis.path import path as path_of
from landscapes.analysis.path import stops_of, zero_thresholds
from landscapes.knobs import values_of
from landscapes.optimizers.trajectory import Descent

from ..address.view_state import cells_of
from ..address.views import COMPARE, HELD, RIDGE, SAMPLE
from .bias_variance import packed_bias_variance
from .encoding import packed, short
from .schema.tables import (
    PackedExtras,
    PackedFolds,
    PackedHeld,
    PackedPath,
    PackedRows,
    PackedTable,
    RidgePath,
    ViewExtras,
)
from .solution_tables import packed_minima
from .trajectories import packed_trajectories


@dataclass(frozen=True)
class Asked:
    """What views ask of a problem.

    knob : the slider along which a path runs
    query : the keys of an address that say how the views are set
    sliders : those of a page that cannot ask again; trajectories come for their stops too
    """

    problem: Problem
    knob: str
    query: Mapping[str, str]
    sliders: tuple[str, ...] = ()


def build_extras(
    problem: Problem,
    views: tuple[str, ...],
    knob: str,
    query: Mapping[str, str],
    *,
    sliders: tuple[str, ...] = (),
) -> PackedExtras:
    """For each of ``views`` that asks for it, its numbers; see ``Asked``. Raises SpecError for trajectories that
    are not allowed.
    """
    asked = Asked(problem, knob, query, sliders)
    found: ViewExtras = {}
    for name in views:
        found |= BUILDERS[name](asked)
    return {**found, "knob": knob}


def _trajectories(asked: Asked) -> ViewExtras:
    descent = Descent.from_query(asked.query, asked.problem.spec)
    held = HELD.of(asked.query, asked.problem.spec)
    ridge = _ridge(asked.problem, descent) if RIDGE.of(asked.query, asked.problem.spec) else None
    return {"trajectories": packed_trajectories(asked.problem, descent, asked.sliders, held=held), "ridge": ridge}


def _rows_of(asked: Asked) -> int:
    """How many rows a sample has."""
    return int(SAMPLE.of(asked.query, asked.problem.spec))


def _compared(asked: Asked) -> ViewExtras:
    problem, compare = asked.problem, COMPARE.of(asked.query, asked.problem.spec)
    return {"cells": {"compare": compare, "at": values_of(problem.spec), "tables": _cells(problem, compare)}}


def _cells(problem: Problem, compare: str) -> list[PackedTable]:
    """A table of one row for each cell of a comparison: its minimum, wherever the sliders are."""
    cells = cells_of(compare, problem.spec.weights)
    return [packed_minima(problem.changed(**cell), {"l1": np.array([cell["l1"]])}) for cell in cells]


def _ridge(problem: Problem, descent: Descent) -> RidgePath:
    """The ridge path beside the trajectories, at the spec's weights."""
    found = ridge_path(problem, descent)
    points = [short(float(number)) for number in found.points.ravel()]
    return {"at": values_of(problem.spec), "steps": found.steps.tolist(), "points": points}


def _rounded_up(knot: float) -> float:
    """To the four digits that are shown: from there on the coefficient is 0, from a smaller number it need not be."""
    fine = 10.0 ** (3 - math.floor(math.log10(knot)))
    return math.ceil(knot * fine - 1e-6) / fine


def _numbers(values: Iterable[float | None]) -> list[float | None]:
    return [None if value is None or not np.isfinite(value) else short(float(value)) for value in values]


def _path(problem: Problem, knob: str) -> PackedPath:
    found = held_out(problem, knob)
    degrees = _numbers(degrees_of_freedom(problem, knob))
    zeros = [knot and _rounded_up(knot) for knot in zero_thresholds(problem, path_of(problem, knob))]
    held = values_of(problem.spec) | {knob: None}
    path: PackedPath = {
        "stops": stops_of(knob).tolist(),
        "degrees": degrees,
        "zeros": zeros,
        "held": None,
        "at": held,
    }
    if found is None:
        return path
    return {
        **path,
        "training": _numbers(found.training),
        "held": _numbers(found.held_out),
        "best": found.best,
        "counts": list(found.counts),
    }


def _folds(problem: Problem, knob: str) -> PackedFolds:
    found = cross_validated(problem, knob)
    at = values_of(problem.spec) | {knob: None}
    if found is None:
        return {"at": at}
    return {
        "at": at,
        "stops": found.stops.tolist(),
        "mean": _numbers(found.mean),
        "error": _numbers(found.error),
        "best": found.best,
        "simplest": found.simplest,
        "chosen": found.chosen,
        "least": found.least,
        "folds": found.folds,
        "rows": found.rows,
    }


def _rows(asked: Asked) -> PackedRows:
    """The rows; with ``HELD`` as ``trained`` has them, where there are enough."""
    problem = asked.problem
    wants = HELD.of(asked.query, problem.spec)
    found = trained(problem, asked.knob) if wants else None
    rows = shown(problem.raw_rows if found is None else found.rows)
    form, numbers = form_of(problem)
    held: PackedHeld | None = None
    if wants:
        places = np.flatnonzero(found.held[drawn(rows.count)]).tolist() if found else []
        points = _numbers(found.points.ravel()) if found else []
        held = {"at": values_of(problem.spec) | {asked.knob: None}, "places": places, "points": points}
    return {
        "held": held,
        "features": packed(rows.features),
        "targets": packed(rows.targets),
        "count": rows.count,
        "form": form,
        "numbers": numbers,
    }


# What each view that asks is answered, by the names of its numbers.
BUILDERS: dict[str, Callable[[Asked], ViewExtras]] = {
    "fit": lambda asked: {"fit": _rows(asked)},
    "path": lambda asked: {"path": _path(asked.problem, asked.knob)},
    "folds": lambda asked: {"folds": _folds(asked.problem, asked.knob)},
    "cloud": lambda asked: {"cloud": packed_bias_variance(asked.problem, asked.knob, _rows_of(asked))},
    "descent": _trajectories,
    "compare": _compared,
}
