"""A real server and a real Chromium for the tests that need them."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from harness.browsers import FLAGS, chromium
from harness.places import ROOT, free_port
from tests.browser.browsers import QUICK

# Programs that JAX has compiled are kept between runs, of the tests and of the servers that they start, in one place:
# JAX reads its own names when it is imported, the app reads the last one.
COMPILED = str(ROOT / ".cache" / "jax")
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", COMPILED)
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.05")
os.environ.setdefault("LOSSFOLD_CACHE", COMPILED)
# Products of small matrices are no quicker on several threads, which take the time of the other process's tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Arrays of different ranks are broadcast where the code says so, and nowhere by accident.
os.environ.setdefault("JAX_NUMPY_RANK_PROMOTION", "raise")
# What tests compute with JAX themselves is in float64. Our code sees to its own: tests/test_package.py runs it without.
os.environ.setdefault("JAX_ENABLE_X64", "1")
# What is awaited comes in a moment on an idle machine, and later on one that draws two pages at once.
expect.set_options(timeout=20_000)
NONE: Mapping[str, str] = {}
LOG = pytest.StashKey[Path]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what drives a browser. It runs after the rest: two processes with a server and a Chromium each, whose WebGL
    is software, are all that two cores can take."""
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


@contextmanager
def serving(
    place: Path,
    log: Path,
    *,
    command: tuple[str, ...] = ("app.py",),
    alive: str = "healthz",
    more: Mapping[str, str] = NONE,
) -> Iterator[str]:
    """The address of a program of Python's in a folder of sources, running; what it says goes into the log.

    command : what it is, with its arguments; it listens on the port that ``PORT`` names
    alive : the path that answers as soon as it does
    more : what its environment has beside that of the tests; ``{port}`` in it is the port
    """
    port = free_port()
    placed = {name: text.format(port=port) for name, text in more.items()}
    # On a slow machine a turn comes late; a request that is refused for it would fail a test of something else.
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "LOSSFOLD_WAIT": "60"} | placed
    environment.pop("JAX_ENABLE_X64")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=place, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(150):
            try:
                with urllib.request.urlopen(f"{address}{alive}"):
                    break
            except urllib.error.URLError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the app, running."""
    log = Path(tempfile.mkdtemp(prefix="lossfold-")) / "server.log"
    request.session.stash[LOG] = log
    with serving(ROOT, log) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium with software WebGL."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, *QUICK])
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
    # What is still on its way when the page closes is broken off, which is no error of the page's.
    heard = [*errors]
    context.close()
    # The browser itself logs the 400 of a refused address as an error.
    assert [error for error in heard if "400 (BAD REQUEST)" not in error] == []
