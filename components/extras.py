"""What some views need of the server: held-out losses and degrees of freedom along a path, and optimisers' walks."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from landscapes import Rows, Spec, solve
from landscapes.datasets import rows_of
from landscapes.descent import Descent, descend
from landscapes.heldout import degrees_of_freedom, held_out
from landscapes.path import stops_of
from landscapes.rates import steepness_of

from .looks import cells_of, compare_from
from .minima import packed_minima
from .packing import short


def build_extras(
    spec: Spec, views: tuple[str, ...], knob: str, query: Mapping[str, str], rows: Rows | None = None
) -> dict[str, Any]:
    """For each of ``views`` that asks for it, its numbers; ``knob`` is the slider along which a path runs.

    Raises SpecError for walks that are not allowed.
    """
    extras: dict[str, Any] = {"knob": knob}
    if "path" in views:
        extras["path"] = _path(spec, knob, rows)
    if "descent" in views:
        extras["walks"] = _walks(spec, Descent.from_query(query, spec), rows)
    if "compare" in views:
        compare = compare_from(query)
        extras["cells"] = {"compare": compare, "l1": spec.l1, "l2": spec.l2, "tables": _cells(spec, compare, rows)}
    return extras


def _cells(spec: Spec, compare: str, rows: Rows | None) -> list[dict[str, Any]]:
    """A table of one row for each cell of a comparison: its minimum, wherever the sliders are."""
    cells = cells_of(compare, spec.l1, spec.l2)
    return [packed_minima(spec.with_(l1=l1, l2=l2), {"l1": np.array([l1])}, rows) for l1, l2 in cells]


def _numbers(values: Any) -> list[float | None]:
    return [None if value is None or not np.isfinite(value) else short(float(value)) for value in values]


def _path(spec: Spec, knob: str, rows: Rows | None) -> dict[str, Any]:
    found = held_out(spec, knob, rows)
    degrees = _numbers(degrees_of_freedom(spec, knob, rows))
    path: dict[str, Any] = {"stops": stops_of(knob).tolist(), "degrees": degrees, "held": None}
    if found is None:
        return path
    return path | {
        "training": _numbers(found.training),
        "held": _numbers(found.held_out),
        "best": found.best,
        "counts": list(found.counts),
    }


def _walks(spec: Spec, descent: Descent, rows: Rows | None) -> dict[str, Any]:
    solution = solve(spec, rows)
    return {
        "weights": {"l1": spec.l1, "l2": spec.l2},
        "start": list(descent.start),
        "rate": descent.rate,
        "steps": descent.steps,
        "limit": _over(2.0, steepness_of(spec, rows_of(spec, rows))),
        "least": solution.value,
        "query": descent.to_query(spec),
        "walks": [
            {
                "method": walk.method,
                "points": [round_off(float(value)) for value in walk.points.ravel()],
                "values": [short(float(value)) for value in walk.values],
                "verdict": walk.verdict,
                "numbers": walk.numbers,
            }
            for walk in descend(spec, descent, rows)
        ],
    }


def _over(above: float, below: float) -> float | None:
    return above / below if below > 0.0 else None


def round_off(value: float) -> float:
    """Six significant digits, for drawing; 0 stays 0, and nothing else becomes it."""
    return float(f"{value:.6g}")
