"""Clients that drip, stop in the middle, or do not take what they asked for, while /healthz is asked."""

import socket
import ssl
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.attack.crowd import CALLBACK, EMBED
from tests.attack.serving import gunicorn
from tests.conftest import free_port
from tests.deploy.front import Front, fronted, unverified

CLIENTS = 32


@dataclass(frozen=True)
class Kind:
    """How a client is slow.

    start : what it sends at once
    drips : whether a byte follows each second
    in_front : whether only a proxy helps, as a server that sends an answer waits for whoever takes it
    """

    start: bytes
    drips: bool = True
    in_front: bool = False


def _post(length: str) -> bytes:
    head = f"POST {CALLBACK} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    return f"{head}{length}\r\n\r\n".encode()


KINDS = {
    "silent": Kind(b"", drips=False),
    "headers dripped": Kind(b"GET /embed HTTP/1.1\r\nHost: x\r\nX-Slow: "),
    "a second request dripped": Kind(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nX-Slow: "),
    "half a body": Kind(_post("Content-Length: 5000") + b"{"),
    "half a body and silence": Kind(_post("Content-Length: 5000") + b"{", drips=False),
    "chunks that do not end": Kind(_post("Transfer-Encoding: chunked") + b"5\r\n{", drips=False),
    "an answer not taken": Kind(f"GET {EMBED} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 200, drips=False, in_front=True),
}


# Asks for an address and gives the status, 0 for none in time.
Ask = Callable[[str], int]


def slow_clients(scale: float) -> list[str]:
    """So many connections of each kind, while /healthz and a kept page are asked twice a second: at gunicorn alone, and
    through nginx.
    """
    seconds, lines = max(4.0, 20.0 * scale), list[str]()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        listens = (free_port(), free_port())
        server = stack.enter_context(gunicorn(LOSSFOLD_PROXIES="1", LOSSFOLD_URL=f"https://localhost:{listens[0]}"))
        front = stack.enter_context(fronted(folder, (server.port, server.port), listens))
        server.ask(EMBED)
        for name, kind in KINDS.items():
            seen = _beside(lambda address: server.ask(address, patience=5)[0], _Place(server.port), kind, seconds)
            failures = "needs the proxy" if kind.in_front else "FAILS"
            lines.append(f"{name}: {_shown(seen)} | {failures if seen.failures else 'holds'}")
            seen = _beside(_through(front), _Place(front.port, unverified()), kind, seconds)
            lines.append(f"{name}, nginx in front: {_shown(seen)} | {'FAILS' if seen.failures else 'holds'}")
        lines.append(f"traces {server.traces()} | {'holds' if server.traces() == 0 else 'FAILS'}")
    return lines


def _through(front: Front) -> Ask:
    """Asks as another visitor than the slow ones."""

    def ask(address: str) -> int:
        try:
            return front.get(address, visitor="127.0.9.1", seconds=5).status
        except OSError:
            return 0

    return ask


class _Seen(NamedTuple):
    probes: int
    failures: int
    longest: float


def _shown(seen: _Seen) -> str:
    return f"{seen.probes - seen.failures} of {seen.probes} probes fine, longest {seen.longest:.1f} s"


class _Place(NamedTuple):
    """Where slow clients connect."""

    port: int
    tls: ssl.SSLContext | None = None


def _beside(ask: Ask, place: _Place, kind: Kind, seconds: float) -> _Seen:
    done = threading.Event()
    with ExitStack() as stack:
        held = [_connected(stack, place) for _ in range(CLIENTS)]
        thread = threading.Thread(target=_sender(held, kind, done), daemon=True)
        thread.start()
        until, seen = time.monotonic() + seconds, _Seen(0, 0, 0.0)
        while time.monotonic() < until:
            for address in ("/healthz", EMBED):
                begun = time.monotonic()
                failed = ask(address) != 200
                seen = _Seen(seen.probes + 1, seen.failures + failed, max(seen.longest, time.monotonic() - begun))
            time.sleep(0.5)
        done.set()
        thread.join()
    return seen


def _connected(stack: ExitStack, place: _Place) -> socket.socket:
    """A connection whose own side takes little, as that of a client far away."""
    made = stack.enter_context(socket.socket())
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    made.connect(("127.0.0.1", place.port))
    return stack.enter_context(place.tls.wrap_socket(made)) if place.tls else made


def _sender(held: list[socket.socket], kind: Kind, done: threading.Event) -> Callable[[], None]:
    def send() -> None:
        for each in held:
            # Not more than the other side takes.
            each.setblocking(False)
            with suppress(OSError):
                each.send(kind.start)
        while kind.drips and not done.wait(1.0):
            for each in held:
                with suppress(OSError):
                    each.send(b"x")

    return send
