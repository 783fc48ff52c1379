"""What an operator can set, in one place: the environment's variables, their defaults, and what is allowed."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Generic, TypeVar


class SettingsError(ValueError):
    """Settings that are not allowed; a sentence for each, a line apart."""


T = TypeVar("T")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What a setting may be.

    read : the value that a text means, or None if it is not allowed
    allowed : how a sentence says what is
    """

    read: Callable[[str], T | None]
    allowed: str


def whole(low: int, high: int) -> Kind[int]:
    """A whole number between two others."""

    def read(text: str) -> int | None:
        return int(text) if re.fullmatch(r"[0-9]{1,12}", text) and low <= int(text) <= high else None

    return Kind(read, f"a whole number from {low} to {high}")


def number(low: float, high: float) -> Kind[float]:
    """A number between two others."""

    def read(text: str) -> float | None:
        return float(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text) and low <= float(text) <= high else None

    return Kind(read, f"a number from {low:g} to {high:g}")


def text(pattern: str, allowed: str) -> Kind[str]:
    """A text of a certain form."""
    return Kind(lambda given: given if re.fullmatch(pattern, given) else None, allowed)


SWITCH = Kind({"0": False, "1": True}.get, "0 or 1")
URL = text(r"https?://[^/?#\s]+(/[^?#\s]*)?", "an address, with a path if it has one, without ? and #")
PLACE = text(r"[0-9a-zA-Z.-]+:[0-9]{1,5}", "an address and a port, as in 127.0.0.1:9100")
ANY = Kind(lambda given: given, "any text")


def _setting(name: str, default: T, kind: Kind[T], says: str) -> T:
    """A field of ``Settings``: the variable's name, its default, and what docs/operating.md says of it."""
    return field(default=default, metadata={"name": name, "kind": kind, "says": says})


@dataclass(frozen=True)
class Settings:
    """Each as an operator has set it, or its default."""

    host: str = _setting("HOST", "127.0.0.1", ANY, "the address that the server listens at")
    port: int = _setting("PORT", 8050, whole(1, 65535), "its port")
    workers: int = _setting("WORKERS", 2, whole(1, 256), "processes; one a core, some 0.6 GB each")
    threads: int = _setting("LOSSFOLD_THREADS", 8, whole(3, 64), "requests that a process answers at once")
    url: str = _setting("LOSSFOLD_URL", "", URL, "the public address, as in `https://host.example/lossfold`")
    hosts: str = _setting("LOSSFOLD_HOSTS", "", ANY, "the only names that it answers to, separated by commas")
    proxies: int = _setting("LOSSFOLD_PROXIES", 0, whole(0, 9), "proxies in front whose `X-Forwarded-…` are believed")
    releases: str = _setting("LOSSFOLD_RELEASES", "releases", ANY, "the folder of earlier releases' files")
    cache: str = _setting("LOSSFOLD_CACHE", "~/.cache/lossfold", ANY, "the folder of compiled programs")
    # Limits of work.
    work: float = _setting("LOSSFOLD_WORK", 5.0, number(0.1, 1000.0), "CPU seconds that an answer may cost, estimated")
    heavy: int = _setting("LOSSFOLD_HEAVY", 1, whole(1, 32), "costly answers that a process works at, at once")
    wait: float = _setting("LOSSFOLD_WAIT", 5.0, number(0.0, 60.0), "seconds that a request waits for its turn")
    deadline: float = _setting("LOSSFOLD_DEADLINE", 30.0, number(1.0, 600.0), "seconds that an answer may take")
    body: float = _setting("LOSSFOLD_BODY", 10.0, number(0.1, 60.0), "seconds in which a request's body must be here")
    pictures: int = _setting("LOSSFOLD_PICTURES", 30, whole(1, 100000), "new pictures a minute, by visitor and process")
    # Limits of memory.
    pages: int = _setting("LOSSFOLD_PAGES", 64, whole(1, 4096), "megabytes of made pages that a process keeps")
    memory: int = _setting("LOSSFOLD_MEMORY", 1200, whole(300, 65536), "megabytes at which it drops compiled programs")
    programs: int = _setting("LOSSFOLD_PROGRAMS", 200, whole(50, 100000), "programs compiled at which it drops them")
    disk: int = _setting("LOSSFOLD_DISK", 200, whole(10, 65536), "megabytes of `LOSSFOLD_CACHE`")
    requests: int = _setting(
        "LOSSFOLD_REQUESTS", 20000, whole(0, 10**9), "requests after which it is replaced; 0: never"
    )
    # To see what happens.
    log: bool = _setting("LOSSFOLD_LOG", True, SWITCH, "a line in the log for each request")
    metrics: str = _setting("LOSSFOLD_METRICS", "", PLACE, "where Prometheus reads, as in `127.0.0.1:9100`")

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings of an environment; an empty text is none. Raises SettingsError, which names all wrong ones."""
        found: dict[str, Any] = {}
        wrong: list[str] = []
        for each in fields(cls):
            name, kind = each.metadata["name"], each.metadata["kind"]
            given = environment.get(name, "").strip()
            value = kind.read(given) if given else each.default
            if value is None:
                wrong.append(f"{name}: {given!r} is not allowed; it must be {kind.allowed}.")
            found[each.name] = value
        if wrong:
            raise SettingsError("\n".join(wrong))
        return cls(**found)


NAMES = tuple(each.metadata["name"] for each in fields(Settings))


def settings() -> Settings:
    """The settings of this process."""
    return _settings(tuple(os.environ.get(name, "") for name in NAMES))


@lru_cache(maxsize=1)
def _settings(texts: tuple[str, ...]) -> Settings:
    return Settings.of(dict(zip(NAMES, texts, strict=True)))


def table() -> list[str]:
    """The lines of the table in docs/operating.md."""
    rows = [
        f"| `{each.metadata['name']}` | {_shown(each.default)} | {each.metadata['says']} |" for each in fields(Settings)
    ]
    return ["| variable | default | what it sets |", "|---|---|---|", *rows]


def _shown(value: object) -> str:
    value = int(value) if isinstance(value, bool) else value
    return f"`{value}`" if value != "" else "none"
