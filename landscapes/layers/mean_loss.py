"""The mean of a function of the scores over a grid: what a loss costs that is not quadratic, and how little it may."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from ..data.gaussian_noise import GaussianNoise, hermite
from ..data.rows import Rows, Vector
from ..libraries.jax64 import map_over, scalar, static
from ..stages import stage
from .jax_rows import BLOCK, Samples, samples_of

# More samples than these are taken in turns: what a line of the grid needs of them stays in the processor's cache.
SAMPLES_AT_ONCE = 2**11
# Scores alive at once, n · batch · samples: 2²⁰ numbers are 8 MiB in float64, a few times that with temporaries.
SCORES_AT_ONCE = 2**20
# Points of an axis that are compiled for.
LENGTHS = (31, 41, 61, 81, 121, 161, 201, 241)

Of = Callable[[jax.Array, jax.Array], jax.Array]


def mean_layer(of_score: Of, rows: Rows, axis: Vector) -> Vector:
    """(n, n) the mean over the rows of a function of score and target, over the grid axis × axis."""
    longer = _filled(axis)
    return _mean_layer(of_score, rows, longer)[: len(axis), : len(axis)]


def _filled(axis: Vector) -> Vector:
    """The axis and as many times its end as make a length that is compiled for."""
    length = next((length for length in LENGTHS if length >= len(axis)), len(axis))
    return np.concatenate([axis, np.full(length - len(axis), axis[-1])])


def _mean_layer(of_score: Of, rows: Rows, axis: Vector) -> Vector:
    samples = samples_of(rows)
    first, second = samples.depends_on(0), samples.depends_on(1)
    turns = [(turn, _lines_at_once(turn, axis)) for turn in _turns_of(samples.subset(first & second).padded())]
    layer = np.zeros((len(axis), len(axis)))
    for turn, batch in turns:
        stage()
        layer = layer + np.asarray(_mean_on_grid(of_score, batch, turn, axis))
    # A score that a mask has blinded for a coordinate is the same along it: a line of the grid has it all.
    if not np.all(second):
        layer = layer + _mean_on_line(of_score, samples.subset(~second), axis)[np.newaxis, :]
    if not np.all(first | ~second):
        layer = layer + _mean_on_line(of_score, samples.subset(~first & second).swapped(), axis)[:, np.newaxis]
    return layer


def _mean_on_line(of_score: Of, samples: Samples, axis: Vector) -> Vector:
    """(n,) Σ_i w_i ℓ(score_i, y_i) along β₁, for scores that do not depend on β₂."""
    filled = samples.padded(SAMPLES_AT_ONCE)
    turns = (filled.subset(slice(k, k + SAMPLES_AT_ONCE)) for k in range(0, len(filled.row_weights), SAMPLES_AT_ONCE))
    return np.sum([np.asarray(_mean_along(of_score, turn, axis)) for turn in turns], axis=0)


def _turns_of(samples: Samples) -> Iterator[Samples]:
    """The samples in parts whose lengths are ``SAMPLES_AT_ONCE`` or its half, quarter, …: each length is compiled for,
    and these are few.
    """
    start, length = 0, SAMPLES_AT_ONCE
    while start < len(samples.row_weights):
        while length > len(samples.row_weights) - start:
            length //= 2
        yield samples.subset(slice(start, start + length))
        start += length


def _lines_at_once(samples: Samples, axis: Vector) -> int:
    return min(max(1, SCORES_AT_ONCE // (len(axis) * len(samples.row_weights))), len(axis))


def compile_for(of_score: Of, axis: Vector, roots: int) -> None:
    """Compiles all that ``mean_layer`` needs on this grid, whatever the rows; their noise has this many roots, or 0."""
    # As many samples as take every length, and one that a mask has blinded.
    count = 2 * SAMPLES_AT_ONCE - BLOCK
    noiseless = Rows(np.ones((count + 1, 2)), np.zeros(count + 1))
    noiseless.features[count, 1] = 0.0
    few = noiseless.subset(np.arange(count // 2, count + 1))
    spread = np.ones((len(few), roots, 2))
    spread[-1, :, 1] = 0.0
    noisy = replace(few, noise=GaussianNoise(spread, *hermite(2)))
    mean_layer(of_score, noisy if roots > 0 else noiseless, axis)


@static("of_score")
def _mean_along(of_score: Of, samples: Samples, axis: jax.Array) -> jax.Array:
    """Σ_i w_i ℓ(score_i, y_i) along β₁, at β₂ = 0."""
    return map_over(lambda first: _mean_at(of_score, samples, first, scalar(0.0)), axis, 16)


@static("of_score", "batch")
def _mean_on_grid(of_score: Of, batch: int, samples: Samples, axis: jax.Array) -> jax.Array:
    """Σ_i w_i ℓ(score_i, y_i) over the grid, ``batch`` lines of it at a time."""
    along_line = jax.vmap(partial(_mean_at, of_score, samples), in_axes=(0, None))
    return map_over(lambda second: along_line(axis, second), axis, batch)


def _mean_at(of_score: Of, samples: Samples, first: jax.Array, second: jax.Array) -> jax.Array:
    # A sum that XLA fuses with the loss; a matrix product would first write all the losses to memory.
    return jnp.sum(samples.row_weights * of_score(samples.scores(first, second), samples.targets))
