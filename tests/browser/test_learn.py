"""The course at /learn in a real browser: filter, live figures, their heights, phone and keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from components.i18n import LANGUAGES
from components.learn.course import course
from components.learn.tour import tours
from tests.browser.steps import Scheme, comes_to_rest, findings, open_to_axe, peek, press, slider, soon

from .test_embed import LIVE, framed

SLUGS = course().slugs
DRAWN = "#surface[data-drawn]"


FRAME_HEIGHT = "document.querySelector('iframe').offsetHeight"


def follows(page: Page) -> None:
    """Waits until the frame is as high as the page in it asks for."""
    # Asked anew each time: after a change of the window's width the page in the frame is laid out a little later.
    wanted = "lossfold.iframeHeight.wanted(document.querySelector('main'))"
    soon(page, lambda: abs(page.evaluate(FRAME_HEIGHT) - framed(page).evaluate(wanted)) < 2)


def title(slug: str, language: str = "en") -> str:
    return course().pages[slug, language].title


@pytest.mark.parametrize(("language", "query"), [("en", "POSTERIOR"), ("zh", "后验")])
def test_from_the_contents_through_the_filter_to_a_page(page: Page, server: str, language: str, query: str) -> None:
    page.goto(f"{server}learn/?lang={language}")
    entries = page.locator(".entry:visible")
    count = len(SLUGS) + len(tours()) // len(LANGUAGES)
    expect(entries).to_have_count(count)
    page.keyboard.press("/")
    page.keyboard.type("nothing like this")
    expect(entries).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("matches" if language == "en" else "没有匹配")
    page.keyboard.press("Escape")
    expect(entries).to_have_count(count)
    page.keyboard.type(query)
    expect(entries).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("1")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".entry a:focus")).to_contain_text(title("prior", language))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title("prior", language))


def test_enter_opens_the_first_match_and_empty_chapters_are_gone(page: Page, server: str) -> None:
    page.goto(f"{server}learn/?lang=en")
    page.get_by_role("searchbox").fill("fista")
    expect(page.locator(".chapter:visible")).to_have_count(1)
    # Other pages have the word in their text, the one that is about it is opened.
    page.get_by_role("searchbox").fill("kink")
    expect(page.locator(".entry:visible").nth(1)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/learn/kink?lang=en")


def test_a_figure_is_alive_and_as_high_as_it_asks_to_be(page: Page, server: str) -> None:
    page.goto(f"{server}learn/l1-folds?lang=en")
    frame = framed(page)
    frame.wait_for_selector(LIVE, timeout=30_000)
    press(page, frame.get_by_role("slider", name="λ"), "End")  # pyright: ignore[reportArgumentType]
    expect(frame.locator("#story")).to_contain_text("exactly 0")
    follows(page)
    height = peek(page, FRAME_HEIGHT)
    page.set_viewport_size({"width": 420, "height": 760})
    page.wait_for_function(f"() => {FRAME_HEIGHT} < {height - 40}")
    follows(page)


def test_next_leads_through_and_the_other_language_stays_on_the_page(page: Page, server: str) -> None:
    first, second, third = SLUGS[1:4]
    page.goto(f"{server}learn/{first}?lang=en")
    for slug in (second, third):
        page.locator(".turn .after").click()
        expect(page.locator("h1")).to_have_text(title(slug))
    page.locator(".turn .before").click()
    expect(page.locator("h1")).to_have_text(title(second))
    page.locator(".other").click()
    expect(page.locator("h1")).to_have_text(title(second, "zh"))
    expect(framed(page).locator("#story")).to_contain_text("线段", timeout=30_000)


def test_the_code_is_copied_or_shown(page: Page, server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}learn/prior?lang=en")
    page.get_by_role("button", name="Copy the iframe code").click()
    expect(page.locator(".said")).to_have_text("Copied")
    assert peek(page, "navigator.clipboard.readText()").startswith(f'<iframe src="{server}embed?')
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Copy the iframe code").click()
    expect(page.get_by_role("textbox")).to_have_value(re.compile("^<iframe"))


def test_it_opens_in_the_explorer_with_the_same_figure(page: Page, server: str) -> None:
    page.goto(f"{server}learn/constraint?lang=en")
    page.get_by_role("link", name="Open in the explorer").first.click()
    expect(page.locator(DRAWN)).to_be_attached(timeout=30_000)
    expect(slider(page, "λ").first).to_have_value("0.8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_on_a_phone(page: Page, server: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 780})
    for slug in ("", *SLUGS):
        page.goto(f"{server}learn/{slug}?lang={language}", wait_until="domcontentloaded")
        assert peek(page, "document.documentElement.scrollWidth") <= 390, slug
        # Nor does an equation run out of its column: it is broken in two where it would.
        wide = "[...document.querySelectorAll('.equation')].some((each) => each.scrollWidth > each.clientWidth)"
        assert not peek(page, wide), slug
    assert peek(page, "getComputedStyle(document.body).backgroundColor") == "rgb(246, 247, 251)"


def test_it_follows_the_readers_colours(page: Page, server: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{server}learn/l1-folds?lang=en")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = peek(page, paper)
    framed(page).wait_for_selector(LIVE, timeout=30_000)
    assert framed(page).evaluate(paper) == dark == "rgb(14, 20, 32)"
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"() => {paper} !== '{dark}'")


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        ("?lang=en", 1280, "light"),
        ("?lang=zh", 390, "dark"),
        ("nothing?lang=en", 390, "light"),
        ("correlated?lang=en", 1280, "dark"),
        ("mistakes?lang=zh", 390, "light"),
    ],
)
def test_axe_finds_nothing_serious(server: str, browser: Browser, address: str, width: int, scheme: Scheme) -> None:
    with open_to_axe(browser, width, scheme) as page:
        page.goto(f"{server}learn/{address}")
        page.wait_for_load_state("networkidle")
        comes_to_rest(page, lambda: peek(page, "document.querySelectorAll('*').length"))
        assert findings(page) == []
