"""What the costliest requests cost: CPU seconds of this process, cold and warm. ``python -m tests.attack.costs``.

The CPU's time and not the clock's: it is the same on a busy machine. Warm: every program is compiled, no page is kept.
"""

import base64
import gc
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import numpy as np
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VIEWS = "surface,constraint,fit,slice,prior,path,folds,cloud,descent,compare"
WALKS = {"walk": "gd,sgd,adam,ista", "steps": "2000"}
GALLERY = {"compare": "l1:0,0.1,0.2,0.4,0.6,0.8,1,2"}
ALL = {"view": VIEWS, **WALKS, **GALLERY}
ADAPTIVE = {"n": "241", "noise": "0.7", "drop": "0.4", "mask": "adaptive"}
CANCER = {"loss": "logistic", "data": "breast-cancer"}
# The addresses of R2's table.
PAGES = {
    "embed": ("/embed", {"lang": "en"}),
    "embed, a net, n = 241, two sliders": ("/embed", {"loss": "batchnorm", "n": "241", "knobs": "l1,l2"}),
    "embed, noise and masks, two sliders": ("/embed", {**CANCER, **ADAPTIVE, "knobs": "l1,l2"}),
    "picture, n = 241, noise, masks": ("/picture.png", {**CANCER, "n": "241", "noise": "0.7", "drop": "0.4"}),
    "embed, all views": ("/embed", {**CANCER, **ALL, "n": "241", "knobs": "l1,l2"}),
    "embed, huber, all views": ("/embed", {"loss": "huber", "data": "diabetes", **ALL, "n": "241", "knobs": "l1,l2"}),
    "embed, all views, noise and masks": ("/embed", {**CANCER, **ALL, **ADAPTIVE, "knobs": "l1,l2"}),
    "export, all views": ("/export", {**CANCER, **ALL, "n": "241", "knobs": "l1,l2"}),
}
OWN, QUIET = {"data": "own", **ADAPTIVE}, {"data": "own", "n": "241"}
# Those with a file of 5,000 rows: the callback's output and its query.
ASKED = {
    "scene, own file": ("scene.data", "request.data", {**OWN, "loss": "logistic"}),
    "paths, own file": ("paths.data", "paths-request.data", {**OWN, "loss": "logistic"}),
    "extras, own file, logistic": ("extras.data", "extras-request.data", {**OWN, **ALL, "loss": "logistic"}),
    "extras, own file, huber": ("extras.data", "extras-request.data", {**OWN, **ALL, "loss": "huber"}),
    "extras, own file, quiet, logistic": ("extras.data", "extras-request.data", {**QUIET, **ALL, "loss": "logistic"}),
    "extras, own file, quiet, huber": ("extras.data", "extras-request.data", {**QUIET, **ALL, "loss": "huber"}),
}


def own_file(rows: int = 5000, *, classes: bool) -> dict[str, object]:
    """A file of so many rows, as a request brings it."""
    random = np.random.default_rng(1)
    features = random.normal(size=(rows, 2))
    score = features @ np.array([1.0, -0.5]) + random.normal(size=rows)
    target = (score > 0.0).astype(int) if classes else score.round(6)
    lines = [f"{a:.6f},{b:.6f},{y}" for (a, b), y in zip(features, target, strict=True)]
    contents = base64.b64encode("\n".join(["a,b,y", *lines]).encode()).decode()
    return {"contents": contents, "features": ["a", "b"], "target": "y"}


def body_of(output: str, source: str, query: dict[str, str], *, rows: int = 5000) -> dict[str, object]:
    """A callback's body."""
    name, prop = output.split(".")
    identifier, source_prop = source.split(".")
    file = own_file(rows, classes=query["loss"] == "logistic")
    value = {"query": query, "language": "en", "seq": 1, "file": file}
    return {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "inputs": [{"id": identifier, "property": source_prop, "value": value}],
        "changedPropIds": [source],
    }


def requests() -> Iterator[tuple[str, Callable[[FlaskClient], TestResponse]]]:
    """Each request's name, and what makes it."""
    for name, (path, query) in PAGES.items():
        address = f"{path}?{urlencode(query)}"
        yield name, lambda client, address=address: client.get(address)
    for name, (output, source, query) in ASKED.items():
        body = body_of(output, source, query)
        yield name, lambda client, body=body: client.post("/_dash-update-component", json=body)
    body = own_file(classes=True)
    address = f"/export?{urlencode({**ADAPTIVE, **ALL, 'loss': 'logistic', 'knobs': 'l1,l2'})}"
    yield "export, own file, all views", lambda client: client.post(address, json=body)


def main() -> None:
    from app import server
    from components.server import heavy

    client = server.test_client()
    wanted = sys.argv[1:]
    print("| request | status | bytes | cold, CPU s | warm, CPU s |\n|---|---|---|---|---|", flush=True)
    for name, ask in requests():
        if wanted and not any(part in name for part in wanted):
            continue
        taken = []
        for _ in range(2):
            heavy.pages().clear()
            gc.collect()
            begin = time.process_time()
            answer = ask(client)
            taken.append(time.process_time() - begin)
        print(f"| {name} | {answer.status_code} | {len(answer.data)} | {taken[0]:.1f} | {taken[1]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
