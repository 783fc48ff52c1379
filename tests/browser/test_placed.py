"""Below a path, and while two releases are up: nothing breaks, and an open page goes on or opens anew once."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.balancer import balanced
from tests.browser.steps import comes, press, slider, stands
from tests.browser.test_embed import LIVE, framed
from tests.conftest import ROOT, serving

SOURCES = ("app.py", "assets", "components", "landscapes", "lossfold")
CALLBACK = 'Input(ids.REQUEST, "data"), prevent_initial_call=True)(answered(draw))'
OTHER = 'Input(ids.REQUEST, "data"), State(ids.ADDRESS, "data"), prevent_initial_call=True)(draw_it)'


def test_below_a_path_all_pages_work_and_ask_for_nothing_outside(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with serving(ROOT, tmp_path / "log", more={"LOSSFOLD_URL": "http://127.0.0.1:{port}/lossfold"}) as address:
        page.goto(f"{address}lossfold?loss=linear&rho=0.5&l1=0&lang=en")
        stands(page)
        press(page, slider(page, "ρ"), "End")
        comes(page, "lossfold.state.scene.spec.rho === 1")
        expect(page).to_have_url(re.compile(r"/lossfold/\?.*rho=1"))
        page.get_by_role("button", name="Share").first.click()
        expect(page.locator("#share-link")).to_have_value(re.compile(f"^{re.escape(address)}lossfold/[?]"))
        page.goto(f"{address}lossfold/learn/l1-folds?lang=en")
        framed(page).wait_for_selector(LIVE, timeout=30_000)
        page.get_by_role("link", name="Open in the explorer").click()
        stands(page)
        # The surface stands before all of the page has come, which would ask a server that is gone.
        page.goto("about:blank")
    paths = {urlsplit(each).path for each in asked if each.startswith(address)}
    assert len(paths) > 10
    assert {path for path in paths if not path.startswith("/lossfold/")} <= {"/lossfold"}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of another release, which asks otherwise than this one's pages do."""
    place = tmp_path_factory.mktemp("other")
    for name in SOURCES:
        here = ROOT / name
        shutil.copytree(here, place / name) if here.is_dir() else shutil.copy(here, place / name)
    file = place / "components" / "explorer" / "callbacks.py"
    text = file.read_text(encoding="utf-8")
    assert CALLBACK in text
    # It wants one more thing than this release's pages send.
    drawing = "def draw_it(asked, _):\n    return draw(asked, at_once)\n\n\ndef register("
    file.write_text(text.replace(CALLBACK, OTHER).replace("def register(", drawing), encoding="utf-8")
    script = place / "assets" / "core" / "format.js"
    script.write_text(f"{script.read_text(encoding='utf-8')}\nglobalThis.isOther = true;\n", encoding="utf-8")
    with serving(place, place / "log") as address:
        yield address


# The browser logs each answer that a page gets over.
def quiet(page: Page) -> list[str]:
    """The page's loads from now on."""
    loads: list[str] = []
    page.on("framenavigated", lambda frame: loads.append(frame.url) if frame is page.main_frame else None)
    return loads


def test_an_open_explorer_whose_release_is_gone_opens_anew_once(browser: Browser, server: str, other: str) -> None:
    page = browser.new_context(locale="en-GB").new_page()
    behind = [server]
    with balanced(behind) as address:
        page.goto(f"{address}?loss=linear&rho=0.5&l1=0&lang=en")
        stands(page)
        behind[:] = [other]
        loads = quiet(page)
        # λ asks nobody; ρ asks a server that does not know this page's question.
        press(page, slider(page, "λ").first, "ArrowRight")
        press(page, slider(page, "ρ"), "End")
        comes(page, "globalThis.isOther === true", 30_000)
        stands(page)
        comes(page, "lossfold.state.scene.spec.rho === 1")
        press(page, slider(page, "ρ"), "Home")
        comes(page, "lossfold.state.scene.spec.rho === -1")
        assert len([url for url in loads if "rho=1" in url]) >= 1
        assert page.evaluate("() => performance.getEntriesByType('navigation')[0].type") == "reload"
    page.context.close()


def test_pages_between_two_releases_are_whole(page: Page, server: str, other: str) -> None:
    with balanced([server, other]) as address:
        for number in range(4):
            page.goto(f"{address}embed?n=61&lang=en&l1=0.{number + 1}")
            page.wait_for_selector(LIVE, timeout=30_000)
        page.goto(f"{address}learn/l1-folds?lang=en")
        framed(page).wait_for_selector(LIVE, timeout=30_000)
        page.goto("about:blank")
