"""A scene: everything that a host draws of one spec, as plain data. A pure function of the spec and its rows."""

from dataclasses import asdict
from typing import Any

import jax.numpy as jnp
import numpy as np

from landscapes import Rows, Spec, Terms, evaluate
from landscapes.alike import alike
from landscapes.datasets import DATASETS, OWN, datasets_of, plain_rows_of, rows_of
from landscapes.descent import Descent, descend
from landscapes.grid import axis_of, loss_layer
from landscapes.losses import LOSSES
from landscapes.nets import NETS
from landscapes.path import stops_of
from landscapes.penalties import PENALTIES
from landscapes.solve import solver_of
from landscapes.spec import RANGES, models

from .equivalent import equivalents
from .figures import frame
from .formulas import formula
from .looks import missing_views
from .minima import packed_minima
from .model import notes_of
from .packing import packed, packed_grid
from .story import told

# What the URL says beside the spec: how it is looked at.
KNOBS = tuple(PENALTIES)


def build_scene(spec: Spec, rows: Rows | None = None) -> dict[str, Any]:
    """The layers, the solution at the spec's weights, and the texts. Paths come apart (``build_paths``).

    ``rows`` are the visitor's own, for ``data="own"``. Raises SpecError if they are missing.
    """
    plain, terms, solver = plain_rows_of(spec, rows), evaluate(spec, rows), solver_of(spec, rows)
    lambda_max = solver.lambda_max()
    stand_in = alike(spec, plain)
    return {
        "spec": spec.model_dump(),
        "query": spec.to_query(),
        "datasets": offered(spec.loss),
        "losses": [loss for loss in LOSSES if spec.data in datasets_of(loss)],
        "nets": list(NETS),
        "without": missing_views(spec.loss),
        "defaultRange": DATASETS[spec.data].half_widths[spec.loss],
        "axis": packed(terms.axis),
        "layers": packed_layers(terms, spec) | (plain_layer(spec, plain, terms) if stand_in else {}),
        "alike": asdict(stand_in) if stand_in else None,
        "weights": terms.weights,
        "lambdaMax": lambda_max,
        "features": list(plain.names),
        "target": plain.target,
        "count": len(plain),
        "solution": told(spec, solver.solve(spec.l1, spec.l2), lambda_max, rows_of(spec, rows)),
        "figure": frame(),
        "formula": formula(spec.loss),
        "notes": notes_of(spec),
        "equivalent": equivalents(spec, plain),
    }


def plain_layer(spec: Spec, plain: Rows, terms: Terms) -> dict[str, Any]:
    """The loss without noise, for the comparison with what stands for the noise; it has no weight of its own."""
    return {"plain": {"grid": packed_grid(loss_layer(LOSSES[spec.loss], plain, terms.axis))}}


def offered(loss: str) -> list[str]:
    """The data sets that the page offers beside a loss; the visitor's own may bring another loss with it, no net."""
    if loss in NETS:
        return list(datasets_of(loss))
    return [name for name in datasets_of(loss) if name != OWN] + [OWN]


def build_paths(spec: Spec, rows: Rows | None = None) -> dict[str, Any]:
    """For each knob the minimisers at every stop of its slider, the other knob held at the spec's value."""
    tables = [packed_minima(spec, {knob: stops_of(knob)}, rows, closed=True) for knob in KNOBS]
    return {"spec": spec.model_dump(), "tables": tables}


def packed_layers(terms: Terms, spec: Spec) -> dict[str, dict[str, Any]]:
    """Each layer for the browser: ``grid`` for n·n numbers, ``along`` for a sum t(β₁) + t(β₂), given by t."""
    axis = jnp.asarray(axis_of(spec))
    layers: dict[str, dict[str, Any]] = {"loss": {"grid": packed_grid(terms.layers["loss"])}}
    for name, penalty in PENALTIES.items():
        layers[name] = {"along": packed(np.asarray(penalty.of_coefficient(axis)))}
    return layers


def knob_range(knob: str) -> tuple[float, float, float]:
    """(least, largest, step) of a slider."""
    low, high = RANGES[knob]
    stops = stops_of(knob)
    return low, high, float(stops[1] - stops[0])


def warm_up() -> None:
    """Compiles and imports what the first pictures need, so that no visitor waits for it."""
    for loss in models():
        build_scene(Spec(loss=loss))
        build_paths(Spec(loss=loss))
    for loss in LOSSES:
        descend(Spec(loss=loss), Descent.from_query({}, Spec(loss=loss)))
