"""The course as files, served from a folder by a plain server under a strict policy, and opened as files."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components import site as sites
from components.learn.course import course
from tests.browser.sites import site
from tests.browser.steps import press
from tests.browser.test_embed import LIVE, framed

# The strictest under which plotly.js can draw: nothing of anybody else's, and no script within a page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'"
)
BELOW = "notes/lossfold/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in a folder of another; of its figures those that are looked at."""
    root = tmp_path_factory.mktemp("served")
    whole = sites._figure_page
    with pytest.MonkeyPatch.context() as patch:
        wanted = ("l1-folds-1", "mine", "what-is-averaged-1")
        page = lambda figure, at: whole(figure, at) if figure.name.startswith(wanted) else b"<p>a figure</p>"  # noqa: E731
        patch.setattr(sites, "_figure_page", page)
        sites.site(root / BELOW, sites.chosen(["mine: l1=0.35&knobs=l1&n=61"]))
    return root


def test_from_the_first_page_by_the_search_to_a_live_figure(page: Page, folder: Path) -> None:
    with site(folder, POLICY) as address:
        page.goto(f"{address}{BELOW}")
        # The browser speaks English, and is led there.
        page.wait_for_url(f"{address}{BELOW}en/index.html")
        page.keyboard.press("/")
        page.keyboard.type("folds")
        expect(page.get_by_role("status")).to_contain_text(re.compile("Pages found: [1-9]"))
        page.get_by_role("link", name=course().pages["l1-folds", "en"].title).click()
        frame = framed(page)
        frame.wait_for_selector(LIVE, timeout=30_000)
        press(page, frame.get_by_role("slider", name="λ"), "End")  # pyright: ignore[reportArgumentType]
        expect(frame.locator("#story")).to_contain_text("exactly 0")
        page.locator(".other").click()
        expect(page.locator("h1")).to_have_text(course().pages["l1-folds", "zh"].title)
        expect(framed(page).locator("#story")).to_contain_text(re.compile("[一-龥]"), timeout=30_000)
        page.locator(".turn .after").click()
        expect(page.locator("h1")).to_have_text(course().pages["l2-bends", "zh"].title)


def test_the_gallery_finds_a_chosen_figure_and_a_diagram_is_drawn(page: Page, folder: Path) -> None:
    with site(folder, POLICY) as address:
        page.goto(f"{address}{BELOW}en/figures.html")
        page.get_by_role("searchbox").fill("what is averaged")
        page.keyboard.press("Escape")
        page.locator("a[href$='mine.en.html']").click()
        expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
        page.goto(f"{address}{BELOW}en/what-is-averaged.html")
        framed(page).wait_for_selector("#block td[data-lit=yes]", timeout=30_000)
        framed(page).get_by_role("link").click()


def test_the_code_to_be_copied_has_the_address_in_full(page: Page, folder: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with site(folder, POLICY) as address:
        page.goto(f"{address}{BELOW}en/l1-folds.html")
        page.get_by_role("button", name="Copy the iframe code").click()
        expect(page.locator(".said")).to_have_text("Copied")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied.startswith(f'<iframe src="{address}{BELOW}figures/l1-folds-1.en.html"')


def test_it_works_as_files_without_any_network(browser: Browser, folder: Path) -> None:
    context = browser.new_context(offline=True, locale="zh-CN")
    page = context.new_page()
    page.goto((folder / BELOW / "index.html").as_uri())
    page.wait_for_url("**/zh/index.html")
    # Several times: a frame that keeps its sandbox does so in half of the loads only.
    for language in ("zh", "en", "zh", "en"):
        page.goto((folder / BELOW / language / "l1-folds.html").as_uri())
        # A figure is loaded, and drawn, when it comes into sight.
        page.locator("iframe").scroll_into_view_if_needed()
        expect(page.frame_locator("iframe").locator(LIVE)).to_be_attached(timeout=30_000)
    context.close()
