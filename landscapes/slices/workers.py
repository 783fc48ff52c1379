"""A job on the processes of any ``concurrent.futures.Executor``: a pool, Dask's, mpi4py's.

Blocks of points are tasks. A task that fails is tried again, so that a machine may die; where the pool itself is
broken, this process goes on alone. What comes out does not depend on who computed it.
"""

import hashlib
import pickle
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from typing import Any

import numpy as np

from ..data.rows import Vector
from ..libraries.pickles import pickled
from .job import Job
from .slice import SliceError

TASKS = 16
TRIES = 3
# A process keeps the newest job: what it has compiled, and its rows.
_held: dict[str, Job] = {}


def here(job: Job, points_at_once: int) -> Callable[[Vector], Iterator[tuple[Vector, Vector]]]:
    """Evaluates a job in this process, so many points at a time."""

    def evaluate(points: Vector) -> Iterator[tuple[Vector, Vector]]:
        for start in range(0, len(points), points_at_once):
            some = points[start : start + points_at_once]
            yield some, job.values(some)

    return evaluate


def on_executor(job: Job, executor: Executor, alone: Any) -> Callable[[Vector], Iterator[tuple[Vector, Vector]]]:
    """Evaluates a job on an executor's processes; ``alone`` evaluates in this one, where the pool is broken.

    Raises SliceError if the job cannot be sent, or a task has failed three times.
    """
    try:
        packed = pickled(job)
    except Exception as error:  # pickling raises whatever an object's own code raises
        raise SliceError(
            f"The loss, its parameters or its rows cannot be sent to another process ({error}); define the loss in a "
            "module, or install cloudpickle."
        ) from error
    key = hashlib.sha256(packed).hexdigest()

    def evaluate(points: Vector) -> Iterator[tuple[Vector, Vector]]:
        size = max(1, -(-len(points) // TASKS))
        waiting = [points[start : start + size] for start in range(0, len(points), size)]
        for attempt in range(TRIES):
            failed: list[Vector] = []
            try:
                futures = {executor.submit(evaluate_packed, key, packed, some.tolist()): some for some in waiting}
            except (BrokenExecutor, RuntimeError):
                failed, futures = waiting, {}
            yield from _answers(futures, failed, last=attempt == TRIES - 1)
            waiting = failed
            if not waiting:
                return
            if not futures:
                break
        warnings.warn("The executor has broken down; this process goes on alone.", RuntimeWarning, stacklevel=2)
        for some in waiting:
            yield from alone(some)

    return evaluate


def _answers(
    futures: dict[Future[Any], Vector], failed: list[Vector], *, last: bool
) -> Iterator[tuple[Vector, Vector]]:
    """What the tasks return, as they end; the points of those that failed go into ``failed``."""
    try:
        for future in as_completed(futures):
            try:
                yield futures[future], np.array(future.result())
            except BrokenExecutor:
                failed.append(futures[future])
            except Exception as error:  # the caller's function may raise anything, and so may a dying machine
                if last:
                    raise SliceError(f"A block of points has failed {TRIES} times: {error}") from error
                failed.append(futures[future])
    finally:
        for future in futures:
            future.cancel()


def evaluate_packed(key: str, packed: bytes, points: list[list[float]]) -> list[list[float]]:
    """A task: the quantities of a pickled job at some points. The job is unpacked once in a process."""
    if key not in _held:
        _held.clear()
        _held[key] = pickle.loads(packed)
    return _held[key].values(np.array(points)).tolist()
