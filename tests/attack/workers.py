"""What a start costs; and a worker that is killed or stands still while requests of some seconds are in flight."""

import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.attack.crowd import EMBED, costliest
from tests.attack.load import told
from tests.attack.serving import Server, gunicorn, pair_behind_nginx
from tests.deploy.front import Front

# Seconds in which a new worker must be there: the master's patience with a silent one, and its start.
REPLACED = 150.0
IN_FLIGHT = 4


def starts(scale: float) -> list[str]:
    """What a start costs, with an empty cache of programs and with the one that this has filled."""
    lines = list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("an empty cache", "a filled cache"):
            # Its worker accepts nothing until it is warm.
            with gunicorn(WORKERS="1", LOSSFOLD_CACHE=folder) as server:
                lines.append(f"start with {name}: {server.seconds():.1f} CPU s of the worker, {told()} | ")
    return lines


def killed_worker(scale: float) -> list[str]:
    """A worker of two killed, then one stopped, and the same behind nginx, each with costly requests in flight."""
    return [
        _alone("killed", signal.SIGKILL, max(8.0, 30.0 * scale)),
        _alone("stopped", signal.SIGSTOP, max(8.0, 30.0 * scale)),
        *_behind_nginx(),
    ]


def _alone(name: str, what: signal.Signals, seconds: float) -> str:
    """Whether others are answered all the time, and the worker is replaced."""
    with gunicorn() as server:
        _known_to_all(server)
        ends = Counter[int]()
        in_flight = _in_flight(lambda k: _costly(server, k, ends))
        victim = server.busiest()
        os.kill(victim, what)
        failures, probes, longest = 0, 0, 0.0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for address in (EMBED, "/healthz"):
                status, _, took = server.ask(address, patience=10)
                probes, failures, longest = probes + 1, failures + (status != 200), max(longest, took)
            time.sleep(0.1)
        replaced = _replaced(server, victim)
        for each in in_flight:
            each.join(REPLACED)
        traces = server.traces()
    fine = failures == 0 and replaced is not None and traces == 0
    after = "never" if replaced is None else f"after {seconds + replaced:.0f} s or less"
    return (
        f"{name}: {probes - failures} of {probes} probes fine, longest {longest:.1f} s; the {IN_FLIGHT} in flight "
        f"{dict(ends)} (0: lost); another worker {after}; {traces} traces | {'holds' if fine else 'FAILS'}"
    )


def _known_to_all(server: Server) -> None:
    """Has each worker keep the page that is asked for later: made anew beside costly work it would have to wait."""
    with ThreadPoolExecutor(16) as pool:
        for _ in range(50):
            list(pool.map(server.ask, [EMBED] * 16))
            if server.log.read_text("utf-8", "replace").count(" ms made") >= 2:
                return


def _in_flight(ask: Callable[[int], None]) -> list[threading.Thread]:
    """Requests that have been at work for a second."""
    threads = [threading.Thread(target=ask, args=(k,), daemon=True) for k in range(IN_FLIGHT)]
    for each in threads:
        each.start()
    time.sleep(1.0)
    return threads


def _costly(server: Server, number: int, ends: Counter[int]) -> None:
    requests = costliest()
    for _ in range(number):
        next(requests)
    address, body = next(requests)
    headers = {"Content-Type": "application/json"}
    ends[server.ask(address, method="POST", headers=headers, body=body, patience=REPLACED)[0]] += 1


def _replaced(server: Server, victim: int) -> float | None:
    """Seconds until there are two workers again and the old one is none of them; None if that does not come."""
    begun = time.monotonic()
    while time.monotonic() - begun < REPLACED:
        workers = server.workers()
        if victim not in workers and len(workers) == 2:
            return time.monotonic() - begun
        time.sleep(0.5)
    return None


def _behind_nginx() -> list[str]:
    """New figures in flight at two servers of one worker each, one of which is killed: nginx asks the other."""
    with pair_behind_nginx() as (servers, front):
        ends = Counter[int]()
        in_flight = _in_flight(lambda k: _new_figure(front, k, ends))
        os.kill(servers[0].busiest(), signal.SIGKILL)
        for each in in_flight:
            each.join(REPLACED)
    fine = ends == Counter({200: IN_FLIGHT})
    return [f"killed behind nginx: {IN_FLIGHT} new figures in flight {dict(ends)} | {'holds' if fine else 'FAILS'}"]


def _new_figure(front: Front, number: int, ends: Counter[int]) -> None:
    """A figure that takes its time, asked for as a page asks."""
    address = f"/embed?loss=logistic&data=breast-cancer&noise=0.6&n=241&knobs=l1,l2&l1=0.{number + 11}&lang=en"
    status = 503
    while status == 503:
        answer = front.get(address, seconds=REPLACED)
        status = answer.status
        if status == 503:
            time.sleep(float(answer.headers["retry-after"]))
    ends[status] += 1
