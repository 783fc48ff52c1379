"""The explorer in a real browser: drag, rotate, share, speak, upload."""

import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, expect
from plotly.offline import get_plotlyjs_version

from components.http import plotly_bundle as bundle
from landscapes import Spec, solve

from .steps import comes, comes_to_rest, count_uploads, open_explorer, peek, press, rests, slider, stands, stays, story

DIABETES = "?loss=linear&data=diabetes"


def test_dragging_lambda_on_diabetes_brings_a_coefficient_to_exactly_zero(page: Page, server: str) -> None:
    open_explorer(page, server, f"{DIABETES}&l1=0.6")
    expect(story(page)).to_contain_text("neither coefficient is 0")
    press(page, slider(page, "λ"), "ArrowRight", 15)
    expect(story(page)).to_contain_text("β₂ is exactly 0")
    assert solve(Spec(loss="linear", data="diabetes", l1=0.75)).points[0, 1] == 0.0
    expect(page.locator("#certificate")).to_contain_text("0.21145")
    expect(page.locator("[role=img]#surface")).to_have_attribute("aria-label", re.compile("β₂ is exactly 0"))


def test_a_drag_makes_no_request_and_uploads_the_surface_each_time(page: Page, server: str) -> None:
    open_explorer(page, server)
    rests(page)
    count_uploads(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.extend([request]))
    thumb = slider(page, "λ").bounding_box()
    assert thumb is not None
    page.mouse.move(thumb["x"] + thumb["width"] / 2, thumb["y"] + thumb["height"] / 2)
    page.mouse.down()
    for step in range(40):
        page.mouse.move(thumb["x"] + 3 * step, thumb["y"] + 8)
    comes(page, "window.uploads >= 3")
    assert requests == []
    page.mouse.up()
    assert peek(page, "lossfold.state.weights.l1") > 0.6


FAST = """(() => {
    const { landscape } = lossfold.state;
    const style = { ...landscape.box, folds: lossfold.heights.folds(landscape) };
    return lossfold.vertexBuffer.upload(landscape.plot, landscape.axis, landscape.drawn(), style);
})()"""


@pytest.mark.parametrize("n", [61, 121, 241])
def test_the_fast_way_into_plotly_still_works(page: Page, server: str, n: int) -> None:
    open_explorer(page, server, f"?n={n}")
    assert peek(page, FAST) is True


def test_the_full_bundle_which_serves_where_npm_is_missing_draws_as_well(page: Page, server: str) -> None:
    page.route("**/release/plotly*.js", lambda route: route.fulfill(path=bundle.FULL, content_type="text/javascript"))
    open_explorer(page, server)
    assert peek(page, FAST) is True
    assert peek(page, "Plotly.version") == get_plotlyjs_version()


def test_a_lost_context_can_be_drawn_again_from_where_one_stood(page: Page, server: str) -> None:
    open_explorer(page, server, "?camera=0.5,-2,0.7")
    # In the middle of a drawing plotly.js would fail on what it is just compiling.
    rests(page)
    peek(page, "lossfold.plotlyInternals.loseContext(lossfold.state.landscape.plot)")
    expect(page.locator("#status")).to_contain_text("Click to draw again")
    page.locator(".stage").click()
    expect(page.locator(".stage")).to_have_attribute("data-ready", "yes")
    assert abs(peek(page, "lossfold.state.landscape.camera().eye.y") + 2.0) < 1e-6


