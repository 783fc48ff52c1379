"""Many at once: hostile requests by four clients, and the costliest by eight and by thirty-two beside a visitor."""

import json
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from tests.attack.costs import ALL, OWN, body_of
from tests.attack.hostile import hostile
from tests.attack.serving import Server, gunicorn

EMBED = "/embed?l1=0.3&lang=en"
CALLBACK = "/_dash-update-component"


def hostile_requests(scale: float) -> list[str]:
    """12,000 hostile requests, four at a time: statuses, traces, memory."""
    total = int(12_000 * scale)
    with gunicorn() as server:
        begun, before = time.monotonic(), server.memory()

        def send(each: tuple[str, str, dict[str, str], bytes | None]) -> int:
            method, address, headers, body = each
            return server.ask(_sendable(address), method=method, headers=_plain(headers), body=body)[0]

        with ThreadPoolExecutor(4) as pool:
            statuses = Counter(pool.map(send, hostile(total)))
        traces, alive = server.traces(), server.ask("/healthz")[0]
        after = server.memory()
    shown = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
    fine = traces == 0 and alive == 200 and statuses[500] == 0
    verdict = "holds" if fine else "FAILS"
    return [
        f"{total} requests in {time.monotonic() - begun:.0f} s: {traces} traces, {statuses[500]} faults | {verdict}",
        f"statuses {shown} | ",
        f"memory {before:.0f} -> {after:.0f} MB | ",
    ]


def _sendable(address: str) -> str:
    return address.replace(" ", "%20")


def _plain(headers: dict[str, str]) -> dict[str, str]:
    return {name: value.replace("\t", " ") for name, value in headers.items()}


def costliest() -> Iterator[tuple[str, bytes]]:
    """Requests of the costliest kinds that are allowed, no two alike: with own files of 5,000 rows, by turns."""
    plain = {key: value for key, value in OWN.items() if key == "data"}
    kinds = (
        ("scene.data", "request.data", {**OWN, "loss": "logistic"}),
        ("paths.data", "paths-request.data", {**OWN, "loss": "logistic", "knobs": "l1,l2"}),
        ("extras.data", "extras-request.data", {**plain, **ALL, "loss": "logistic"}),
        ("extras.data", "extras-request.data", {**plain, **ALL, "loss": "huber"}),
    )
    made = [(json.dumps(body_of(*kind)), kind) for kind in kinds]
    for k in count():
        text, (_, _, query) = made[k % len(made)]
        # Another number in its query makes it another request, of the same cost.
        inside = json.dumps({**query, "l1": f"{(k % 150) / 100 + 0.01:.2f}"})
        yield CALLBACK, text.replace(json.dumps(query), inside).encode()


def costliest_requests(scale: float) -> list[str]:
    """A visitor's embed and /healthz, each second, while clients ask for the costliest without a pause."""
    seconds = max(8.0, 60.0 * scale)
    lines: list[str] = []
    with gunicorn() as server:
        server.ask(EMBED)
        idle = _probed(server, seconds / 3)
        lines.append(f"idle: {_shown(idle)} | ")
        for clients in (8, 32):
            busy, statuses, burnt = _under(server, clients, seconds)
            times = [each for _, each in busy]
            failures = sum(status != 200 for status, _ in busy)
            ratio = _high(times) / max(_high([each for _, each in idle]), 1e-3)
            verdict = "holds" if failures == 0 and ratio <= 10.0 else "FAILS"
            shown = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
            lines.append(f"{clients} clients: {_shown(busy)}, {failures} failures, {ratio:.1f} x idle | {verdict}")
            lines.append(f"their answers {shown}; {burnt:.0f} CPU s in {seconds:.0f} s | ")
        lines.append(f"traces {server.traces()} | {'holds' if server.traces() == 0 else 'FAILS'}")
    return lines


def _under(server: Server, clients: int, seconds: float) -> tuple[list[tuple[int, float]], Counter[int], float]:
    done, statuses, requests, lock = threading.Event(), Counter[int](), costliest(), threading.Lock()

    def attack() -> None:
        while not done.is_set():
            with lock:
                address, body = next(requests)
            headers = {"Content-Type": "application/json"}
            status, _, _ = server.ask(address, method="POST", headers=headers, body=body, patience=20)
            with lock:
                statuses[status] += 1

    attackers = [threading.Thread(target=attack, daemon=True) for _ in range(clients)]
    burnt = server.seconds()
    for each in attackers:
        each.start()
    time.sleep(1.0)
    probes = _probed(server, seconds)
    done.set()
    for each in attackers:
        each.join(30)
    return probes, statuses, server.seconds() - burnt


def _probed(server: Server, seconds: float) -> list[tuple[int, float]]:
    """Status and time of a kept embed and of /healthz, five times a second."""
    until, found = time.monotonic() + seconds, list[tuple[int, float]]()
    while time.monotonic() < until:
        for address in (EMBED, "/healthz"):
            status, _, took = server.ask(address, patience=10)
            found.append((status, took))
        time.sleep(0.2)
    return found


def _high(times: list[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[min(len(times) - 1, int(0.99 * len(times)))]


def _shown(probes: list[tuple[int, float]]) -> str:
    times = [each for _, each in probes]
    return f"{len(times)} probes, median {1000 * statistics.median(times):.0f} ms, p99 {1000 * _high(times):.0f} ms"
