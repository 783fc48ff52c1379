"""Heavy work: how much at once, who waits, what ends."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from components.server.work import Full, Late, Left, Work
from landscapes.stages import stage, watched

# Seconds in which a busy machine does what is done in a moment.
LONG = 60.0


class Gate:
    """Work that lasts until it is let go."""

    def __init__(self) -> None:
        self.begun, self.open, self.count = threading.Event(), threading.Event(), 0

    def __call__(self) -> str:
        self.count += 1
        self.begun.set()
        while not self.open.wait(0.01):
            stage()
        return "made"


@pytest.fixture
def pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(12)


def work(most: int = 6, deadline: float = LONG, patience: float = LONG) -> Work:
    return Work(1, most, patience, deadline)


def asks(pool: ThreadPoolExecutor, work: Work, key: str, make: Callable[[], Any], **more: Any) -> "Future[Any]":
    return pool.submit(work.do, key, make, **more)


def test_what_is_made_and_what_goes_wrong_reach_who_asked() -> None:
    def fails() -> None:
        raise KeyError("x")

    assert work().do("a", lambda: 17) == 17
    with pytest.raises(KeyError, match="x"):
        work().do("a", fails)


def test_equal_requests_in_flight_are_one_piece_of_work(pool: ThreadPoolExecutor) -> None:
    gate, at = Gate(), work()
    answers = [asks(pool, at, "page", gate) for _ in range(5)]
    assert gate.begun.wait(LONG)
    while at.waiting < 5:
        time.sleep(0.01)
    gate.open.set()
    assert [answer.result(LONG) for answer in answers] == ["made"] * 5
    assert gate.count == 1
    # Afterwards it is made anew.
    assert at.do("page", gate) == "made"
    assert (gate.count, at.waiting) == (2, 0)


def test_who_waits_too_long_for_a_turn_is_told_so_and_the_work_is_not_done(pool: ThreadPoolExecutor) -> None:
    first, second, at = Gate(), Gate(), work(patience=0.1)
    answer = asks(pool, at, "first", first)
    assert first.begun.wait(LONG)
    with pytest.raises(Full):
        at.do("second", second)
    # It is told while the first still runs.
    assert not answer.done()
    first.open.set()
    assert answer.result(LONG) == "made"
    # A third one comes through, however slow the machine: the second does not stand in its way.
    at._patience = LONG
    assert at.do("third", lambda: 3) == 3
    assert second.count == 0


def test_more_than_may_wait_are_refused_at_once(pool: ThreadPoolExecutor) -> None:
    gate, at = Gate(), work(most=2)
    answers = [asks(pool, at, "page", gate) for _ in range(2)]
    while at.waiting < 2:
        time.sleep(0.01)
    assert gate.begun.wait(LONG)
    # Who waited would join the others.
    with pytest.raises(Full):
        at.do("page", gate)
    with pytest.raises(Full), at.place():
        raise AssertionError
    assert (at.waiting, gate.count) == (2, 1)
    gate.open.set()
    assert [answer.result(LONG) for answer in answers] == ["made"] * 2


def test_work_that_nobody_waits_for_ends_at_its_next_stage(pool: ThreadPoolExecutor) -> None:
    gate, at, gone = Gate(), work(), threading.Event()
    answer = asks(pool, at, "page", gate, is_gone=gone.is_set)
    assert gate.begun.wait(LONG)
    gone.set()
    with pytest.raises(Left):
        answer.result(LONG)
    # The thread is free although the gate has never opened.
    assert at.do("other", lambda: 1) == 1


def test_work_that_another_still_waits_for_goes_on(pool: ThreadPoolExecutor) -> None:
    gate, at, gone = Gate(), work(), threading.Event()
    left, stays = asks(pool, at, "page", gate, is_gone=gone.is_set), asks(pool, at, "page", gate)
    while at.waiting < 2:
        time.sleep(0.01)
    gone.set()
    with pytest.raises(Left):
        left.result(LONG)
    gate.open.set()
    assert stays.result(LONG) == "made"


def test_work_ends_at_its_deadline() -> None:
    with pytest.raises(Late):
        work(deadline=0.1).do("page", Gate())


def test_stages_call_nobody_where_nobody_has_asked() -> None:
    stage()
    calls: list[int] = []
    with watched(lambda: calls.append(1)):
        stage()
    stage()
    assert calls == [1]
