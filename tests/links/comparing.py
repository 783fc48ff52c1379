"""What differs between a record and what is read now, said with its meaning, the record's value and the new one."""

import math
from collections.abc import Iterator
from typing import Any

RTOL, ATOL = 1e-7, 1e-9
# A grid's entries are written to 2⁻²⁴ of its span, and trajectories to whole counts of an eighth of a thousandth.
STEP = 2.0**-23
COUNT = 1.0


def differences(record: Any, now: Any, meaning: str = "") -> Iterator[str]:
    """One line for each value that is another one. What a mapping has gained is no difference."""
    if is_number(record) and is_number(now):
        if not near(record, now, abs(record), meaning):
            yield difference(meaning, record, now)
    elif isinstance(record, dict) and isinstance(now, dict):
        for name, value in record.items():
            if name not in now:
                yield difference(f"{meaning} › {name}", value, "nothing")
            else:
                yield from differences(value, now[name], f"{meaning} › {name}")
    elif isinstance(record, list) and isinstance(now, list):
        if len(record) != len(now) and all(isinstance(each, str) for each in record + now):
            gone, come = ([each for each in one if each not in other] for one, other in ((record, now), (now, record)))
            yield difference(meaning, gone, come)
        elif len(record) != len(now):
            yield difference(meaning, f"{len(record)} entries", f"{len(now)} entries")
        else:
            yield from _entries(record, now, meaning)
    elif record != now or isinstance(record, bool) != isinstance(now, bool):
        yield difference(meaning, record, now)


def _entries(record: list[Any], now: list[Any], meaning: str) -> Iterator[str]:
    """Numbers of one list are compared on the scale of its largest."""
    scale = max((abs(each) for each in record if is_number(each)), default=0.0)
    for k, (old, new) in enumerate(zip(record, now, strict=True)):
        if not (is_number(old) and is_number(new)):
            yield from differences(old, new, f"{meaning} [{k}]")
        elif not near(old, new, scale, meaning):
            yield difference(f"{meaning} [{k}]", old, new)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def near(old: float, new: float, scale: float, meaning: str) -> bool:
    """Whether two numbers are the same but for rounding; ``scale``: that of their list."""
    if "counts" in meaning.rpartition("›")[2]:
        return abs(old - new) <= COUNT
    return math.isclose(old, new, rel_tol=RTOL, abs_tol=ATOL + (STEP if "grid" in meaning else RTOL) * scale)


def difference(meaning: str, record: Any, now: Any) -> str:
    return f"{meaning.removeprefix(' › ')}:\n    recorded {record!r}\n    now      {now!r}"


def rounded(value: Any) -> Any:
    """Numbers to nine significant digits, as the records have them."""
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    if isinstance(value, float):
        short = float(f"{value:.9g}")
        return int(short) if short.is_integer() and abs(short) < 1e9 else short
    return value
