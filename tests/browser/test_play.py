"""Play runs the penalty that is chosen, whatever is changed while it runs; presets remember their weights."""

import re

from playwright.sync_api import Page, expect

from .steps import open_explorer, peek, stands, stays, story

WEIGHTS = "lossfold.state.weights"
TOP = "Math.max(...lossfold.state.landscape.total) <= lossfold.state.landscape.box.high"


def choose(page: Page, picker: str, option: str) -> None:
    page.get_by_role("textbox", name=picker, exact=True).click()
    # While it plays, software drawing leaves no still frame that the mouse could wait for.
    page.get_by_role("option", name=option).evaluate("option => option.click()")


def preset(page: Page, name: str) -> None:
    page.locator("#preset").get_by_text(name, exact=True).click()


def test_play_runs_the_weight_of_the_preset_and_the_button_says_which(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0&l2=0.2&n=61")
    page.get_by_role("button", name="Play: run Ω up and down").click()
    page.wait_for_function(f"() => {WEIGHTS}.l2 > 0.25")
    assert peek(page, f"{WEIGHTS}.l1") == 0
    assert page.locator("#preset input:checked").input_value() == "l2"
    page.get_by_role("button", name="Pause").click()
    # Of two weights the one that was moved last.
    preset(page, "Elastic net")
    expect(page.get_by_role("button", name="Play: run Ω")).to_be_visible()
    page.get_by_label("Type a value for λ").fill("0.3")
    expect(page.get_by_role("button", name="Play: run λ")).to_be_visible()


def test_a_preset_that_is_pressed_while_it_plays_switches_what_plays(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&l1=0.75")
    page.get_by_role("button", name="Play: run λ").click()
    page.wait_for_function(f"() => {WEIGHTS}.l1 > 0.8")
    preset(page, "L2 · ridge")
    page.wait_for_function(f"() => {WEIGHTS}.l2 > 0.3")
    stays(page, lambda: peek(page, f"{WEIGHTS}.l1") == 0, 0.5)
    assert page.locator("#play").get_attribute("data-sign") == "Ω"
    preset(page, "None")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    stays(page, lambda: peek(page, f"[{WEIGHTS}.l1, {WEIGHTS}.l2]") == [0, 0], 0.4)


def test_play_keeps_its_minimum_through_a_change_of_loss_and_never_cuts_the_top_off(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&lang=en")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(f"() => {WEIGHTS}.l1 > 0.6")
    assert peek(page, TOP)
    choose(page, "Loss", "Squared error")
    page.wait_for_function("() => lossfold.state.scene.spec.loss === 'linear'")
    expect(story(page)).to_have_text(re.compile("β₁ = |exactly 0"), timeout=15_000)
    assert peek(page, "lossfold.player.running()")
    stays(page, lambda: peek(page, TOP) and "Finding" not in story(page).inner_text(), 1.5)
    choose(page, "Data", "Diabetes")
    page.wait_for_function("() => lossfold.state.scene.spec.data === 'diabetes'", timeout=15_000)
    expect(story(page)).to_have_text(re.compile("β₁ = |exactly 0"), timeout=15_000)
    assert peek(page, f"lossfold.player.running() && {TOP}")
    page.get_by_role("button", name="Pause").click()
    # At rest the axes fit what is shown.
    page.wait_for_function(
        "() => { const { total, box } = lossfold.state.landscape;"
        " return Math.abs(Math.max(...total) - box.high) < 1e-3 * box.high; }"
    )


def test_presets_remember_their_weights(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&l1=0.75")
    preset(page, "L2 · ridge")
    page.wait_for_function(f"() => {WEIGHTS}.l2 === 0.2")
    page.get_by_label("Type a value for Ω").fill("1.1")
    preset(page, "L1 · lasso")
    page.wait_for_function(f"() => {WEIGHTS}.l1 === 0.75 && {WEIGHTS}.l2 === 0")
    preset(page, "Elastic net")
    page.wait_for_function(f"() => {WEIGHTS}.l1 === 0.75 && {WEIGHTS}.l2 === 1.1")
    preset(page, "None")
    page.wait_for_function(f"() => {WEIGHTS}.l1 === 0 && {WEIGHTS}.l2 === 0")
    preset(page, "Elastic net")
    page.wait_for_function(f"() => {WEIGHTS}.l1 === 0.75 && {WEIGHTS}.l2 === 1.1")
    expect(page).to_have_url(re.compile(r"l1=0\.75.*l2=1\.1"))


def test_an_embeds_play_runs_the_weight_that_it_has_and_cuts_nothing_off(page: Page, server: str) -> None:
    page.goto(f"{server}embed?l1=0&l2=0.2&n=61&lang=en")
    stands(page)
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => lossfold.embed.state.weights.l2 > 0.6")
    assert peek(page, "lossfold.embed.state.weights.l1") == 0
    assert peek(page, TOP.replace("lossfold.state.landscape", "lossfold.embed.state.stage.landscape"))
