"""How far a slice is: a bar, a function of the caller's, and a half-done file that a second call goes on from."""

import hashlib
import os
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from .evaluation import Known
from .slice import Slice

SECONDS_BETWEEN_SAVES = 5.0


@dataclass(frozen=True)
class Progress:
    """What a callback is told after each answer, and with each finer picture.

    done, left : points that are evaluated, and those that the level at hand still lacks
    seconds, seconds_left : since evaluation began, and for what is left at the pace so far
    error : the measured error so far, as a fraction of the height; None before the second level
    picture : a slice as it looks by now, without its audit; None where there is no new one
    """

    done: int
    left: int
    seconds: float
    seconds_left: float
    error: float | None
    picture: Slice | None = None


class Reporter:
    """Tells a bar and a callback how far evaluation is."""

    def __init__(self, shown: bool, callback: Callable[[Progress], None] | None, known: Known) -> None:
        self._callback, self._known, self._begun, self._before = callback, known, time.monotonic(), len(known)
        self._error: float | None = None
        self._bar = tqdm(desc="slice", unit=" points", file=sys.stderr, disable=not shown, leave=False)

    def points(self, left: int) -> None:
        """After an answer: so many points are left of this level."""
        done = len(self._known)
        self._bar.total = done + left
        self._bar.update(done - self._bar.n)
        self._tell(left, None)

    def picture(self, picture: Slice, error: float | None) -> None:
        """After a level: the slice as it looks by now."""
        self._error = error
        if error is not None:
            self._bar.set_postfix_str(f"error {100 * error:.2g} %")
        self._tell(0, picture)

    def close(self) -> None:
        """The end of the bar."""
        self._bar.close()

    def _tell(self, left: int, picture: Slice | None) -> None:
        if self._callback is not None:
            done, seconds = len(self._known), time.monotonic() - self._begun
            pace = seconds / max(1, done - self._before)
            self._callback(Progress(done, left, seconds, left * pace, self._error, picture))


class HalfDone:
    """The points of an evaluation in a file, so that it can be broken off: nothing where no file is wanted."""

    def __init__(self, path: Path | None, mark: str) -> None:
        self._path, self._mark, self._saved = path, mark, time.monotonic()

    def resume(self, known: Known) -> int:
        """Adds the file's points to those that are known, if they are of the same slice; how many they are."""
        if self._path is None or not self._path.exists():
            return 0
        try:
            with np.load(self._path, allow_pickle=False) as held:
                if str(held["mark"]) != self._mark:
                    return 0
                known.add(held["points"], held["values"])
        except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile):
            return 0
        return len(known)

    def save(self, known: Known, *, now: bool = False) -> None:
        """Writes the points, at most every few seconds unless it must be ``now``."""
        if self._path is None or (not now and time.monotonic() - self._saved < SECONDS_BETWEEN_SAVES):
            return
        points, values = known.arrays()
        beside = self._path.with_name(self._path.name + ".part")
        with beside.open("wb") as file:
            np.savez(file, mark=np.array(self._mark), points=points, values=values)
        os.replace(beside, self._path)
        self._saved = time.monotonic()

    def remove(self) -> None:
        """Once the slice is whole."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def mark_of(names: Sequence[str], arrays: Sequence[Any]) -> str:
    """A digest of names and arrays: two slices with the same are the same."""
    digest = hashlib.sha256("\n".join(names).encode())
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
