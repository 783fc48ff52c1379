"""The server as the Dockerfile runs it: gunicorn with its settings; and ``python app.py`` from a cold start."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from harness.places import ROOT, free_port


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


@pytest.mark.slow  # warms up as a server does
def test_gunicorn_serves_the_page_with_the_repositorys_settings(tmp_path: Path) -> None:
    port, counts = free_port(), f"127.0.0.1:{free_port()}"
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "WORKERS": "1", "LOSSFOLD_METRICS": counts}
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=output)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", 300)
        assert "react-entry-point" in wait_for(f"http://127.0.0.1:{port}/?l1=0.5", 60)
        # What happened is counted, and stands in the log.
        told = wait_for(f"http://{counts}/metrics", 60)
        assert 'lossfold_requests_total{cache="none",route="/",status="200"} 1.0' in told
        assert "lossfold_memory_bytes" in told
        assert " GET '/' 'l1=0.5' 200 " in log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(60)


def test_the_dockerfile_copies_only_what_is_there() -> None:
    lines = Path(ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    names = [name for line in copied for name in line if not name.startswith("--")]
    assert names
    assert all((ROOT / name).exists() for name in names)
