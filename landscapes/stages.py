"""Where long work can be ended: whoever has asked for it is called between its stages, and may raise."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

_CALLED: ContextVar[Callable[[], None] | None] = ContextVar("called", default=None)


def stage() -> None:
    """A place between two stages; raises what a caller raises that no longer waits."""
    called = _CALLED.get()
    if called is not None:
        called()


@contextmanager
def watched(call: Callable[[], None]) -> Generator[None]:
    """Has ``call`` called between the stages of all that is done inside."""
    token = _CALLED.set(call)
    try:
        yield
    finally:
        _CALLED.reset(token)
