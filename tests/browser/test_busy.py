"""A figure in somebody's page while the server is busy: it says so, and comes by itself as soon as there is a turn."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from app import server
from components.i18n import LANGUAGES, words
from components.server import heavy
from components.server.work import Work
from tests.browser.sites import site
from tests.browser.test_embed import LIVE, host


class Busy(NamedTuple):
    """A server of this process: its address, and what frees it."""

    address: str
    free: threading.Event


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Busy]:
    """A server on which every turn is taken, until it is freed."""
    taken, freed, is_full = Work(1, 1, 0.05, 30.0), threading.Event(), threading.Event()
    monkeypatch.setattr(heavy, "LIGHT_SECONDS", 0.0)
    monkeypatch.setattr(heavy, "work", lambda: taken)
    heavy.pages().clear()

    def fill() -> None:
        with taken.place():
            is_full.set()
            freed.wait()

    holder = threading.Thread(target=fill)
    holder.start()
    is_full.wait()
    made = make_server("127.0.0.1", 0, server, threaded=True)
    serves = threading.Thread(target=made.serve_forever)
    serves.start()
    try:
        yield Busy(f"http://127.0.0.1:{made.server_port}/", freed)
    finally:
        freed.set()
        holder.join()
        made.shutdown()
        serves.join()
        made.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose frames may be told to wait: the browser logs that as an error."""
    context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_comes_by_itself_when_the_server_has_a_turn(
    busy: Busy, page: Page, tmp_path: Path, language: str
) -> None:
    told = list[int]()
    page.on("response", lambda answer: told.append(answer.status) if "/embed?" in answer.url else None)
    host(tmp_path, f"{busy.address}embed?lang={language}&n=61&l1=0.29")
    with site(tmp_path) as address:
        page.goto(address)
        said = page.frame_locator("iframe").get_by_role("alert")
        expect(said).to_have_text(words(language)("error.full"))
        # It has asked again, and is told so again, as often as it takes.
        page.wait_for_event("response", lambda answer: answer.status == 503, timeout=30_000)
        busy.free.set()
        expect(page.frame_locator("iframe").locator(LIVE)).to_be_attached(timeout=60_000)
        assert told[-1] == 200
        assert set(told[:-1]) == {503}
        # The page around it was not loaded again.
        assert page.url == address
