"""gunicorn with our worker, before an app of a line: clients that are slow to ask cost no thread."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from harness.places import ROOT, free_port

HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers “well”."""
    start("200 OK", [("Content-Length", "4")])
    return [b"well"]


@contextmanager
def running(folder: Path, seconds: str) -> Iterator[int]:
    """The port of a server with two threads, in which a head may take so many seconds."""
    port, empty = free_port(), folder / "gunicorn.conf.py"
    empty.touch()
    command = [sys.executable, "-m", "gunicorn", "-c", str(empty), "-k", "components.server.worker.Worker"]
    command += ["--threads", "2", "-b", f"127.0.0.1:{port}", "--no-control-socket", f"{__name__}:application"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"LOSSFOLD_BODY": seconds}, stderr=log)
    try:
        for _ in range(600):
            try:
                connected(port).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait(30)


def connected(port: int, sent: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), 60)
    connection.sendall(sent)
    return connection


def answers(connection: socket.socket, count: int) -> bytes:
    """What has come when that many answers have, or the other side has closed."""
    found = b""
    while found.count(b"well") < count and (more := connection.recv(4096)):
        found += more
    return found


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with running(tmp_path_factory.mktemp("worker"), "60") as port:
        yield port


@pytest.mark.parametrize("start", [b"", HALF, WHOLE + HALF], ids=["silent", "half a head", "half of a second one"])
def test_clients_that_are_slow_to_ask_take_no_thread(port: int, start: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(12):
            stack.enter_context(connected(port, start))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
            assert answer.read() == b"well"


@pytest.mark.parametrize("parts", [[HALF, b"1\r", b"\n\r\n"], [b"\r\n", WHOLE], [b"G", WHOLE[1:]]])
def test_a_head_in_parts_is_one(port: int, parts: list[bytes]) -> None:
    with connected(port) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part)
            time.sleep(0.05)
        assert answers(connection, 1).startswith(b"HTTP/1.1 200 OK")


def test_what_is_asked_in_one_breath_is_answered_in_turn(port: int) -> None:
    with connected(port, WHOLE * 3) as connection:
        assert answers(connection, 3).count(b"HTTP/1.1 200 OK") == 3
        connection.sendall(WHOLE)
        assert answers(connection, 1).count(b"HTTP/1.1 200 OK") == 1


def test_who_stops_in_the_middle_is_let_go(port: int) -> None:
    with connected(port, HALF) as connection:
        connection.shutdown(socket.SHUT_WR)
        assert answers(connection, 1) == b""


def test_a_head_that_drips_is_late_as_a_whole(tmp_path: Path) -> None:
    with running(tmp_path, "0.3") as port, connected(port, HALF) as connection:
        connection.setblocking(False)
        for _ in range(600):
            try:
                connection.sendall(b"x")
                if connection.recv(100) == b"":
                    break
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:  # reset
                break
        else:
            pytest.fail("It was waited for to the end.")
