"""How a costly request is answered: by a page that is kept, at once if it costs little after all, else in turn."""

import select
import socket
from collections.abc import Callable, Hashable
from functools import cache
from typing import TypeVar

from flask import g, has_request_context, request

from landscapes import SpecError
from landscapes.keys import written

from ..http.static_files import Packed
from ..settings import settings
from . import metrics
from .memory import tidy
from .page_cache import PageCache
from .work import Refused, Work

Made = TypeVar("Made")
# CPU seconds below which an answer takes no turn.
LIGHT_SECONDS = 0.2
# Threads of a process that no heavy work and no slow body may take.
FREE = 2


@cache
def work() -> Work:
    """The heavy work of this process."""
    chosen = settings()
    return Work(chosen.heavy, max(1, chosen.threads - FREE), chosen.wait, chosen.deadline)


@cache
def pages() -> PageCache:
    """The pages that this process keeps."""
    return PageCache(settings().pages * 1_000_000)


def page_of(key: Hashable, seconds: Callable[[], float], make: Callable[[], Packed]) -> Packed:
    """A page: kept, or made; ``seconds`` says what that costs. Raises Refused, and SpecError if it costs too much."""
    page = pages().get(key)
    if page is not None:
        noted("kept")
        return page

    def kept() -> Packed:
        page = make()
        pages().put(key, page)
        return page

    return done(key, seconds(), kept)


def done(key: Hashable, seconds: float, make: Callable[[], Made]) -> Made:
    """What ``make`` makes, in this thread if it costs little, else in turn. Raises as ``page_of`` does."""
    if seconds > settings().work:
        metrics.REFUSED.labels("cost").inc()
        shown = written(round(seconds, 1 if seconds < 10.0 else None))
        raise SpecError("work", seconds=shown, limit=written(settings().work))
    noted("made")
    if seconds <= LIGHT_SECONDS:
        return make()

    def made() -> Made:
        try:
            return make()
        finally:
            tidy()

    try:
        return work().do(key, made, _watch())
    except Refused as refused:
        metrics.REFUSED.labels(refused.reason).inc()
        raise


def noted(state: str) -> None:
    """Where an answer came from, for the log."""
    if has_request_context():
        g.cache = state


def _watch() -> Callable[[], bool]:
    """Tells whether the client of this request has closed its connection."""
    if not has_request_context():
        return lambda: False
    environ = request.environ
    connection = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    if not isinstance(connection, socket.socket):
        return lambda: False
    return lambda: _is_closed(connection)


def _is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed: there is something to read, and it is the end."""
    try:
        poll = select.poll()
        poll.register(connection, select.POLLIN)
        return bool(poll.poll(0)) and connection.recv(1, socket.MSG_PEEK) == b""
    except (BlockingIOError, InterruptedError):
        return False
    except (OSError, ValueError):  # closed on our side
        return True
