"""One screen for hand and eye: what a hand moves and what the eye follows are in sight together."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .steps import open_explorer, peek, slider
from .test_own_file import LONG, expect_pickers, is_in_sight

TABLE = "width\tdepth\tsold\n" + "\n".join(f"{k % 7}\t{k * k % 11}\t{k % 2}" for k in range(40))
# What happens when somebody lets go of a file, or pastes a text, over an element.
DROP = """([selector, name, text]) => {
    const data = new DataTransfer();
    if (name) data.items.add(new File([text], name, { type: "text/csv" }));
    else data.setData("text/plain", text);
    const fire = (Kind, kind, key) => document.querySelector(selector).dispatchEvent(
        new Kind(kind, { bubbles: true, cancelable: true, [key]: data }));
    if (!name) return fire(ClipboardEvent, "paste", "clipboardData");
    fire(DragEvent, "dragenter", "dataTransfer");
    window.sign = getComputedStyle(document.querySelector("#drop-sign")).display;
    return fire(DragEvent, "drop", "dataTransfer");
}"""

# Whether an element has come to where nothing covers it.
SEEN = """(element) => {
    const { left, top, bottom } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + 2, (top + bottom) / 2));
}"""


def box_of(element: Locator) -> tuple[float, float, float, float]:
    """Left, top, width and height."""
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def phone(browser: Browser, width: int, height: int) -> Page:
    return browser.new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True).new_page()


def test_on_a_phone_every_setting_is_seen_at_work(browser: Browser, server: str) -> None:
    page = phone(browser, 390, 844)
    open_explorer(page, server, "?drop=0.1")
    stage = page.locator(".stage")
    tall = box_of(stage)[3]
    for name in ("p", "drop"):
        control = page.locator(f"#{name}")
        control.scroll_into_view_if_needed()
        control.evaluate("(element) => element.scrollIntoView({ block: 'center' })")
        expect(stage).to_have_attribute("data-low", "yes")
        assert is_in_sight(control)
        _, top, _, height = box_of(stage)
        assert top == pytest.approx(0, abs=1)
        assert 180 < height < tall
    before = page.locator("#surface").get_attribute("aria-label")
    assert before is not None
    slider(page, "Dropout").press("ArrowRight")
    expect(page.locator("#surface")).not_to_have_attribute("aria-label", before, timeout=LONG)
    page.evaluate("scrollTo(0, 0)")
    expect(stage).to_have_attribute("data-low", "")
    # A view that is opened comes into sight, between surface and sliders.
    page.get_by_role("button", name="Constraint").click()
    head = page.locator(".view-constraint h2")
    page.wait_for_function(SEEN, arg=head.element_handle())
    # Room for 200 stops, on the narrowest screen and on its side.
    for width, height in ((390, 844), (360, 740), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("() => innerWidth === " + str(width))
        assert box_of(slider(page, "λ"))[2] >= 220, width
        assert peek(page, "document.documentElement.scrollWidth <= innerWidth"), width
    # On its side the surface stands left, and what moves it right, however far that is scrolled.
    page.locator("#drop").evaluate("(element) => element.scrollIntoView({ block: 'center' })")
    left, top, width, height = box_of(stage)
    assert left + width <= box_of(page.locator(".panel"))[0]
    assert top < 110
    assert height > 240
    assert is_in_sight(page.locator("#drop"))
    page.context.close()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (1024, 768)])
def test_beside_views_the_surface_is_large_and_nothing_is_half_empty(
    page: Page, server: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    open_explorer(page, server, "?loss=linear&data=diabetes&view=surface,constraint,path,slice,prior")
    for count in (5, 4, 3, 2):
        expect(page.locator(".view")).to_have_count(count - 1)
        left, top, wide, high = box_of(page.locator(".board"))
        stage, views = box_of(page.locator(".stage")), box_of(page.locator(".views"))
        if width > 1180:
            assert stage[2] > 0.42 * wide, count
            assert stage[3] == pytest.approx(high, abs=1), count
        else:
            assert stage[2] == pytest.approx(wide, abs=1), count
            assert stage[3] > 0.4 * high, count
        # Together they fill the board, and the views all of their part.
        assert (stage[2] * stage[3] + views[2] * views[3]) / (wide * high) > 0.95, count
        boxes = [box_of(each) for each in page.locator(".view").all()]
        assert max(box[0] + box[2] for box in boxes) == pytest.approx(left + wide, abs=16), count
        assert max(box[1] + box[3] for box in boxes) >= top + high - 1, count
        page.locator(".view-close").last.click()
    expect(page.locator(".view")).to_have_count(0)
    assert box_of(page.locator(".stage")) == pytest.approx(box_of(page.locator(".board")), abs=1)
    assert box_of(page.locator(".panel"))[1:4:2] == pytest.approx(box_of(page.locator(".sight"))[1:4:2], abs=1)
    assert sum(box_of(page.locator(".sight"))[1:4:2]) == pytest.approx(height - 16, abs=1)


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_bar_of_views_stands_in_one_line(page: Page, server: str, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_explorer(page, server, f"?lang={language}&loss=linear&data=diabetes")
    bar = page.get_by_role("group").filter(has=page.locator("#views-bar-path"))
    tops = bar.get_by_role("button").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
    assert len(tops) == 11
    assert len(set(tops)) == 1


def test_a_file_may_fall_anywhere_and_a_table_may_be_pasted(page: Page, server: str) -> None:
    open_explorer(page, server)
    page.evaluate(DROP, ["#surface", "houses.csv", TABLE.replace("\t", ",")])
    assert peek(page, "window.sign") == "grid"
    expect(page.locator("#drop-sign")).to_be_hidden()
    expect(page).to_have_url(re.compile("data=own"), timeout=LONG)
    expect_pickers(page, "width", "depth", "sold")
    expect(page.locator("#table")).to_contain_text("houses.csv")
    # In an entry field a paste is a paste; anywhere else a table is a table, and a word is nothing.
    page.evaluate(DROP, ["#l1-number", "", TABLE])
    page.evaluate(DROP, ["body", "", "a word"])
    expect(page.locator("#table")).to_contain_text("houses.csv")
    page.evaluate(DROP, ["body", "", TABLE.replace("sold", "gone")])
    expect(page.locator("#target")).to_have_value("gone", timeout=LONG)
    expect(page.locator("#table")).to_contain_text("pasted table.csv")


def test_choosing_own_data_shows_the_button_at_once(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_explorer(page, server)
    page.get_by_role("textbox", name="Data").click()
    page.get_by_role("option", name="My own CSV").click()
    button = page.get_by_role("button", name="Choose a CSV file")
    expect(button).to_be_in_viewport()
    assert is_in_sight(button)
    expect(page.locator("#p")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 480, 700])
def test_an_embed_of_two_views_keeps_its_sliders_in_the_frame(page: Page, server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 560})
    page.goto(f"{server}embed?view=surface,constraint&loss=linear&data=diabetes&l1=0.4&lang=en")
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=LONG)
    expect(page.locator("#story")).to_contain_text("body-mass index")
    for name in ("λ", "Ω"):
        assert is_in_sight(slider(page, name)), name
    before = page.locator(".view-constraint .view-said").inner_text()
    slider(page, "λ").press("ArrowRight")
    expect(page.locator(".view-constraint .view-said")).not_to_have_text(before)


@pytest.mark.parametrize(("view", "says"), [("cloud", "Bias²"), ("folds", "442 rows in 5 folds")])
def test_too_few_rows_lead_on_to_enough(page: Page, server: str, view: str, says: str) -> None:
    open_explorer(page, server, f"?view=surface,{view}")
    lead = page.get_by_role("button", name="Show it for: Diabetes, 442 patients")
    lead.click(timeout=LONG)
    expect(page).to_have_url(re.compile(f"loss=linear&data=diabetes.*view=surface,{view}"), timeout=LONG)
    expect(page.locator(f".view-{view} .view-said")).to_contain_text(says, timeout=LONG)
    expect(lead).to_be_hidden()


def test_an_unknown_address_looks_like_lossfold_and_leads_home(browser: Browser, server: str) -> None:
    # The browser itself calls a 404 an error of the page's.
    page = browser.new_page()
    answer = page.goto(f"{server}no/such/page?lang=zh")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("alert")).to_have_text("Lossfold 无法显示这个地址。")
    assert page.locator(".emblem").is_visible()
    page.get_by_role("link", name="Lossfold").first.click()
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=LONG)
    assert "lang=zh" in page.url
    page.context.close()
