"""The server as the Dockerfile runs it: gunicorn with its settings; and ``python app.py`` from a cold start."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.conftest import ROOT, free_port


def wait_for(address: str, seconds: float) -> str:
    """The text at an address as soon as it answers."""
    until = time.time() + seconds
    while time.time() < until:
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer within {seconds} s")


def test_gunicorn_serves_the_page_with_the_repositorys_settings() -> None:
    port = free_port()
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", 60)
        assert "react-entry-point" in wait_for(f"http://127.0.0.1:{port}/?l1=0.5", 10)
    finally:
        process.terminate()
        process.wait(20)


def test_the_dockerfile_copies_only_what_is_there() -> None:
    lines = Path(ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    names = [name for line in copied for name in line if not name.startswith("--")]
    assert names
    assert all((ROOT / name).exists() for name in names)
