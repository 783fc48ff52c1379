"""From a net to its slice: ``slice``, what a practitioner calls."""

import platform
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import jax
import numpy as np

from ..data.rows import Vector
from ..libraries import pytrees
from . import checks, directions, workers
from .appraisal import appraise, with_picture
from .boxes import Sides, axis_between, box_of
from .curvature import product_at_centre
from .evaluation import Evaluate, Grid, Known, Picture, pictures, with_holes
from .job import Job, Quantity
from .leaves import Predicate, chosen
from .penalties import l1_layer, l2_numbers
from .progress import HalfDone, Progress, Reporter, mark_of
from .projection import trajectory
from .slice import Slice, SliceError, Trajectory

Directions = Literal["filter", "layer", "plain", "pca", "hessian", "plane"]
RANDOM = ("filter", "layer", "plain")


def slice(
    loss: Callable[..., Any],
    params: Any,
    batch: Any = None,
    *,
    directions: Directions | tuple[Any, Any] = "filter",
    checkpoints: Sequence[Any] = (),
    solutions: Sequence[Any] = (),
    seed: int = 0,
    box: Sides | None = None,
    n: int = 51,
    tolerance: float = 0.005,
    exact: bool = False,
    penalised: Predicate | None = None,
    held_out: Any = None,
    accuracy: Callable[..., Any] | None = None,
    trajectories: Mapping[str, Sequence[Any]] | None = None,
    stats: Literal["fixed", "refit"] = "fixed",
    statistics: Any = None,
    refit: Callable[..., Any] | None = None,
    rows_at_once: int | None = None,
    compiled: bool = True,
    curvature: bool = True,
    convex: bool = False,
    name: str = "",
    executor: Executor | None = None,
    progress: bool = True,
    callback: Callable[[Progress], None] | None = None,
    file: str | Path | None = None,
) -> Slice:
    r"""The loss in the plane θ₀ + a·d₁ + b·d₂ through the parameters of a net, with the penalties as layers beside it.

    loss : (params, batch) → one number, the mean loss over the rows, without penalties; (params) if there is no batch
    params : θ₀, any pytree: a dictionary, Flax's, an Equinox module. Only its floating-point arrays move
    batch : a pytree of arrays whose first axis is the rows, or a function without arguments that returns one (it is
        called once in each process)
    directions : ``filter``, ``layer``, ``plain`` (random, see ``random_plane``); ``pca`` of ``checkpoints`` about
        params; ``hessian``; ``plane`` through params and two ``solutions``; or two pytrees (d₁, d₂)
    seed : of all that is random; the same call gives the same numbers
    box : a half-width for both coordinates, one for each, or ((low, high), (low, high)); by default 1, or what the
        directions suggest
    n : grid points an axis, odd so that the centre is one of them
    tolerance : the error that interpolation may have, as a fraction of the picture's height
    exact : evaluate every grid point
    penalised : (name, array) → whether λ and Ω weigh it; by default kernels, not biases, scales and shifts
    held_out : rows that were not trained on, as ``batch``: a layer ``held_out``
    accuracy : (params, batch) → a fraction: a layer ``accuracy``, and ``held_out_accuracy``
    trajectories : name → parameters' pytrees in the order of time
    stats : what becomes of the statistics of batch normalization, which are state and never moved: ``fixed`` leaves
        them as they are, ``refit`` estimates them anew at each point
    statistics : if given, the third argument of ``loss`` and ``accuracy``
    refit : (params, batch) → what becomes their third argument, for ``stats="refit"``; it is averaged over blocks of
        rows, so return means and mean squares
    rows_at_once : rows of a block; memory grows with it. All of them for a loss that is no mean over rows
    compiled : whether the functions are JAX's; otherwise they are called with NumPy's arrays, as for PyTorch
    curvature : whether the audit looks at gradient and Hessian, which takes up to 80 passes over the rows
    convex : whether you say that the loss is convex in all parameters
    executor : processes on which blocks of points are evaluated; by default this one
    callback : told of progress, with a picture after 25 evaluations and after each level
    file : where points are kept while it runs; a second call goes on from there. Ctrl-C keeps what is there

    Raises SliceError, a sentence, if something is wrong with what was given.
    """
    if (stats == "refit") != (refit is not None):
        raise SliceError('stats="refit" and refit=function go together: give both, or neither.')
    box_of(box, None)
    axis_between(-1.0, 1.0, n)
    tree = pytrees.take(params)
    bare = _job_of(
        loss,
        params,
        batch,
        held_out,
        accuracy,
        refit=refit,
        statistics=statistics,
        rows_at_once=rows_at_once,
        compiled=compiled,
    )
    checks.check_parameters(bare)
    weighed = chosen(tree, penalised)
    checks.check_penalised(tree.names, weighed)
    for measure in bare.measures:
        checks.check_rows(measure)
        if compiled:
            checks.check_function(measure)
    checks.check_centre(bare, bare.values(np.zeros((1, 2)))[0])

    plane = _plane_of(bare, directions, checkpoints, solutions, seed)
    job = replace(bare, first=plane.first, second=plane.second)
    checks.check_plane(job)
    sides = box_of(box, plane.box)
    axes = [axis_between(*side, n) for side in sides]
    theta, first, second = (
        [arrays[k] for k, held in enumerate(weighed) if held] for arrays in (tree.leaves, job.first, job.second)
    )
    penalised_names = [name for name, held in zip(tree.names, weighed, strict=True) if held]
    made = plane.made | {
        "box": sides,
        "penalised": penalised_names,
        "stats": stats,
        "rows_at_once": rows_at_once,
        "exact": exact,
        "versions": {"python": platform.python_version(), "jax": jax.__version__, "numpy": np.__version__},
    }
    layers = (l2_numbers(theta, first, second), l1_layer(theta, first, second, axes[0], axes[1]))
    raw = Slice(axes[0], axes[1], np.full((n, n), np.nan), *layers, made=made, convex=convex, name=name)
    grid = Grid(sides, axes[0], axes[1], len(job.quantities), tolerance, exact)
    run = _Run(job, grid, raw, HalfDone(None if file is None else Path(file), _mark(job, grid)))
    evaluate = workers.here(job, 32 if compiled else 1)
    drawn = run.through(workers.on_executor(job, executor, evaluate) if executor else evaluate, progress, callback)
    marks = () if plane.marks is None else (_marks(job, plane.marks),)
    paths = [trajectory(job, called, points) for called, points in (trajectories or {}).items()]
    audit = appraise(job, drawn, weighed, seed, curvature=curvature and compiled and refit is None)
    audit = replace(audit, variance_share=plane.variance_share)
    run.finish()
    return replace(drawn, trajectories=(*marks, *paths), audit=audit)


