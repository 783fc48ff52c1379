"""The diagrams in a real browser: keyboard, touch, both languages, phone, dark, in a frame and as a file."""

from functools import partial
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.address.diagrams import DIAGRAMS
from tests.browser.sites import site
from tests.browser.steps import comes, findings, open_to_axe, peek, press, slider, soon, story
from tests.browser.test_embed import framed, host
from tests.browser.test_learn import follows

LIT = "#block td[data-lit=yes]"
NORMS = {
    "en": ("Batch norm", "channel 2", "≈ 1.76", "5.167", "4 means in all"),
    "zh": ("批归一化", "通道 2", "≈ 1.76", "5.167", "一共 4 个均值"),
}


def text(page: Page, selector: str) -> str:
    """What stands there, with plain spaces."""
    return (page.locator(selector).text_content() or "").replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_numbers_are_shown_in_both_languages(page: Page, server: str, language: str) -> None:
    name, channel, value, variance, means = NORMS[language]
    page.goto(f"{server}embed?figure=norms&lang={language}")
    expect(page.locator(LIT)).to_have_count(12)
    assert name in text(page, "#story")
    assert channel in text(page, "#story")
    assert text(page, "#mean") == "60/12 = 5"
    assert variance in text(page, "#variance")
    assert value in text(page, "#value")
    assert means in text(page, "#others")
    page.goto(f"{server}embed?figure=shift&c=1&drop=0.5&lang={language}")
    for number in ("= 3", "≈ 0.3333", "≈ 0.5774"):
        assert number in text(page, "#story")


