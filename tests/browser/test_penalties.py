"""The norm without its square: a slider, views, presets and embeds like those of any other penalty."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import open_explorer, peek, press, slider, story

DIABETES = "loss=linear&data=diabetes&lang=en"
MU = "lossfold.state.weights.group"


def says(page: Page, view: str, sentence: str) -> None:
    """That the sentence below a view comes to say this."""
    expect(page.locator(f".view-{view} .view-said")).to_contain_text(sentence, timeout=20_000)


def test_its_slider_lets_go_of_both_coefficients_at_once(page: Page, server: str) -> None:
    open_explorer(page, server, f"?l1=0&group=1.4&view=constraint,slice,path&{DIABETES}")
    expect(story(page)).to_contain_text("The cone μ‖β‖₂ pulls it straight towards the origin")
    says(page, "constraint", "√(β₁² + β₂²) ≤ t")
    says(page, "slice", "passes beside the cone’s tip")
    expect(page.locator(".view-path .view-said")).to_contain_text(
        "Both coefficients are exactly 0 from μ = 1.469 on", timeout=40_000
    )
    press(page, slider(page, "μ"), "ArrowRight", 7)
    assert peek(page, MU) == pytest.approx(1.47)
    # ‖2Xᵀy/m‖₂ = 1.468.
    expect(story(page)).to_contain_text("‖∇L(0)‖₂ = 1.468, no more than μ = 1.47", timeout=40_000)
    says(page, "constraint", "ends inside the disc of radius μ")
    says(page, "slice", "the jump of 2μ there holds the minimum at exactly 0")
    expect(page.locator("#formula [data-term=group]")).to_be_visible()
    expect(page).to_have_url(re.compile("group=1.47"))


def test_where_folds_and_tip_meet_the_subdifferential_is_a_widened_square(page: Page, server: str) -> None:
    open_explorer(page, server, f"?l1=0.25&group=0.5&view=slice,prior&pick=0,0&{DIABETES}")
    line = page.locator(".pick-line")
    # ∇L(0) = (−1.1729, −0.8829), λ to either side of each.
    expect(line).to_contain_text("∂J = [−1.423, −0.9229] × [−1.133, −0.633] with a disc of radius 0.5")
    says(page, "slice", "outside the band ±(λ + μ) = ±0.75: even the jump of 2(λ + μ)")
    says(page, "prior", "exp(−(110.5·‖β‖₁ + 221·‖β‖₂))")


def test_the_finder_sets_it_up_and_the_gallery_compares_it(page: Page, server: str) -> None:
    open_explorer(page, server, f"?view=compare&{DIABETES}")
    page.get_by_placeholder("Find:").fill("sparse group lasso")
    page.get_by_role("button", name="Sparse group lasso").click()
    assert peek(page, "[lossfold.state.weights.l1, lossfold.state.weights.group]") == [0.2, 0.2]
    expect(slider(page, "μ")).to_be_focused()
    page.get_by_role("radiogroup", name="Penalty").get_by_text("None").click()
    assert peek(page, "[lossfold.state.weights.l1, lossfold.state.weights.group]") == [0, 0]
    page.locator(".view-compare").get_by_role("button", name="μ").click()
    expect(page.locator(".gallery figcaption").nth(3)).to_contain_text("μ = 1.00: (0.", timeout=40_000)
    expect(page).to_have_url(re.compile("compare=group(:|%3A)0,0.1,0.5,1"))


def test_an_embed_has_it_as_a_slider(page: Page, server: str) -> None:
    page.goto(f"{server}embed?l1=0&group=0.5&knobs=group&view=surface,path&{DIABETES}")
    expect(page.locator("#story")).to_contain_text("The cone μ‖β‖₂ pulls", timeout=40_000)
    expect(page.locator("#model")).to_contain_text("μ = 0.5 weighs ‖β‖₂ without the square")
    press(page, slider(page, "μ"), "End")
    expect(page.locator("#story")).to_contain_text("Both coefficients are exactly 0, and both at once")
    says(page, "path", "exactly 0 from μ = 1.469 on")
