"""Mixed traffic for half an hour, own files of 300 lengths among it: memory after the first sixth stays as it is."""

import json
import random
import time
from collections import Counter
from statistics import mean

from tests.attack.costs import body_of
from tests.attack.load import told
from tests.attack.serving import Server, gunicorn

MINUTES = 30.0
LENGTHS = 300
METHODS = ("gd", "momentum", "adam", "ista", "fista", "coordinate", "sgd", "adagrad")


def growth(scale: float) -> list[str]:
    """How far memory grew after the first sixth of the time, in per cent of its mean."""
    seconds, lines = 60.0 * MINUTES * scale, list[str]()
    draw, statuses = random.Random(3), Counter[int]()
    with gunicorn(WORKERS="1") as server:
        begun, measured = time.monotonic(), list[tuple[float, float]]()
        while (now := time.monotonic() - begun) < seconds:
            statuses[_one(server, draw)] += 1
            if not measured or now - measured[-1][0] > seconds / 60:
                measured.append((now, server.memory()))
        settled = [memory for at, memory in measured if at >= seconds / 6]
        # Halves of what follows: memory rises until programs are dropped, several times over, and a shorter part says
        # at which height of that saw it was taken.
        half = len(settled) // 2
        first, last = mean(settled[:half]), mean(settled[half:])
        percent = 100.0 * (last - first) / first
        lines.append(
            f"{sum(statuses.values())} requests in {seconds:.0f} s, one process: {measured[0][1]:.0f} MB at first, "
            f"after a sixth {_shown(settled[:half])}, then {_shown(settled[half:])}: {percent:+.1f} %; "
            f"{server.seconds():.0f} CPU s, {told()} | {'holds' if percent < 5.0 else 'FAILS'}"
        )
        lines.append(f"MB, by time: {' '.join(f'{memory:.0f}' for _, memory in measured)} | ")
        lines.append(f"statuses {dict(statuses)}, traces {server.traces()} | ")
    return lines


def _shown(memory: list[float]) -> str:
    return f"{mean(memory):.0f} on average ({min(memory):.0f} to {max(memory):.0f})"


def _one(server: Server, draw: random.Random) -> int:
    """One request: an own file's scene or walks, or a figure of the built-in data."""
    kind = draw.random()
    rows = 20 + 15 * draw.randrange(LENGTHS)
    loss = draw.choice(("linear", "logistic", "huber"))
    if kind < 0.35:
        query = {"data": "own", "loss": loss, "view": "descent", "walk": draw.choice(METHODS), "l1": _weight(draw)}
        return _post(server, body_of("extras.data", "extras-request.data", query, rows=rows))
    if kind < 0.55:
        query = {"data": "own", "loss": loss, "n": str(61 + 2 * draw.randrange(60)), "l1": _weight(draw)}
        return _post(server, body_of("scene.data", "request.data", query, rows=rows))
    data = {"linear": "diabetes", "huber": "diabetes", "logistic": "breast-cancer"}[loss]
    address = f"/embed?loss={loss}&data={data}&n={61 + 2 * draw.randrange(60)}&l1={_weight(draw)}&lang=en"
    extra = draw.choice(("", f"&noise={draw.randrange(1, 20) / 20}", "&drop=0.3&mask=adaptive", "&knobs=l1,l2"))
    return server.ask(address + extra)[0]


def _weight(draw: random.Random) -> str:
    return f"{draw.randrange(200) / 100:.2f}"


def _post(server: Server, body: dict[str, object]) -> int:
    headers = {"Content-Type": "application/json"}
    return server.ask("/_dash-update-component", method="POST", headers=headers, body=json.dumps(body).encode())[0]
