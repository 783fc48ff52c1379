"""The outlier in the explorer: dragged, said, shared, and kept when the loss changes."""

import re

from playwright.sync_api import Page, Request, expect

from tests.browser.steps import open_explorer, peek, press, rests, slider, story


def test_the_outlier_is_dragged_by_one_request_a_step(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=outlier&l1=0.4&lang=en")
    expect(story(page)).to_contain_text("β₁ is exactly 0")
    page.wait_for_function("() => lossfold.state.paths !== null")
    rests(page)
    asked: list[str] = []

    def note(request: Request) -> None:
        body = request.post_data or ""
        if "_dash-update-component" in request.url:
            asked.append(body.split('"output":"')[1].split('"')[0])

    page.on("request", note)
    press(page, slider(page, "outlier"), "ArrowRight")
    expect(page.locator("#model")).to_contain_text("has y = 7.1")
    expect(page).to_have_url(re.compile("outlier=7.1"))
    # c₂ − λ/2 = 0.053125 + 7.1/8 − 0.2
    expect(story(page)).to_contain_text("β₂ = 0.7406")
    assert asked.count("scene.data") == 1
    # Another data set has no such slider.
    assert slider(page, "outlier").is_visible()
    page.locator("#data").click()
    page.get_by_role("option", name="Diabetes").click()
    expect(slider(page, "outlier")).to_be_hidden()
    expect(page.locator("#model")).to_be_hidden()


def test_the_data_stay_where_the_next_loss_takes_them(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=outlier&outlier=9&l1=0.4&lang=en")
    expect(story(page)).to_contain_text("β₁ is exactly 0")
    page.locator("#loss").click()
    page.get_by_role("option", name="Pseudo-Huber").click()
    expect(story(page)).to_contain_text("β₂ is exactly 0")
    expect(page).to_have_url(re.compile("data=outlier.*outlier=9"))
    expect(page.locator("#certificate")).to_contain_text("no closed form")
    assert page.locator(".equivalent").is_hidden()
    page.locator("#loss").click()
    page.get_by_role("option", name="Cross-entropy, logistic").click()
    expect(page.locator("#formula")).to_contain_text("log")
    assert peek(page, "lossfold.state.scene.spec.data") == "correlated"


def test_the_prior_of_a_robust_loss_is_not_said_to_go_with_gaussian_errors(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=huber&data=outlier&l1=0.4&view=prior&lang=en")
    expect(page.locator(".view-prior .view-said")).to_contain_text("hyperbolic errors instead of Gaussian ones")