def test_the_keyboard_chooses_cell_and_norm(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=norms&norm=instance&cell=1,1,1,2&lang=en")
    expect(page.locator(LIT)).to_have_count(4)
    # One stop of Tab for the norms, one for the block.
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="instance norm")).to_be_focused()
    page.keyboard.press("Tab")
    chosen = page.locator("#block td[aria-selected=true]")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-label", "3: sample 1, channel 1, row 1, column 2; chosen")
    page.keyboard.press("ArrowRight")
    expect(page.locator("td:focus")).to_have_attribute("aria-label", "2: sample 2, channel 1, row 1, column 1; chosen")
    # 2 + 4 + 6 + 8 = 20; squares 9 + 1 + 1 + 9 over 4; (2 − 5)/√5.00001
    assert text(page, "#mean") == "20/4 = 5"
    assert text(page, "#variance").endswith("= 5")
    assert text(page, "#value").endswith("≈ −1.342")
    assert page.locator("#block td[tabindex='0']").count() == 1
    page.keyboard.press("PageDown")
    expect(story(page)).to_contain_text("channel 2 of its own sample 2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="group norm")).to_be_checked()
    expect(page.locator(LIT)).to_have_count(8)
    expect(page.locator("td[aria-label*='; lit']")).to_have_count(7)
    expect(story(page)).to_contain_text("channels 1 to 2 of its own sample 2")
    # 2 + 4 + 6 + 8 + 9 + 5 + 7 + 3
    assert text(page, "#mean") == "44/8 = 5.5"
    page.locator("#block td[data-index='0']").click()
    expect(story(page)).to_contain_text("the chosen 1")


def test_every_cell_says_what_python_computed_for_it(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=norms&lang=en")
    for norm, apart in (("layer", 16), ("group", 8)):
        page.get_by_role("radio", name=norm).check(force=True)
        for index in (0, 13, 30, 47):
            page.locator(f"td[data-index='{index}']").click()
            numbers = [int(cell) for cell in page.locator(LIT).all_text_contents()]
            assert len(numbers) == apart
            mean = sum(numbers) / apart
            variance = sum((number - mean) ** 2 for number in numbers) / apart
            own = int(page.locator("td[aria-selected=true]").text_content() or "")
            said = text(page, "#value").split()[-1].replace("−", "-")
            assert abs(float(said) - (own - mean) / (variance + 1e-5) ** 0.5) < 6e-4


def test_the_shift_follows_keys_and_a_pointer_on_the_curve(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=shift&c=0.35&drop=0.5&lang=en")
    press(page, slider(page, "c, the mean"), "ArrowRight")
    expect(page.locator("output[for=c]")).to_have_text("0.4")
    press(page, slider(page, "c, the mean"), "Home")
    expect(story(page)).to_contain_text("With c = 0 the ratio is 1 − δ itself.")
    press(page, slider(page, "dropout rate"), "ArrowLeft", 3)
    assert "= 0.53" in text(page, "#story")
    press(page, slider(page, "dropout rate"), "Home")
    expect(story(page)).to_contain_text("Nothing is dropped")
    expect(page.get_by_role("img", name="c = 0")).to_have_count(1)
    press(page, slider(page, "c, the mean"), "End")
    box = page.locator("#plot svg.chart-body").last.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 5 / 9, box["y"] + 100)
    expect(page.locator("output[for=drop]")).to_have_text("0.5")
    # 0.5 / (1 + 0.5 · 9) = 1/11
    assert "≈ 0.09091" in text(page, "#story")
    assert "training batch norm sees a variance = 11" in text(page, "#story")


# Left, top, right and bottom of all that stands below one another, and the width of the page.
PLACED = """() => [[...document.querySelectorAll("main > *")].map((each) => {
  const { left, top, right, bottom } = each.getBoundingClientRect();
  return [left, top, right, bottom];
}), document.documentElement.scrollWidth]"""


def is_in_place(page: Page, width: int) -> bool:
    """Whether nothing is wider than the page, and no two of its parts share more than a pixel."""
    boxes, needed = page.evaluate(PLACED)
    apart = (
        one[0] >= other[2] - 1 or other[0] >= one[2] - 1 or one[1] >= other[3] - 1 or other[1] >= one[3] - 1
        for one, other in combinations(boxes, 2)
    )
    return needed <= width and all(left < right for left, _, right, _ in boxes) and all(apart)


@pytest.mark.parametrize("figure", DIAGRAMS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_and_nothing_overlaps(page: Page, server: str, figure: str, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(f"{server}embed?figure={figure}&lang={language}")
    expect(story(page)).not_to_be_empty()
    for width in (390, 320, 1100):
        page.set_viewport_size({"width": width, "height": 500})
        # What is drawn anew for its width is so in the next frame.
        soon(page, partial(is_in_place, page, width))


@pytest.mark.parametrize("figure", ["norms&norm=group", "shift"])
def test_a_frame_is_told_the_height_that_shows_all(page: Page, server: str, tmp_path: Path, figure: str) -> None:
    host(tmp_path, f"{server}embed?figure={figure}&lang=en")
    with site(tmp_path) as address:
        page.goto(address)
        page.wait_for_function("() => told.some((each) => each.type === 'lossfold:height')")
        height = peek(page, "told.at(-1).height")
        page.evaluate(f"() => (document.querySelector('iframe').style.height = '{height}px')")
        frame = framed(page)
        frame.wait_for_function(f"() => innerHeight === {height}")
        assert frame.evaluate("document.documentElement.scrollHeight") <= height
        lowest = (
            "Math.max(...[...document.querySelector('main').children].map((c) => c.getBoundingClientRect().bottom))"
        )
        assert height - 20 < frame.evaluate(lowest) <= height


@pytest.mark.parametrize("source", ["figure=norms&norm=group", "loss=linear&data=diabetes&view=slice"])
def test_a_frame_asks_for_no_height_before_it_has_a_width(page: Page, server: str, tmp_path: Path, source: str) -> None:
    host(tmp_path, f"{server}embed?{source}&lang=en")
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => "
        "document.querySelectorAll('iframe').forEach((frame) => (frame.style.width = 0)))"
    )
    with site(tmp_path) as address:
        page.goto(address)
        framed(page).wait_for_function("() => document.querySelector('#story').textContent")
        # Two frames later a height would have been told.
        framed(page).evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert peek(page, "told.length") == 0
        page.evaluate("() => (document.querySelector('iframe').style.width = '700px')")
        page.wait_for_function("() => told.some((each) => each.type === 'lossfold:height')")
        assert 300 < peek(page, "told[0].height") < 900


def test_in_the_course_it_is_as_high_as_it_asks_to_be_and_opens_by_itself(page: Page, server: str) -> None:
    page.goto(f"{server}learn/what-is-averaged?lang=en")
    expect(page.frame_locator("iframe").locator(LIT)).to_have_count(12)
    follows(page)
    page.set_viewport_size({"width": 390, "height": 780})
    follows(page)
    page.get_by_role("link", name="Open the figure by itself").click()
    page.wait_for_url("**/embed?figure=norms&norm=batch&lang=en")
    assert text(page, "#mean") == "60/12 = 5"


def test_a_tap_chooses(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}embed?figure=norms&lang=zh")
    page.locator("label", has_text="实例归一化").tap()
    page.locator("td[data-index='47']").tap()
    expect(page.locator(LIT)).to_have_count(4)
    # 1 + 4 + 3 + 0
    assert text(page, "#mean") == "8/4 = 2"
    expect(story(page)).to_contain_text("选中的 0")
    page.goto(f"{server}embed?figure=shift&lang=zh")
    box = page.locator("#plot svg.chart-body").last.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + box["width"] * 2 / 9, box["y"] + 150)
    expect(page.locator("output[for=drop]")).to_have_text("0.2")
    context.close()


def test_the_exported_file_works_without_a_server(page: Page, server: str, tmp_path: Path) -> None:
    for figure, word in (("norms&norm=layer", "Layer norm"), ("shift&c=2", "variance = 6")):
        answer = page.request.get(f"{server}export?figure={figure}&lang=en")
        (tmp_path / "figure.html").write_bytes(answer.body())
        page.goto((tmp_path / "figure.html").as_uri())
        assert word in text(page, "#story")


@pytest.mark.parametrize("figure", DIAGRAMS)
def test_axe_finds_nothing_serious(server: str, browser: Browser, figure: str) -> None:
    with open_to_axe(browser, 1100, "light") as page:
        page.goto(f"{server}embed?figure={figure}&lang=en")
        expect(story(page)).not_to_be_empty()
        assert peek(page, "document.documentElement.dataset.theme") == "light"
        assert findings(page) == []
        page.set_viewport_size({"width": 390, "height": 800})
        page.emulate_media(color_scheme="dark")
        comes(page, "document.documentElement.dataset.theme === 'dark'")
        assert findings(page) == []


def test_a_unit_is_switched_off_and_its_sliders_follow(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=unit&lang=en")
    page.get_by_role("button", name="Switch batch norm off").click()
    expect(story(page)).to_contain_text("batch norm has switched itself off")
    expect(page.locator("output[for=gamma]")).to_have_text("2")
    press(page, slider(page, "γ"), "Home")
    expect(story(page)).to_contain_text("every score becomes β")
    page.get_by_role("radio", name="tanh").check(force=True)
    assert "mean slope of tanh" in text(page, "#after")


def test_batches_follow_one_another_and_the_folded_layer_agrees(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=batches&m=8&t=58&shown=outputs&lang=en")
    page.get_by_role("button", name="One batch after another").click()
    expect(page.locator("output[for=t]")).to_have_text("60")
    expect(page.get_by_role("button", name="One batch after another")).to_have_attribute("aria-pressed", "false")
    assert text(page, "#folded").split("W′x + b′ ")[1] == text(page, "#use")
    press(page, slider(page, "m, the batch size"), "Home")
    expect(story(page)).to_contain_text("become −1 and 1")


def test_decay_and_a_growing_rate_turn_alike(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=rates&lang=en")
    expect(story(page)).to_contain_text("points the same way at every step")
    assert text(page, "#decayed").split(",")[0] == text(page, "#grown").split(",")[0]
    page.get_by_role("radio", name="ε = 0.01").check(force=True)
    expect(story(page)).to_contain_text("the two walks part")
    press(page, slider(page, "Ω"), "Home")
    expect(story(page)).to_contain_text("all three walks are one")


def test_masks_follow_one_another_and_a_sub_model_is_chosen(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=masks&k=198&lang=en")
    page.get_by_role("button", name="One mask after another").click()
    expect(page.locator("output[for=k]")).to_have_text("200")
    expect(story(page)).to_contain_text("the expected loss is 0.6778")
    press(page, slider(page, "δ"), "Home")
    expect(story(page)).to_contain_text("nothing is dropped")
    page.goto(f"{server}embed?figure=ensemble&lang=en")
    page.locator("svg.net").nth(2).click()
    expect(page.get_by_role("radio", name="x₁ dropped")).to_be_checked()
    assert "∂L/∂β₁ = 0" in text(page, "#backward")


def test_a_variant_drops_its_groups_together(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=variants&kind=channels&k=1&lang=en")
    expect(page.locator("#numbers rect")).to_have_count(108)
    assert page.locator("#numbers rect.gone").count() % 36 == 0
    expect(page.locator("#mean")).to_have_text("=\u00a02")
    page.get_by_role("radio", name="DropConnect").check(force=True)
    expect(page.locator("#numbers rect")).to_have_count(12)
    expect(story(page)).to_contain_text("scatters by 2.309")
    press(page, slider(page, "draws so far"), "End")
    expect(page.locator("#mean")).to_contain_text("in 200 draws")
    press(page, slider(page, "dropout rate"), "Home")
    expect(page.locator("#numbers rect.gone")).to_have_count(0)


def test_a_case_uses_its_own_sliders_and_a_rate_is_chosen(page: Page, server: str) -> None:
    page.goto(f"{server}embed?figure=failing&lang=en")
    expect(slider(page, "share of padding")).to_be_disabled()
    page.get_by_role("radio", name="padding").check(force=True)
    expect(page.locator("#training")).to_have_text("≈\u00a00.8165")
    press(page, slider(page, "share of padding"), "Home")
    expect(page.locator("#training")).to_have_text("=\u00a00")
    page.goto(f"{server}embed?figure=chosen&lang=en")
    expect(story(page)).to_contain_text("chooses δ = 0.23")
    page.get_by_role("radio", name="160 rows").check(force=True)
    expect(page.locator("#best")).to_contain_text("δ = 0.07: 0.517")
