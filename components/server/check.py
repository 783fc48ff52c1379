"""What is set, and what of it will not work as its operator expects: ``python app.py --check``, and at each start."""

import os
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

from ..settings import Settings, SettingsError, settings

OURS = ("embed", "export", "learn", "oembed", "release", "scene", "slice")
# A check gives a sentence for each thing that is amiss.
Check = Callable[[Settings], Iterator[str]]


def cache_is_writable(chosen: Settings) -> Iterator[str]:
    """A read-only machine works; but each of its processes compiles all by itself, at each start."""
    folder = Path(chosen.cache).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_writable = os.access(folder, os.W_OK)
    except OSError:
        is_writable = False
    if not is_writable:
        yield f"LOSSFOLD_CACHE: {chosen.cache} cannot be written, so each start compiles anew (some 20 s)."


def address_is_told(chosen: Settings) -> Iterator[str]:
    """Anybody can send any ``Host``, so that only the operator can say what the address is."""
    if chosen.host not in ("127.0.0.1", "localhost", "::1") and not (chosen.url or chosen.hosts):
        yield f"LOSSFOLD_URL: not set, though {chosen.host} can be reached from outside; pages then name no address."


def proxies_are_counted(chosen: Settings) -> Iterator[str]:
    """Nobody speaks https here: something stands in front where the address begins so."""
    if chosen.url.startswith("https://") and not chosen.proxies:
        yield "LOSSFOLD_PROXIES: 0, though the address is by https; all visitors of the proxy then share one ration."


def path_is_free(chosen: Settings) -> Iterator[str]:
    """A path of the server's own could be with or without the part that a proxy takes off."""
    path = urlsplit(chosen.url).path.strip("/").partition("/")[0]
    if path in OURS or path.startswith("_"):
        yield f"LOSSFOLD_URL: the path /{path} is one of this server's own; choose another."


CHECKS: list[Check] = [cache_is_writable, address_is_told, proxies_are_counted, path_is_free]


def problems() -> list[str]:
    """A sentence for each thing that is amiss; of wrong values alone, where there are any."""
    try:
        chosen = settings()
    except SettingsError as error:
        return str(error).splitlines()
    return [sentence for check in CHECKS for sentence in check(chosen)]


def report() -> tuple[list[str], bool]:
    """The lines that ``--check`` prints, and whether all is well."""
    amiss = problems()
    try:
        chosen = settings()
    except SettingsError:
        return amiss, False
    values = [(each.metadata["name"], getattr(chosen, each.name)) for each in fields(chosen)]
    return [*(f"{name}={value}" for name, value in values), *amiss], not amiss
