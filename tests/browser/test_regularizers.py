"""Dropout, noise, smoothing and sharing in the explorer: what is drawn is said, travels, and is compared with L2."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import open_explorer, peek, press, slider, story


def test_dropout_is_drawn_said_and_travels(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.5&lang=en")
    page.get_by_text("More regularizers").click()
    before = peek(page, "lossfold.state.landscape.total[0]")
    press(page, slider(page, "δ"), "End")
    expect(page.locator("#model")).to_contain_text("Dropout, δ = 0.9")
    expect(page).to_have_url(re.compile("drop=0.9"))
    # Inverted dropout adds δ/(1−δ) = 9 times ‖β‖² to a squared error; the corner is (−1.5, −1.5).
    page.wait_for_timeout(300)
    assert abs(peek(page, "lossfold.state.landscape.total[0]") - before - 9 * 4.5) < 1e-3
    assert page.locator(".equivalent").is_hidden()
    said = story(page).text_content()
    page.reload()
    expect(page.locator("#model")).to_contain_text("δ = 0.9", timeout=20_000)
    expect(story(page)).to_have_text(said or "")


def test_a_loss_that_has_no_labels_lets_smoothing_go(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=logistic&smoothing=0.2&convention=others&lang=en")
    expect(page.locator("#model")).to_contain_text("ε = 0.2: targets are (1 − ε)y + ε(1 − y)")
    page.locator("#loss").click()
    page.get_by_role("option", name="Squared error").click()
    expect(page.locator("#formula")).to_contain_text("2")
    expect(page.locator("#model")).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_net_takes_along_and_offers_only_what_it_knows(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&drop=0.3&view=surface,prior,slice&lang=en")
    page.locator("#loss").click()
    page.get_by_role("option", name="Batch norm").click()
    expect(story(page)).to_contain_text("depends on the direction of β alone")
    expect(page.locator("#certificate")).to_contain_text("J is not convex here")
    expect(page.locator("#certificate")).not_to_contain_text("because J is convex")
    expect(page.locator(".view h2")).to_have_text(["Slice"])
    for name, shown in (("Prior", False), ("Optimisers", False), ("Compare", True)):
        button = page.locator("#views").get_by_text(name, exact=True)
        expect(button).to_be_visible(visible=shown)
    expect(page.get_by_text("More regularizers")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"loss=batchnorm&lang=en&view=surface,slice$"))
    page.locator("#loss").click()
    page.get_by_role("option", name="Stochastic depth").click()
    expect(page.locator("#model")).to_contain_text("the second with 0.5")
    expect(slider(page, "δ")).to_be_visible()
    expect(slider(page, "σ")).to_be_hidden()
    page.locator("#loss").click()
    page.get_by_role("option", name="Squared error").click()
    # The rate at which blocks were left out is no rate of dropout.
    expect(page.locator("#model")).to_be_hidden()
    expect(page.locator("#views").get_by_text("Prior", exact=True)).to_be_visible()


def test_for_squared_error_dropout_is_exactly_l2_and_for_cross_entropy_it_is_not(page: Page, server: str) -> None:
    alike = "view=compare&compare=alike&n=61&lang=en&drop=0.3"
    open_explorer(page, server, f"?loss=linear&data=diabetes&{alike}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("exactly L2, with the extra weight 0.4286")
    open_explorer(page, server, f"?loss=logistic&data=breast-cancer&{alike}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("It is not L2")
    open_explorer(page, server, f"?loss=linear&data=diabetes&{alike.replace('&drop=0.3', '')}")
    expect(page.locator(".view-compare .view-said")).to_contain_text("Switch dropout or input noise on")


def test_noise_on_the_softmax_pair_puts_a_minimum_where_there_was_none(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0&noise=1&lang=en")
    # d = 2/σ²: the line β₁ − β₂ = 2.
    expect(story(page)).to_contain_text("line is equally good")
    open_explorer(page, server, "?l1=0&noise=0.02&lang=en")
    expect(story(page)).to_contain_text("True Gaussian noise gives it a minimum")
    expect(page.locator("#certificate")).to_contain_text("beyond the reach")
