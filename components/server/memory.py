"""Memory that stays flat: compiled programs are dropped above a bound, and so are the oldest of those on disk.

JAX keeps every program that it has compiled, for each shape of its arrays. Shapes are few (``padded_length``), but
models, methods and grids multiply them. What is dropped comes back from the disk in some milliseconds.
"""

import ctypes
import gc
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jax

from ..settings import settings
from . import metrics

# JAX says so each time a program has been compiled, or read from the disk.
COMPILED = "/jax/core/compile/backend_compile_duration"
# Seconds between two looks at the folder of compiled programs.
OFTEN = 60.0
# glibc's M_ARENA_MAX.
ARENAS = -8
PAGE = os.sysconf("SC_PAGE_SIZE")
STATM = Path("/proc/self/statm")


class Programs:
    """How many programs were compiled since they were dropped."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0
        self.pruned_at = 0.0

    def listen(self, event: str, duration_secs: float, **_: str | int) -> None:
        """What JAX calls."""
        if event == COMPILED:
            metrics.COMPILED.inc()
            with self._lock:
                self.count += 1

    def drop(self) -> None:
        """Forgets them all, and gives their memory back to the machine."""
        with self._lock:
            self.count = 0
        jax.clear_caches()
        gc.collect()
        metrics.DROPPED.inc()
        give_back()


PROGRAMS = Programs()


def give_back() -> None:
    """Memory that is free, to the machine: what Python frees, glibc keeps."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def watch() -> None:
    """Begins to count, before anything is compiled; keeps glibc from a heap of its own for each thread."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(ARENAS, 2)
    jax.monitoring.register_event_duration_secs_listener(PROGRAMS.listen)


def resident() -> int:
    """The memory of this process in bytes, 0 where the machine does not say."""
    try:
        return int(STATM.read_text("ascii").split()[1]) * PAGE
    except (OSError, ValueError, IndexError):
        return 0


def tidy(size: Callable[[], int] = resident) -> None:
    """After a piece of heavy work: drops programs above the bounds; now and then gives back what is free, and drops the
    oldest on disk.
    """
    chosen = settings()
    # Above the memory alone it would be dropped again at once where something else has taken it.
    is_full = size() > chosen.memory * 1_000_000 and PROGRAMS.count > 20
    if is_full or PROGRAMS.count > chosen.programs:
        PROGRAMS.drop()
    now = time.monotonic()
    if now - PROGRAMS.pruned_at > OFTEN:
        PROGRAMS.pruned_at = now
        give_back()
        prune(Path(chosen.cache).expanduser(), chosen.disk * 1_000_000)


def prune(folder: Path, limit: int) -> None:
    """Takes the files out of a folder that were used longest ago, until they are three quarters of a limit, in bytes.

    Another process may take them at the same time.
    """
    found: list[tuple[float, int, Path]] = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            with suppress(OSError):
                state = entry.stat()
                if entry.is_file(follow_symlinks=False):
                    found.append((max(state.st_atime, state.st_mtime), state.st_size, Path(entry.path)))
    size = sum(each for _, each, _ in found)
    if size <= limit:
        return
    for _, each, path in sorted(found):
        with suppress(OSError):
            path.unlink()
        size -= each
        if size <= 0.75 * limit:
            return
