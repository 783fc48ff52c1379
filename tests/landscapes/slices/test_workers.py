"""Slices on other processes, also where one of them dies."""

import os
import signal
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from concurrent.futures import process as processes
from typing import Any, cast

import jax
import numpy as np
import pytest
from distributed import Client, LocalCluster

from landscapes.slices import Progress, Slice, SliceError, slice
from tests.landscapes.slices import nets

ASKED: dict[str, Any] = {"n": 9, "exact": True, "curvature": False, "progress": False}


@pytest.fixture(scope="module")
def alone() -> Slice:
    return slice(nets.smooth_loss, nets.net(), nets.ROWS, **ASKED)


def agree(one: Slice, other: Slice) -> None:
    np.testing.assert_allclose(one.loss, other.loss, rtol=1e-6)
    assert one.made == other.made


@pytest.mark.slow
def test_two_processes_of_dask_of_which_one_is_killed(alone: Slice) -> None:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,  # pyright: ignore
        Client(cluster) as client,
    ):
        pids: list[int] = list(cast("Any", client.run(os.getpid)).values())
        killed: list[int] = []

        def kill_one(progress: Progress) -> None:
            # In the midst of the grid, some of which is on its way.
            if progress.done > 30 and not killed:
                killed.append(pids[0])
                os.kill(pids[0], signal.SIGKILL)

        made = slice(
            nets.smooth_loss, nets.net(), nets.ROWS, executor=client.get_executor(), callback=kill_one, **ASKED
        )
        assert killed
        agree(made, alone)


class Once(ThreadPoolExecutor):
    """A pool whose tasks fail the first so many times."""

    def __init__(self, failures: int, error: Exception) -> None:
        super().__init__(2)
        self.left, self.error = failures, error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.left:
            self.left -= 1
            return super().submit(self._fail)
        return super().submit(fn, *args, **kwargs)

    def _fail(self) -> None:
        raise self.error


@pytest.mark.slow
def test_a_task_that_fails_is_tried_again(alone: Slice) -> None:
    with Once(3, OSError("a cable was pulled")) as pool:
        agree(slice(nets.smooth_loss, nets.net(), nets.ROWS, executor=pool, **ASKED), alone)


def test_a_task_that_fails_three_times_says_why() -> None:
    with Once(10_000, OSError("a cable was pulled")) as pool, pytest.raises(SliceError, match="a cable was pulled"):
        slice(nets.smooth_loss, nets.net(), nets.ROWS, executor=pool, **ASKED)


class Broken(Executor):
    """A pool that takes no task."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        raise processes.BrokenProcessPool("a process died")


def test_where_the_pool_is_broken_this_process_goes_on_alone(alone: Slice) -> None:
    assert issubclass(processes.BrokenProcessPool, BrokenExecutor)
    with pytest.warns(RuntimeWarning, match="goes on alone"):
        agree(slice(nets.smooth_loss, nets.net(), nets.ROWS, executor=Broken(), **ASKED), alone)


def test_what_cannot_be_sent_is_said_at_once() -> None:
    import threading

    lock = threading.Lock()

    def loss(params: Any, batch: Any) -> jax.Array:
        with lock:
            return nets.smooth_loss(params, batch)

    with pytest.raises(SliceError, match="cannot be sent to another process"):
        slice(loss, nets.net(), nets.ROWS, executor=Broken(), **ASKED)
