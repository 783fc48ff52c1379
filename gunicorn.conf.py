"""gunicorn's settings: threads, never a fork after JAX has started, compiled code ready before the first visitor."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import Any

from components.server.check import problems
from components.settings import SettingsError, settings

try:
    CHOSEN = settings()
except SettingsError as error:
    sys.exit(str(error))

bind = f"{CHOSEN.host}:{CHOSEN.port}"
worker_class = "components.server.worker.Worker"
workers = CHOSEN.workers
threads = CHOSEN.threads
preload_app = False
# Each second a worker says that it lives, whatever its threads are at; one that does not for so long is replaced.
timeout = 30
# They say so by files, in memory if that may be written: a disk can be slow, full or read-only.
FOLDERS = ["/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
with suppress(FileNotFoundError):
    FOLDERS.append(tempfile.gettempdir())
if not FOLDERS:
    sys.exit("gunicorn needs a folder that it may write, for files of no size: /dev/shm or /tmp.")
worker_tmp_dir = FOLDERS[0]
# Who draws a link's card wants a folder too.
tempfile.tempdir = FOLDERS[-1]
# Nobody steers it through a socket in a home, which it may not have.
control_socket_disable = True
# What a proxy says of a request is read in one place, by the number of ``LOSSFOLD_PROXIES``.
forwarded_allow_ips = ""
max_requests = CHOSEN.requests
# Not all processes at one moment.
max_requests_jitter = CHOSEN.requests // 4
# Seconds that a process which is replaced has for what it is at.
graceful_timeout = int(CHOSEN.deadline) + 5
# Where the processes write what Prometheus is told, and who tells it.
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
READERS: list[subprocess.Popen[bytes]] = []
# They write through memory maps: a process whose folder is full is ended by the machine.
ROOM = 16_000_000


def on_starting(server: Any) -> None:
    """Says what is amiss before anybody asks, and makes room for the counts."""
    for sentence in problems():
        server.log.warning(sentence)
    if CHOSEN.metrics:
        folder = next(filter(has_room, FOLDERS), None)
        if folder is None:
            server.log.warning("LOSSFOLD_METRICS: nothing is counted, as there is no room in %s.", " or ".join(FOLDERS))
        else:
            os.environ[COUNTS] = tempfile.mkdtemp(prefix="lossfold-counts-", dir=folder)


def has_room(folder: str) -> bool:
    """Whether counts can be kept in a folder."""
    return shutil.disk_usage(folder).free > ROOM


def when_ready(server: Any) -> None:
    """A process of its own answers Prometheus: here nothing may run beside the forks."""
    if COUNTS in os.environ:
        command = [sys.executable, "-m", "components.server.metrics", CHOSEN.metrics, os.environ[COUNTS]]
        READERS.append(subprocess.Popen(command, env={key: os.environ[key] for key in os.environ if key != COUNTS}))


def post_worker_init(worker: Any) -> None:
    """Each worker compiles, or takes from the cache, what the first pictures need, and says meanwhile that it lives."""
    from components.server import access_log, memory
    from components.server.ready import warm

    # A thread that works hands over five times as often as is usual: cheap requests wait less for it.
    sys.setswitchinterval(0.001)
    access_log.begin()
    memory.watch()
    is_warm = threading.Event()

    def live() -> None:
        while not is_warm.wait(1.0):
            worker.notify()

    threading.Thread(target=live, daemon=True).start()
    warm()
    is_warm.set()


def child_exit(server: Any, worker: Any) -> None:
    """What a process that has ended had in hand counts no more."""
    if COUNTS in os.environ:
        # Not our own module, which would begin to count here too.
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leaves nothing behind."""
    for reader in READERS:
        reader.terminate()
    if COUNTS in os.environ:
        shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
