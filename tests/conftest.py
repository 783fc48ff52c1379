"""A real server and a real Chromium for the tests that need them."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.browsers import FLAGS, chromium

ROOT = Path(__file__).parents[1]
# Programs that JAX has compiled are kept between runs, as the app keeps them; it reads this when it is imported.
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(ROOT / ".cache" / "jax"))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.05")
# Arrays of different ranks are broadcast where the code says so, and nowhere by accident.
os.environ.setdefault("JAX_NUMPY_RANK_PROMOTION", "raise")
LOG = pytest.StashKey[Path]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run by themselves: their WebGL is software, and two browsers at once starve each other."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that fails shows what the server has logged."""
    report = yield
    log = item.session.stash.get(LOG, None)
    if report.failed and log is not None and log.stat().st_size:
        report.sections.append(("Log of the server", log.read_text(errors="replace")[-4000:]))
    return report


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of ``python app.py``, running."""
    port = free_port()
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1"}
    log = Path(tempfile.mkdtemp(prefix="lossfold-")) / "server.log"
    request.session.stash[LOG] = log
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{address}healthz"):
                    break
            except urllib.error.URLError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium with software WebGL."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A desktop page in English that fails the test on any script error."""
    context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="en-GB")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    # The browser itself logs the 400 of a refused address as an error.
    assert [error for error in errors if "400 (BAD REQUEST)" not in error] == []
