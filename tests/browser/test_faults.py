"""A fault of the server's: what it says of it, with the number that its log has, stands where the visitor looks."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .steps import open_explorer, peek, press, slider, story

SENTENCE = "Something went wrong on the server; its log has the number 0badcafe."


@pytest.fixture
def shaky(browser: Browser) -> Iterator[Page]:
    """A page whose requests may fail: the browser logs that as an error."""
    context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="en-GB")
    yield context.new_page()
    context.close()


def breaks(page: Page) -> None:
    """From now on the server answers as it does after a fault of its own."""

    def answer(route: Route) -> None:
        route.fulfill(status=500, json={"error": SENTENCE})

    page.route("**/_dash-update-component*", answer)
    page.route("**/export?*", lambda route: route.fulfill(status=500, content_type="text/plain", body=SENTENCE))


def test_the_explorer_says_it_and_keeps_its_picture(shaky: Page, server: str) -> None:
    open_explorer(shaky, server, "?loss=linear&data=diabetes&n=61&lang=en")
    breaks(shaky)
    shown = story(shaky).text_content() or ""
    shaky.get_by_role("textbox", name="Data", exact=True).click()
    shaky.get_by_role("option", name="Textbook").click()
    expect(shaky.get_by_role("alert")).to_contain_text(SENTENCE)
    expect(story(shaky)).to_have_text(shown)
    # What needs no server still works.
    press(shaky, slider(shaky, "λ"), "ArrowRight", 3)
    assert peek(shaky, "lossfold.state.weights.l1") == pytest.approx(0.23)
    shaky.unroute_all()
    shaky.get_by_role("button", name="Try again").click()
    shaky.wait_for_function("() => lossfold.state.scene.spec.data === 'toy'")


def test_a_page_that_does_not_come_says_it(shaky: Page, server: str) -> None:
    breaks(shaky)
    shaky.goto(f"{server}?lang=en")
    expect(shaky.get_by_role("alert")).to_have_text(SENTENCE)


def test_an_export_that_does_not_come_says_it(shaky: Page, server: str) -> None:
    open_explorer(shaky, server, "?loss=linear&data=diabetes&n=61&lang=en")
    breaks(shaky)
    shaky.get_by_role("button", name="Share").click()
    expect(shaky.locator("#share-said")).to_have_text(SENTENCE)
    shaky.locator("#share-inline").click()
    expect(shaky.locator("#share-said")).to_have_text(SENTENCE)
