"""The engine against NumPy: the same grid, the same rows, in one run."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from landscapes import Problem, Rows, Spec
from landscapes.data.rows import Vector
from landscapes.layers.grid import axis_of, loss_layer
from landscapes.models.losses import LOSSES

MEMORY = """
import resource, numpy as np
from landscapes import Rows, Spec, evaluate
evaluate(Spec(loss="logistic", n=61))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
draw = np.random.default_rng(0)
rows = Rows(draw.standard_normal((5000, 2)), (draw.random(5000) > 0.5).astype(float))
evaluate(Spec(loss="logistic", data="own", n=241), rows)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def numpy_logaddexp(rows: Rows, axis: Vector) -> Vector:
    """The mean loss over the grid as one writes it in NumPy, a line of the grid at a time."""
    lines = []
    for second in axis:
        score = axis[:, None] * rows.features[:, 0] + second * rows.features[:, 1]
        lines.append(np.mean(np.logaddexp(0.0, score) - rows.targets * score, axis=1))
    return np.array(lines)


def numpy_log1p(rows: Rows, axis: Vector) -> Vector:
    """The same with log1p and exp, the fastest way that we know in NumPy."""
    lines = []
    for second in axis:
        score = axis[:, None] * rows.features[:, 0] + second * rows.features[:, 1]
        loss = np.log1p(np.exp(-np.abs(score))) + np.maximum(score, 0.0) - rows.targets * score
        lines.append(np.mean(loss, axis=1))
    return np.array(lines)


def median_ms(run: Callable[[], object], times: int = 7) -> float:
    """The median time of a call, in milliseconds, after one that is not counted."""
    run()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return 1e3 * statistics.median(taken)


def report() -> list[str]:
    """Lines of figures."""
    rows = Problem.of(Spec(loss="logistic", data="breast-cancer")).rows
    lines = ["Engine, logistic, 569 rows (ratio: NumPy / ours)"]
    for n in (121, 241):
        axis = axis_of(Spec(loss="logistic", data="breast-cancer", n=n))
        ours = median_ms(lambda axis=axis: loss_layer(LOSSES["logistic"], rows, axis))
        for name, peer in (("logaddexp", numpy_logaddexp), ("log1p", numpy_log1p)):
            theirs = median_ms(lambda axis=axis, peer=peer: peer(rows, axis), 3)
            lines.append(f"  n = {n}: {ours:.1f} ms, NumPy {name} {theirs:.1f} ms, ratio {theirs / ours:.1f}")
    grown = subprocess.run([sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True).stdout
    lines.append(f"  peak memory at n = 241 with 5,000 rows grows by {float(grown):.0f} MB")
    return lines
