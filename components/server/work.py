"""Heavy work: so much at once in a process, so that threads stay free for what is cheap; and none that nobody awaits.

It is done by threads of its own. The thread that a request came in waits, and sees meanwhile whether the client has
left. Equal requests are one piece of work.
"""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar, cast

from landscapes.stages import watched

Made = TypeVar("Made")
# Seconds between two looks at the client.
LOOK = 0.1
# Seconds that a piece of work has to notice its deadline, before those who wait for it go.
GRACE = 2.0


class Refused(Exception):
    """Work that is not done, now."""

    reason = ""


class Full(Refused):
    """As many wait as may, or one waited as long as it may."""

    reason = "full"


class Late(Refused):
    """It took longer than anything may."""

    reason = "late"


class Left(Refused):
    """Whoever asked for it has gone."""

    reason = "left"


class Job:
    """A piece of work, and how many wait for it."""

    def __init__(self, make: Callable[[], object], deadline: float) -> None:
        self._make, self._deadline = make, deadline
        self.waiting, self.is_left = 0, False
        self.begun: float | None = None
        self.done = threading.Event()
        self._made: object = None
        self._error: BaseException | None = None

    def run(self) -> None:
        """Does it, unless nobody waits any more; looks between its stages whether that is so, and at the clock."""
        self.begun = time.monotonic()
        try:
            self.look()
            with watched(self.look):
                self._made = self._make()
        except BaseException as error:
            self._error = error
        self.done.set()

    def look(self) -> None:
        """Raises Left if nobody waits, Late after the deadline."""
        if self.is_left:
            raise Left
        if self.is_over(0.0):
            raise Late

    def is_over(self, grace: float) -> bool:
        """Whether it has run longer than it may, and some seconds."""
        return self.begun is not None and time.monotonic() - self.begun > self._deadline + grace

    def result(self) -> object:
        """What was made; raises what went wrong."""
        if self._error is not None:
            raise self._error
        return self._made


class Work:
    """The heavy work of a process.

    at_once : how many jobs run
    most : how many requests may be at it, those that wait among them
    patience : seconds that a job may wait for its turn
    deadline : seconds that a job may run
    """

    def __init__(self, at_once: int, most: int, patience: float, deadline: float) -> None:
        self._most, self._patience, self._deadline = most, patience, deadline
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="heavy")
        self._lock = threading.Lock()
        self._jobs: dict[Hashable, Job] = {}
        self.waiting = 0

    def do(self, key: Hashable, make: Callable[[], Made], is_gone: Callable[[], bool] = lambda: False) -> Made:
        """What ``make`` makes. A request with the same key as one that is out waits for the same; ``is_gone`` says
        whether the client has left. Raises Refused, and whatever ``make`` raises.
        """
        job = self._joined(key, make)
        try:
            # Whoever asks by the same key asks for the same.
            return cast("Made", self._awaited(job, is_gone))
        finally:
            self._leave(key, job)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A thread taken for something else that may last. Raises Full."""
        with self._lock:
            if self.waiting >= self._most:
                raise Full
            self.waiting += 1
        try:
            yield
        finally:
            with self._lock:
                self.waiting -= 1

    def _joined(self, key: Hashable, make: Callable[[], object]) -> Job:
        with self._lock:
            if self.waiting >= self._most:
                raise Full
            job = self._jobs.get(key)
            if job is None:
                job = self._jobs[key] = Job(make, self._deadline)
                self._pool.submit(job.run)
            job.waiting += 1
            self.waiting += 1
            return job

    def _leave(self, key: Hashable, job: Job) -> None:
        with self._lock:
            job.waiting -= 1
            self.waiting -= 1
            if job.waiting == 0:
                # Nobody may join what is about to end.
                job.is_left = True
                if self._jobs.get(key) is job:
                    del self._jobs[key]

    def _awaited(self, job: Job, is_gone: Callable[[], bool]) -> object:
        since = time.monotonic()
        while not job.done.wait(LOOK):
            if is_gone():
                raise Left
            if job.begun is None and time.monotonic() - since > self._patience:
                raise Full
            if job.is_over(GRACE):
                raise Late
        return job.result()
