"""Slices of nets: the nested nodes against the whole grid, and against a plain loop over the grid, in one run."""

import resource
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from landscapes.slices import Progress, Slice, slice
from landscapes.slices.penalties import l1_layer

ROWS = 10_000
# Inputs and hidden units: digits and MNIST, ten classes.
NETS = ((64, 256), (784, 128))
SIDE = 51
# A plain loop is timed on so many points and counted for all.
POINTS = 40


def net(inputs: int, hidden: int, rows: int = ROWS) -> tuple[dict[str, Any], tuple[Any, Any]]:
    """Parameters and rows; the net is not trained, for how long a point takes does not depend on it."""
    draw = np.random.default_rng(0)
    x = draw.standard_normal((rows, inputs)).astype(np.float32)
    params = {
        "w1": (draw.standard_normal((inputs, hidden)) / inputs**0.5).astype(np.float32),
        "b1": np.zeros((1, hidden), np.float32),
        "w2": (draw.standard_normal((hidden, 10)) / hidden**0.5).astype(np.float32),
        "b2": np.zeros((1, 10), np.float32),
    }
    return params, (x, draw.integers(0, 10, rows))


def loss(params: Any, batch: Any) -> jax.Array:
    """The mean cross-entropy of a ReLU net."""
    x, y = batch
    scores = jax.nn.relu(x @ params["w1"] + params["b1"]) @ params["w2"] + params["b2"]
    return jnp.mean(jax.nn.logsumexp(scores, axis=1) - jnp.take_along_axis(scores, y[:, None], axis=1)[:, 0])


def plain_loop(params: Any, batch: Any) -> float:
    """Seconds for the grid, a compiled loss called at every point with all rows: what one writes oneself in JAX."""
    compiled, rows = jax.jit(loss), jax.device_put(batch)
    draw = np.random.default_rng(1)
    first, second = (
        {name: jnp.asarray(draw.standard_normal(leaf.shape), leaf.dtype) for name, leaf in params.items()} for _ in "ab"
    )

    def at(a: float, b: float) -> None:
        moved = {name: leaf + a * first[name] + b * second[name] for name, leaf in params.items()}
        compiled(moved, rows).block_until_ready()

    at(0.0, 0.0)
    begun = time.perf_counter()
    for k in range(POINTS):
        at(k / POINTS, -k / POINTS)
    return (time.perf_counter() - begun) * SIDE**2 / POINTS


def timed(make: Callable[[Callable[[Progress], None]], Slice]) -> tuple[Slice, float, float]:
    """A slice, seconds of its evaluation, and seconds to its first picture; what is compiled is compiled before."""
    make(lambda progress: None)
    seen: list[Progress] = []
    made = make(seen.append)
    first = next(progress.seconds for progress in seen if progress.picture is not None)
    return made, seen[-1].seconds, first


# (rows, hidden units, side of the grid): each line changes one of them by the factor that it names.
GROWTH = {
    "as it is": (5000, 128, 33),
    "2 × the rows": (10_000, 128, 33),
    "4 × the rows": (20_000, 128, 33),
    "2 × the parameters": (5000, 256, 33),
    "4 × the parameters": (5000, 512, 33),
    "4 × the points": (5000, 128, 67),
}


def whole_grid(rows: int, hidden: int, side: int, executor: Executor | None = None) -> float:
    """Seconds of a second call, in which all is compiled."""
    params, batch = net(64, hidden, rows)

    def made() -> float:
        begun = time.perf_counter()
        slice(loss, params, batch, n=side, exact=True, curvature=False, progress=False, executor=executor)
        return time.perf_counter() - begun

    made()
    return made()


def growth() -> list[str]:
    """How the time of a whole grid grows with rows, parameters and points, and what a second process brings."""
    lines = ["How a slice's time grows: all of 33 × 33, an MLP 64-128-10, 5,000 rows (ratio: to the first line)"]
    first = 0.0
    for what, size in GROWTH.items():
        seconds = whole_grid(*size)
        first = first or seconds
        lines.append(f"  {what}: {seconds:.2f} s, ratio {seconds / first:.2f}")
    for count in (1, 2):
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            seconds = whole_grid(*GROWTH["4 × the rows"], executor=pool)
        lines.append(f"  4 × the rows on {count} process{'es' if count > 1 else ''}: {seconds:.2f} s")
    return lines


def report() -> list[str]:
    """Lines of figures."""
    lines = [f"Slices, {SIDE} × {SIDE}, {ROWS:,} rows, without audit (ratio: a plain loop in JAX / ours)"]
    for inputs, hidden in NETS:
        params, batch = net(inputs, hidden)
        theirs = plain_loop(params, batch)
        for exact in (False, True):
            made, seconds, first = timed(
                lambda told, exact=exact, params=params, batch=batch: slice(
                    loss, params, batch, n=SIDE, exact=exact, curvature=False, progress=False, callback=told
                )
            )
            audit = made.audit
            what = "whole grid" if exact else f"error ≤ {100 * (audit.interpolation_error or 0.0):.2g} %"
            lines.append(
                f"  {inputs}-{hidden}-10, {what}: {audit.evaluations} evaluations, {seconds:.2f} s, first picture "
                f"{first:.2f} s; loop {theirs:.0f} s, ratio {theirs / seconds:.0f}"
            )
    million = [np.random.default_rng(k).standard_normal(10**6).astype(np.float32) for k in range(3)]
    axis = np.linspace(-1.0, 1.0, SIDE)
    begun = time.perf_counter()
    l1_layer([million[0]], [million[1]], [million[2]], axis, axis)
    lines.append(f"  L1 layer of 10⁶ weights: {time.perf_counter() - begun:.2f} s")
    lines.append(f"  peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return [*lines, *growth()]