@dataclass(eq=False)
class _Run:
    """One evaluation, from the first point to the last picture."""

    job: Job
    grid: Grid
    raw: Slice
    half_done: HalfDone
    interrupted: bool = False

    def through(self, evaluate: Evaluate, progress: bool, callback: Callable[[Progress], None] | None) -> Slice:
        """The finest picture that was reached."""
        known = Known()
        self.half_done.resume(known)
        reporter = Reporter(progress, callback, known)
        drawn: Slice | None = None
        try:
            for step in pictures(self.grid, known, evaluate):
                if isinstance(step, Picture):
                    drawn = with_picture(self.raw, self.grid, self.job, step, len(known))
                    reporter.picture(drawn, drawn.audit.interpolation_error)
                else:
                    reporter.points(step)
                    self.half_done.save(known)
        except KeyboardInterrupt:
            self.interrupted = True
        finally:
            self.half_done.save(known, now=True)
            reporter.close()
        if drawn is None:
            if not len(known):
                raise KeyboardInterrupt
            drawn = with_picture(self.raw, self.grid, self.job, with_holes(self.grid, known), len(known))
        return replace(drawn, made=dict(drawn.made) | {"interrupted": True}) if self.interrupted else drawn

    def finish(self) -> None:
        """A slice that is whole needs its half-done file no more."""
        if not self.interrupted:
            self.half_done.remove()


def _job_of(
    loss: Callable[..., Any], params: Any, batch: Any, held_out: Any, accuracy: Callable[..., Any] | None, **how: Any
) -> Job:
    """The quantities that are asked for, at θ₀ alone."""
    asked = [Quantity("loss", loss, batch)]
    if held_out is not None:
        asked.append(Quantity("held_out", loss, held_out))
    if accuracy is not None:
        asked.append(Quantity("accuracy", accuracy, batch))
        if held_out is not None:
            asked.append(Quantity("held_out_accuracy", accuracy, held_out))
    still = tuple(np.zeros_like(leaf) for leaf in pytrees.take(params).leaves)
    return Job(tuple(asked), params, still, still, **how)


def _plane_of(
    job: Job, asked: Any, checkpoints: Sequence[Any], solutions: Sequence[Any], seed: int
) -> directions.Plane:
    """The plane that is asked for. Raises SliceError."""
    tree = job.tree
    if isinstance(asked, tuple) and len(asked) == 2:  # pyright: ignore[reportUnknownArgumentType]
        first, second = (pytrees.take(part) for part in asked)  # pyright: ignore[reportUnknownVariableType]
        return directions.explicit_plane(tree, first, second)
    if asked in RANDOM:
        return directions.random_plane(tree, str(asked), seed)
    if asked == "pca":
        return directions.pca_plane(tree, [pytrees.take(params) for params in checkpoints])
    if asked == "plane":
        if len(solutions) != 2:
            raise SliceError(f'directions="plane" needs two solutions beside params; {len(solutions)} are given.')
        return directions.solutions_plane(tree, *(pytrees.take(params) for params in solutions))
    if asked == "hessian" and job.compiled and job.refit is None:
        return directions.hessian_plane(tree, lambda vector: product_at_centre(job.measures[0], vector), seed)
    if asked == "hessian":
        raise SliceError('directions="hessian" needs a loss of JAX\'s, compiled and with stats="fixed".')
    raise SliceError(
        f"directions: {asked!r} is not allowed; it must be one of filter, layer, plain, pca, hessian, plane, or two "
        "pytrees (d1, d2)."
    )


def _marks(job: Job, places: Vector) -> Trajectory:
    """Points of the plane itself: the solutions that it runs through."""
    losses = job.values(places)[:, 0]
    return Trajectory("solutions", places, np.zeros(len(places)), losses, losses, joined=False)


def _mark(job: Job, grid: Grid) -> str:
    """What must be the same for a half-done file to be of this slice."""
    names = [quantity.name for quantity in job.quantities] + [repr(grid.box), str(job.rows_at_once)]
    rows = [
        leaf
        for quantity in job.quantities
        if not callable(quantity.batch)
        for leaf in pytrees.arrays_in(quantity.batch)
    ]
    return mark_of(names, [*job.tree.leaves, *job.first, *job.second, *rows])