def test_a_link_to_someones_own_file_says_so_and_offers_the_choice(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=own")
    expect(page.get_by_role("alert")).to_contain_text("which a link cannot carry")
    with page.expect_file_chooser():
        page.get_by_role("button", name="Choose a CSV file").press("Enter")


def test_what_is_drawn_is_the_sum_of_the_layers_with_the_weights(page: Page, server: str) -> None:
    open_explorer(page, server, "?l1=0.5&l2=0.25")
    # β = (5, −5) at the corner [0][120]: log(1 + e⁻¹⁰) + 0.5·10 + 0.25·50 = 17.5000454
    corner = peek(page, "lossfold.state.landscape.plot._fullData[0].z[0][120]")
    assert abs(corner - 17.5000454) < 1e-4


def test_a_link_reopens_the_same_picture_with_its_camera(page: Page, server: str, browser: Browser) -> None:
    open_explorer(page, server, DIABETES)
    surface = page.locator("#surface").bounding_box()
    assert surface is not None
    x, y = surface["x"] + surface["width"] / 2, surface["y"] + surface["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 20, steps=4)
    page.mouse.up()
    press(page, slider(page, "Ω"), "ArrowRight", 5)
    expect(page).to_have_url(re.compile(r"l2=0\.05.*camera="))
    before = peek(page, "lossfold.state.landscape.camera().eye")
    other = browser.new_page()
    open_explorer(other, page.url)
    after = peek(other, "lossfold.state.landscape.camera().eye")
    assert all(abs(before[axis] - after[axis]) < 2e-3 for axis in "xyz")
    expect(story(other)).to_have_text(story(page).inner_text())
    press(other, slider(other, "λ"), "ArrowRight", 3)
    rests(other)
    kept = peek(other, "lossfold.state.landscape.camera().eye")
    assert all(abs(kept[axis] - after[axis]) < 2e-3 for axis in "xyz")
    other.close()


def test_a_choice_can_be_taken_back(page: Page, server: str) -> None:
    open_explorer(page, server)
    page.get_by_role("textbox", name="Loss", exact=True).click()
    page.get_by_role("option", name="Squared error").click()
    expect(page).to_have_url(re.compile("loss=linear"))
    expect(story(page)).to_contain_text("The minimum is at")
    page.go_back()
    expect(story(page)).to_contain_text("every point of the segment")
    page.go_forward()
    expect(story(page)).to_contain_text("The minimum is at")


def test_a_typed_number_and_a_preset_move_the_slider(page: Page, server: str) -> None:
    open_explorer(page, server)
    entry = page.get_by_label("Type a value for λ")
    entry.fill("0.6")
    entry.press("Enter")
    expect(slider(page, "λ")).to_have_value("0.6")
    expect(story(page)).to_contain_text("Both coefficients are exactly 0")
    page.get_by_role("radiogroup", name="Penalty").get_by_text("None").click()
    expect(story(page)).to_contain_text("J has no minimum")
    page.get_by_role("radiogroup", name="Penalty").get_by_text("L2").click()
    expect(story(page)).to_contain_text("With L2 the minimum is unique")


def test_a_structural_slider_brings_new_layers(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&rho=0.5&l1=0")
    press(page, slider(page, "ρ"), "End")
    expect(story(page)).to_contain_text("Every point of this line is equally good")
    expect(page).to_have_url(re.compile("rho=1"))


def test_language_and_theme_change_and_travel_in_the_link(page: Page, server: str) -> None:
    open_explorer(page, server, DIABETES)
    page.get_by_role("button", name="切换到中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(story(page)).to_contain_text("最小值点在", timeout=20_000)
    page.get_by_role("button", name="切换浅色/深色模式").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page).to_have_url(re.compile("theme=dark.*lang=zh"))


def test_a_bad_link_says_what_is_wrong_and_shows_the_default(page: Page, server: str) -> None:
    answer = page.goto(f"{server}?l1=9")
    assert answer is not None
    assert answer.status == 400
    expect(page.get_by_role("alert")).to_contain_text("λ (l1): “9” is not allowed; it must be a number from 0 to 2.")
    stands(page)


def test_the_visitors_own_file_is_drawn_and_a_bad_one_changes_nothing(page: Page, server: str) -> None:
    open_explorer(page, server)
    rows = "\n".join(f"{k % 7},{(3 * k) % 11},{2 * (k % 7) + (k % 3)}" for k in range(40))
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="My own CSV").click()
    good = FilePayload(name="mine.csv", mimeType="text/csv", buffer=f"height,width,weight\n{rows}\n".encode())
    page.locator("#file input").set_input_files(good)
    expect(page).to_have_url(re.compile("loss=linear.*data=own"))
    expect(page.locator("#table")).to_contain_text("mine.csv: 40 rows")
    seen = story(page).inner_text()
    bad = FilePayload(name="bad.csv", mimeType="text/csv", buffer=f"a,b,c\n1,2,3\n{rows}\n3,oops,1\n".encode())
    page.locator("#file input").set_input_files(bad)
    expect(page.get_by_role("alert")).to_contain_text("bad.csv: Row 43, column “b”: “oops” is not a number.")
    expect(story(page)).to_have_text(seen)
    # The pickers show the columns of the file that was tried last; what is drawn is what a reload finds again.
    expect(page.locator("#table")).to_contain_text("bad.csv: 42 rows")
    page.reload()
    expect(page.locator("#table")).to_contain_text("mine.csv: 40 rows", timeout=20_000)
    expect(story(page)).to_have_text(seen)


def test_play_runs_lambda_and_pauses(page: Page, server: str) -> None:
    open_explorer(page, server)
    page.get_by_role("button", name="Play").click()
    comes(page, "lossfold.state.weights.l1 > 0.25")
    page.get_by_role("button", name="Pause").click()
    rested = peek(page, "lossfold.state.weights.l1")
    stays(page, lambda: peek(page, "lossfold.state.weights.l1") == rested, 0.4)


def test_the_displayed_program_finds_the_displayed_minimum(page: Page, server: str) -> None:
    cases = [Spec(loss="linear", data="diabetes", l1=0.3, l2=0.1), Spec(loss="logistic", data="breast-cancer", l1=0.05)]
    for spec in cases:
        query = "&".join(f"{key}={value}" for key, value in spec.to_query().items())
        open_explorer(page, server, f"?{query}")
        found: dict[str, object] = {}
        exec(page.locator("#equivalent").text_content() or "", found)
        coefficients = found["model"].coef_.ravel()  # pyright: ignore[reportAttributeAccessIssue]
        assert abs(coefficients - solve(spec).points[0]).max() < 1e-4


def test_without_webgl_a_flat_picture_stands_in(server: str, browser: Browser) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = ((original) => function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : original.call(this, kind, ...rest); })"
        "(HTMLCanvasElement.prototype.getContext);"
    )
    open_explorer(page, server, DIABETES)
    expect(page.locator(".flat-note")).to_contain_text("no WebGL")
    press(page, slider(page, "λ"), "ArrowRight", 2)
    expect(story(page)).to_contain_text("The minimum is at")
    context.close()


def test_the_slider_is_in_reach_and_the_surface_in_sight_on_a_phone(server: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    open_explorer(page, server, DIABETES)
    page.mouse.wheel(0, 400)
    comes(page, "scrollY > 200")
    comes_to_rest(page, lambda: peek(page, "scrollY"))
    knob, surface = slider(page, "λ").bounding_box(), page.locator("#surface").bounding_box()
    assert knob is not None
    assert surface is not None
    assert knob["y"] > 740 / 2
    assert surface["y"] + surface["height"] < knob["y"]
    # Lower than at first, as one reads on.
    assert surface["height"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
