"""Sliders and entries by mouse, finger and keyboard: whatever a hand does is taken, or refused by a sentence."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .steps import comes, comes_to_rest, open_explorer, peek, press, rests, slider, story

WEIGHTS = "lossfold.state.weights"


def across(page: Page, knob: str, share: float) -> tuple[float, float]:
    """The point at a share of the way of a slider's thumb."""
    box = page.locator(f"#{knob}").bounding_box()
    assert box is not None
    thumb = peek(page, f"parseFloat(getComputedStyle({knob}).getPropertyValue('--thumb'))")
    return box["x"] + thumb / 2 + share * (box["width"] - thumb), box["y"] + box["height"] / 2


def test_a_click_of_any_length_moves_number_surface_and_address(page: Page, server: str) -> None:
    open_explorer(page, server)
    for share, hold in ((0.3, 0), (0.5, 0), (0.7, 5), (0.4, 20), (0.6, 60)):
        page.mouse.move(*across(page, "l1", share))
        page.mouse.down()
        if hold:
            page.wait_for_timeout(hold)
        page.mouse.up()
        expect(slider(page, "λ")).not_to_have_value("0.2")
        now = slider(page, "λ").input_value()
        comes(page, f"{WEIGHTS}.l1 === {now}")
        expect(page.get_by_label("Type a value for λ")).to_have_value(now)
        assert abs(float(now) - 2 * share) < 0.1
    expect(page).to_have_url(re.compile(rf"l1={now}(&|$)"))
    # β = (5, −5) at the corner: log(1 + e⁻¹⁰) + 10λ.
    corner = peek(page, "lossfold.state.landscape.plot._fullData[0].z[0][120]")
    assert abs(corner - 4.54e-5 - 10 * float(now)) < 1e-3


def test_a_tap_of_no_length_moves_the_number(server: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_explorer(page, server)
    for share, value in ((0.25, 0.5), (0.75, 1.5), (0.5, 1.0)):
        page.touchscreen.tap(*across(page, "l1", share))
        page.wait_for_function(f"() => Math.abs({WEIGHTS}.l1 - {value}) < 0.05")
        assert page.locator("#l1-number").input_value() == str(peek(page, f"{WEIGHTS}.l1"))
    page.locator("summary", has_text="More regularizers").click()
    page.locator("#drop").scroll_into_view_if_needed()
    comes_to_rest(page, lambda: page.locator("#drop").bounding_box())
    page.touchscreen.tap(*across(page, "drop", 0.5))
    page.wait_for_function("() => Math.abs(lossfold.state.scene.spec.drop - 0.45) < 0.05", timeout=10_000)
    context.close()


def test_a_slider_that_the_mouse_drags_has_no_frame_and_one_that_the_keyboard_moves_has(
    page: Page, server: str
) -> None:
    open_explorer(page, server)
    page.mouse.move(*across(page, "l1", 0.2))
    page.mouse.down()
    page.mouse.move(*across(page, "l1", 0.6), steps=4)
    outline = "getComputedStyle(document.querySelector('#l1')).outlineStyle"
    assert peek(page, outline) == "none"
    page.mouse.up()
    press(page, slider(page, "λ"), "ArrowRight")
    assert peek(page, "document.querySelector('#l1').matches(':focus-visible')")
    page.mouse.click(*across(page, "l1", 0.5))
    assert peek(page, "getComputedStyle(document.querySelector('#l1')).outlineStyle") == "none"


def test_a_number_is_taken_as_people_paste_and_type_it(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61")
    entry = page.get_by_label("Type a value for λ")
    for text, value in (("0,5", 0.5), ("1e-1", 0.1), ("０．７", 0.7), (" 1.25 ", 1.25), (".5", 0.5)):
        for finish in ("Enter", "Tab"):
            entry.focus()
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(text)
            page.keyboard.press(finish)
            expect(entry).to_have_value(f"{value:g}")
            assert peek(page, f"{WEIGHTS}.l1") == value
            expect(page.get_by_role("alert")).to_be_hidden()
            press(page, slider(page, "λ"), "ArrowLeft")
        entry.focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        assert entry.input_value() == text
        page.keyboard.press("Enter")
        assert peek(page, f"{WEIGHTS}.l1") == value


def test_what_is_no_number_of_the_slider_is_refused_by_its_name_and_nothing_moves(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&l1=0.35")
    entry = page.get_by_label("Type a value for λ")
    for text in ("", "abc", "1/2", "5", "25", "-1"):
        for finish in ("Enter", "Tab"):
            entry.focus()
            page.keyboard.press("Control+a")
            page.keyboard.press("Delete")
            page.keyboard.type(text)
            page.keyboard.press(finish)
            sentence = f"λ: “{text}” is not allowed; it must be a number from 0 to 2."
            expect(page.get_by_role("alert")).to_have_text(sentence)
            expect(entry).to_have_value("0.35")
            assert peek(page, f"{WEIGHTS}.l1") == 0.35
    # The next number that is taken takes the sentence away.
    entry.fill("0.4")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_the_faintest_weight_is_no_zero_and_what_is_fainter_is_one_everywhere(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&l1=0&lang=en")
    expect(story(page)).to_contain_text("J has no minimum")
    entry = page.get_by_label("Type a value for λ")
    entry.fill("5e-10")
    entry.press("Enter")
    # β₁ − β₂ = log((1 − λ)/λ) = 21.4.
    expect(story(page)).to_contain_text("from (21.42, 0) to (0, −21.42), is minimal", timeout=30_000)
    entry.fill("5e-13")
    entry.press("Enter")
    expect(entry).to_have_value("0")
    expect(story(page)).to_contain_text("J has no minimum", timeout=30_000)
    assert peek(page, f"{WEIGHTS}.l1") == 0.0
    rests(page)


def test_an_entry_of_the_data_is_read_and_refused_in_the_same_way(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=correlated&n=61")
    entry = page.locator("#rho-number")
    entry.fill("−0,25")
    entry.press("Enter")
    page.wait_for_function("() => lossfold.state.scene.spec.rho === -0.25")
    expect(entry).to_have_value("-0.25")
    expect(slider(page, "ρ")).to_have_value("-0.25")
    entry.fill("1.5")
    entry.press("Tab")
    expect(page.get_by_role("alert")).to_have_text("ρ: “1.5” is not allowed; it must be a number from −1 to 1.")
    expect(entry).to_have_value("-0.25")
    entry.press("ArrowUp")
    page.wait_for_function("() => lossfold.state.scene.spec.rho === -0.24")
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_who_types_while_it_plays_stops_it_and_is_not_written_over(page: Page, server: str, way: str) -> None:
    open_explorer(page, server, "?n=61")
    page.get_by_role("button", name="Play").click()
    comes(page, "lossfold.player.running()")
    entry = page.get_by_label("Type a value for λ")
    if way == "mouse":
        entry.click(click_count=3)
    else:
        entry.focus()
        page.keyboard.press("Control+a")
    page.keyboard.type("0.33", delay=30)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    comes(page, f"{WEIGHTS}.l1 === 0.33")
    expect(entry).to_have_value("0.33")
