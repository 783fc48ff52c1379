"""Answers that come late or not at all: what the hand does meanwhile holds, waiting is shown, failing can be mended."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from .steps import comes, open_explorer, peek, press, rests, slider, story

UPDATES = "**/_dash-update-component*"
WEIGHTS = "lossfold.state.weights"


def choose(page: Page, picker: str, option: str) -> None:
    page.get_by_role("textbox", name=picker, exact=True).click()
    page.get_by_role("option", name=option).click()


def hold(page: Page) -> Callable[[], None]:
    """Holds what the page asks of the server back; the result lets it go."""
    held: list[Route] = []
    holding = True

    def follow(route: Route) -> None:
        if holding:
            held.append(route)
        else:
            route.continue_()

    def release() -> None:
        nonlocal holding
        holding = False
        for route in held:
            route.continue_()

    page.route(UPDATES, follow)
    return release


@pytest.fixture
def shaky(browser: Browser) -> Iterator[Page]:
    """A page whose requests may fail: the browser logs that as an error."""
    context = browser.new_context(viewport={"width": 1100, "height": 760}, locale="en-GB")
    yield context.new_page()
    context.close()


def test_a_drag_between_two_loads_is_kept(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.71&n=61")
    rests(page)
    release = hold(page)
    choose(page, "Data", "Correlated")
    press(page, slider(page, "λ"), "ArrowRight", 25)
    choose(page, "Data", "Textbook")
    press(page, slider(page, "λ"), "ArrowRight", 2)
    release()
    page.wait_for_function("() => lossfold.state.scene.spec.data === 'toy'", timeout=15_000)
    comes(page, f"{WEIGHTS}.l1 === 0.98")
    expect(slider(page, "λ")).to_have_value("0.98")
    expect(page).to_have_url(re.compile(r"data=toy.*l1=0\.98"))
    expect(story(page)).to_contain_text("β₁ = ", timeout=10_000)


def test_waiting_is_shown_while_it_lasts(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61")
    rests(page)
    release = hold(page)
    status = page.locator(".stage .status")
    choose(page, "Loss", "Squared error")
    expect(page.locator(".stage")).to_have_attribute("aria-busy", "true")
    expect(status).to_have_text("Building the landscape…")
    assert peek(page, "getComputedStyle(document.querySelector('.stage .status')).clipPath") == "none"
    release()
    expect(page.locator(".stage")).not_to_have_attribute("aria-busy", "true", timeout=15_000)
    expect(status).to_have_text("")


@pytest.mark.parametrize("how", ["offline", "fault"])
def test_a_change_that_got_no_answer_goes_back_and_can_be_tried_again(shaky: Page, server: str, how: str) -> None:
    def fail(route: Route) -> None:
        if how == "fault":
            route.fulfill(status=500, json={"error": "A fault of ours, number 17."})
        else:
            route.abort("internetdisconnected")

    page = shaky
    open_explorer(page, server, "?n=61&lang=en")
    rests(page)
    page.route(UPDATES, fail)
    choose(page, "Loss", "Squared error")
    alert = page.get_by_role("alert")
    expect(alert).to_have_text(
        "A fault of ours, number 17." if how == "fault" else "The server did not answer; the last picture stays."
    )
    # What the pickers say and what is drawn is the same again.
    expect(page.locator("#loss")).to_have_value("Cross-entropy, softmax pair")
    expect(page.locator(".stage")).not_to_have_attribute("aria-busy", "true")
    assert peek(page, "lossfold.state.wanted.loss") == "softmax"
    page.unroute(UPDATES)
    # A drag in between neither takes the offer away nor is it lost.
    press(page, slider(page, "λ"), "ArrowRight", 5)
    again = page.get_by_role("button", name="Try again")
    again.click()
    expect(page).to_have_url(re.compile("loss=linear"), timeout=15_000)
    expect(alert).to_be_hidden()
    expect(page.locator("#loss")).to_have_value("Squared error (MSE), linear")
    assert peek(page, f"{WEIGHTS}.l1") == 0.25
    page.wait_for_function("() => lossfold.state.landscape.scene.spec.loss === 'linear'")
    expect(story(page)).to_contain_text("The minimum is at")


def test_the_same_choice_can_be_made_again_after_it_failed(shaky: Page, server: str) -> None:
    page = shaky
    open_explorer(page, server, "?n=61&lang=en")
    rests(page)
    page.route(UPDATES, lambda route: route.abort())
    choose(page, "Loss", "Squared error")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.unroute(UPDATES)
    choose(page, "Loss", "Squared error")
    expect(story(page)).to_contain_text("The minimum is at", timeout=15_000)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_busy_server_is_asked_again_by_itself(shaky: Page, server: str) -> None:
    page, left = shaky, [2]
    sentence = "The server is busy with other figures; this page tries again by itself in a few seconds."

    def busy(route: Route) -> None:
        left[0] -= 1
        if left[0] < 0:
            route.continue_()
        else:
            route.fulfill(status=503, headers={"Retry-After": "1"}, json={"error": sentence})

    open_explorer(page, server, "?n=61&lang=en")
    rests(page)
    page.route(UPDATES, busy)
    choose(page, "Loss", "Squared error")
    expect(page.get_by_role("alert")).to_have_text(sentence)
    # Nothing was pressed.
    comes(page, "lossfold.state.scene.spec.loss === 'linear'")
    expect(page.get_by_role("alert")).to_be_hidden()
