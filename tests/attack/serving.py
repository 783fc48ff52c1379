"""gunicorn as an operator runs it, on loopback, with its log at hand; what it burns, and what is asked of it."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.places import ROOT, free_port
from tests.deploy.front import Front, fronted

TRACE = re.compile(r"^Traceback \(most recent call last\)|\bfault [0-9a-f]{8}: ", re.MULTILINE)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Server:
    """A running server.

    port : on 127.0.0.1
    log : its file
    process : that of the master
    """

    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    def workers(self) -> list[int]:
        """The processes that answer: the master's children that listen, not those that count."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii").split()
        return [int(each) for each in children if b"gunicorn" in Path(f"/proc/{each}/cmdline").read_bytes()]

    def busiest(self) -> int:
        """The worker that has burnt most in the last third of a second."""
        before = {each: sum(map(int, _stat(each)[11:13])) for each in self.workers()}
        time.sleep(0.3)
        return max(before, key=lambda each: sum(map(int, _stat(each)[11:13])) - before[each])

    def boots(self) -> int:
        """How often a worker was started; 1 where the log is not to be had."""
        return max(1, self.log.read_text("utf-8", "replace").count("Booting worker"))

    def seconds(self) -> float:
        """CPU seconds that its processes have burnt."""
        return sum(sum(map(int, _stat(each)[11:13])) for each in self.workers()) / TICKS

    def memory(self) -> float:
        """Their resident memory together, in MB."""
        return sum(int(_stat(each)[21]) for each in self.workers()) * PAGE / 1e6

    def traces(self) -> int:
        """Traces in the log so far."""
        return len(TRACE.findall(self.log.read_text("utf-8", "replace")))

    def ask(
        self,
        address: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        patience: float = 60.0,
        port: int | None = None,
    ) -> tuple[int, bytes, float]:
        """Status, body, and how long it took; status 0 for no answer in time. ``port``: where its counts are read."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=patience)
        try:
            connection.putrequest(method, address, skip_host="Host" in (headers or {}))
            sent = {**(headers or {}), **({} if body is None else {"Content-Length": str(len(body))})}
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.read(), time.monotonic() - begun
        except (OSError, http.client.HTTPException):
            return 0, b"", time.monotonic() - begun
        finally:
            connection.close()


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; zeros of a process that has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2].split()
    except OSError:
        return ["0"] * 50


@contextmanager
def gunicorn(before: str = "", **settings: str) -> Generator[Server]:
    """A server with these settings, warm.

    before : what a shell does first, with mounts of its own
    """
    port = free_port()
    log = Path(tempfile.mkdtemp(prefix="lossfold-attack-")) / "server.log"
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1"} | settings
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    if before:
        command = ["unshare", "-m", "sh", "-c", f'{before}exec "$@"', "sh", *command]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    server = Server(port, log, process)
    try:
        until = time.monotonic() + 240
        while server.ask("/healthz", patience=5)[0] != 200:
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError(log.read_text("utf-8", "replace")[-2000:])
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def pair_behind_nginx() -> Generator[tuple[list[Server], Front]]:
    """Two servers of one worker each, and nginx in front of them."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        listens = (free_port(), free_port())
        settings = {"WORKERS": "1", "LOSSFOLD_PROXIES": "1", "LOSSFOLD_URL": f"https://localhost:{listens[0]}"}
        servers = [stack.enter_context(gunicorn(**settings)) for _ in range(2)]
        front = stack.enter_context(fronted(folder, (servers[0].port, servers[1].port), listens))
        yield servers, front
