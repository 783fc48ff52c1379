"""What deploy/ and the Dockerfile say of the server is so; the steps of the container, one by one."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml

from app import server
from components.settings import NAMES
from harness.places import ROOT, free_port
from landscapes.spec import models

DEPLOY = ROOT / "deploy"
ROUTES = {rule.rule for rule in server.url_map.iter_rules()}
# What XLA compiles for, which is no setting of ours.
FOREIGN = {"XLA_FLAGS"}


def container() -> dict[str, Any]:
    documents = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
    return documents[0]["spec"]["template"]["spec"]["containers"][0]


def test_every_setting_that_is_set_is_one() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    named = set(compose["x-app"]["environment"]) | {each["name"] for each in container()["env"]}
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    named |= {pair.partition("=")[0] for line in re.findall(r"^ENV (.+)$", docker, re.M) for pair in line.split()}
    assert named - FOREIGN <= set(NAMES)


def test_readiness_is_apart_from_liveness_and_both_are_routes() -> None:
    probes = {kind: container()[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")}
    assert probes == {"startup": "/readyz", "readiness": "/readyz", "liveness": "/healthz"}
    assert set(probes.values()) <= ROUTES
    assert "/readyz" in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_both_servers_of_compose_are_those_of_nginx() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    upstream = re.findall(r"^  server ([\w-]+):(\d+)", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"), re.M)
    assert dict(upstream) == {name: compose["x-app"]["expose"][0] for name in compose["services"] if name != "nginx"}


def test_places_of_nginx_that_are_treated_apart_are_routes() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (work,) = re.findall(r"location ~ \^/\((.+?)\)\$", text)
    assert {f"/{each}".replace("\\", "") for each in work.split("|")} <= ROUTES


def programs(folder: Path) -> set[str]:
    """The compiled programs that a cache holds; JAX keeps the time at which it last read one beside each."""
    return {path.name for path in folder.iterdir() if not path.name.endswith("-atime")}


def statuses(port: int, paths: Iterable[str]) -> list[int]:
    """What a server says, as soon as it listens."""
    for _ in range(1500):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            break
        time.sleep(0.2)
    answers = []
    for path in paths:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
            answers.append(answer.status)
    return answers


@pytest.mark.slow  # compiles everything, as the image's build does
def test_a_start_with_the_images_cache_compiles_nothing(tmp_path: Path) -> None:
    # The Dockerfile's own command, into a fresh folder; then one worker on one core, as its first container starts.
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "RUN .venv/bin/python app.py --warm && .venv/bin/python app.py --keep-release releases" in lines
    (flags,) = re.findall(r"XLA_FLAGS=(\S+)", lines)
    port, cache = free_port(), tmp_path / "cache"
    environment = {name: text for name, text in os.environ.items() if not name.startswith("JAX_")} | {
        "LOSSFOLD_CACHE": str(cache), "XLA_FLAGS": flags, "PORT": str(port), "WORKERS": "1",
    }  # fmt: skip
    subprocess.run([sys.executable, "app.py", "--warm"], cwd=ROOT, env=environment, check=True)
    warmed = programs(cache)
    assert len(warmed) > 20
    kept = [sys.executable, "app.py", "--keep-release", str(tmp_path / "releases")]
    subprocess.run(kept, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert any(path.name.startswith("dash-renderer-") for path in (tmp_path / "releases").iterdir())
    process = subprocess.Popen(
        ["taskset", "-c", "0", sys.executable, "-m", "gunicorn", "app:server"],
        cwd=ROOT, env=environment, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        # The first visitors: the explorer, and each model's figure.
        asked = ["/readyz", "/scene?lang=en", *(f"/scene?loss={loss}&lang=en" for loss in models())]
        assert set(statuses(port, asked)) == {200}
    finally:
        process.terminate()
        process.wait(60)
    # JAX keeps whatever it compiles, so that what was not there before was missed by --warm.
    assert programs(cache) == warmed
