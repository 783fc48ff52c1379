"""The minimisers of many samples, packed for the view that shows how they spread."""

import numpy as np

from landscapes import Problem
from landscapes.analysis.bias_variance import DRAWS, SIZES, bias_variance
from landscapes.analysis.holdout import or_none
from landscapes.knobs import values_of

from .encoding import packed_counts
from .schema.tables import PackedBiasVariance
from .trajectories import FINENESS

# Stands for a sample without a single minimiser.
NO_POINT = 10**6
# What lies farther out than this many half-widths is drawn nowhere, but is in the means.
MOST_RANGES = 100.0


def packed_bias_variance(problem: Problem, knob: str, rows: int = SIZES[0]) -> PackedBiasVariance:
    """The minimisers of samples of so many rows along a knob; ``stops`` is empty for data of too few rows.

    ``points``: (stops, samples, 2) counts of half-width/8192, ``bias`` and ``variance`` at each stop, ``zeros``: in how
    many samples each coefficient is exactly 0 there, ``target``: the minimiser of all rows without penalty, ``at``: the
    weights that were held.
    """
    spec, found = problem.spec, bias_variance(problem, knob, rows)
    held = values_of(spec) | {knob: None}
    if found is None:
        return {"at": held, "asked": rows, "stops": []}
    near = np.abs(found.points).max(axis=2, keepdims=True) <= MOST_RANGES * spec.range
    counts = np.where(near, np.rint(found.points / spec.range * FINENESS), NO_POINT)
    return {
        "at": held,
        "asked": rows,
        "stops": found.stops.tolist(),
        "points": packed_counts(counts),
        "unit": spec.range / FINENESS,
        "nowhere": NO_POINT,
        "draws": DRAWS,
        "rows": found.rows,
        "target": None if found.target is None else found.target.tolist(),
        "bias": or_none(found.bias),
        "variance": or_none(found.variance),
        # Counted here: what is left of a coefficient near 0 after packing may be nothing.
        "zeros": (found.points == 0.0).sum(axis=1).tolist(),
    }
