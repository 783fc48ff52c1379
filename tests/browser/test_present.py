"""To present: large text, steps that a clicker walks, a code for phones, and the same on paper."""

import json
import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from .steps import findings, open_explorer, peek, rests, slider, story
from .test_own_file import LONG

DIABETES = "?loss=linear&data=diabetes&l1=0.5"


def step(page: Page, text: str) -> None:
    expect(page.locator("#step-now")).to_contain_text(text)


def test_a_talk_is_walked_by_a_clicker_and_survives_a_reload(page: Page, server: str) -> None:
    open_explorer(page, server, DIABETES)
    page.get_by_role("button", name="Present").click()
    expect(page).to_have_url(re.compile("present=1"))
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.locator("#loss")).to_be_hidden()
    assert story(page).evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)") >= 1.5 * 17
    assert peek(page, "lossfold.state.landscape.plot._fullLayout.scene.xaxis.tickfont.size") >= 18
    page.keyboard.press("s")
    step(page, "1 / 1")
    # Another penalty, another view, then other data: three steps.
    page.evaluate("lossfold.state.move('l2', 0.7)")
    page.keyboard.press("s")
    page.evaluate("document.querySelector('#views-bar-constraint').click()")
    page.keyboard.press("s")
    page.evaluate("lossfold.choices.choose({ data: 'toy' }, ['range'])")
    expect(page).to_have_url(re.compile("data=toy"), timeout=LONG)
    page.keyboard.press("s")
    step(page, "4 / 4")
    # A clicker's pages go to the talk, whichever slider was moved last.
    slider(page, "Ω").focus()
    page.keyboard.press("PageUp")
    step(page, "3 / 4")
    expect(page).to_have_url(re.compile("data=diabetes.*l2=0.7.*view=surface,constraint"), timeout=LONG)
    assert peek(page, "lossfold.state.weights.l2") == 0.7
    page.keyboard.press("PageUp")
    expect(page.locator(".view")).to_have_count(0)
    page.keyboard.press("PageUp")
    step(page, "1 / 4")
    assert peek(page, "lossfold.state.weights") | {} == peek(page, "({ ...lossfold.state.weights, l1: 0.5, l2: 0 })")
    page.keyboard.press("PageUp")
    step(page, "1 / 4")
    # Arrows are the slider's as long as it has the focus, and the talk's otherwise.
    page.keyboard.press("ArrowRight")
    step(page, "1 / 4")
    slider(page, "Ω").evaluate("(element) => element.blur()")
    page.keyboard.press("ArrowRight")
    step(page, "2 / 4")
    expect(page).to_have_url(re.compile("l2=0.7.*present=1"))
    assert "present" not in peek(page, "lossfold.links.whole()")
    page.reload()
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=LONG)
    expect(page.get_by_role("banner")).to_be_hidden()
    step(page, "4 steps")
    if peek(page, "Boolean(document.fullscreenElement)"):
        page.evaluate("document.exitFullscreen()")
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_be_visible()
    expect(page).not_to_have_url(re.compile("present"))


def test_what_charts_say_is_larger_while_one_presents(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_explorer(page, server, f"{DIABETES}&view=surface,path,constraint")
    size = "(all) => Math.min(...all.map((each) => parseFloat(getComputedStyle(each).fontSize)))"
    texts = page.locator(".chart text")
    texts.first.wait_for(state="attached")
    before = texts.evaluate_all(size)
    page.keyboard.press("p")
    assert texts.evaluate_all(size) >= 1.3 * before


def test_v_shows_one_view_after_another_and_then_the_surface_alone(page: Page, server: str) -> None:
    open_explorer(page, server, f"{DIABETES}&present=1&n=61")
    chips = page.locator("#views button[id^=views-bar-]:not(#views-bar-surface)")
    # The bar itself is hidden meanwhile: what is not offered for this loss is so by itself.
    shown = "(all) => all.filter((chip) => getComputedStyle(chip).display !== 'none').map(({ id }) => id)"
    views = [name.removeprefix("views-bar-") for name in chips.evaluate_all(shown)]
    assert {"constraint", "path", "compare"} < set(views)
    for name in views[:3]:
        page.keyboard.press("v")
        expect(page.locator(".view")).to_have_count(1)
        expect(page.locator(f".view-{name}")).to_be_visible()
    page.evaluate(f"document.querySelector('#views-bar-{views[-1]}').click()")
    expect(page.locator(".view")).to_have_count(2)
    page.keyboard.press("v")
    expect(page.locator(".view")).to_have_count(0)
    expect(page.locator("#surface")).to_be_visible()
    rests(page)


def test_steps_are_named_ordered_undone_and_carried_away(page: Page, server: str) -> None:
    page.add_init_script("Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('no'))")
    steps = [{"name": name, "query": f"l1={weight}"} for name, weight in (("one", 0.1), ("two", 0.2), ("three", 0.3))]
    text = json.dumps({"lossfold": "steps", "steps": steps})
    open_explorer(page, server)
    page.keyboard.press("p")
    # What the browser refuses is said, and all else is there.
    expect(page.get_by_role("alert").first).to_contain_text("does not allow full screen")
    page.locator("#steps-open").click()
    chooser = page.locator("#steps-file")
    chooser.set_input_files(FilePayload(name="s.json", mimeType="application/json", buffer=b"{}"))
    expect(page.locator("#steps-said")).to_contain_text("no list of steps")
    chooser.set_input_files(FilePayload(name="s.json", mimeType="application/json", buffer=text.encode()))
    names = page.locator("#steps input")
    expect(names).to_have_count(3)
    page.get_by_role("button", name="Move “three” up").click()
    # The keyboard goes on from the button that has moved with its step.
    page.keyboard.press("Enter")
    expect(names.first).to_have_value("three")
    names.first.fill("lasso")
    page.get_by_role("button", name="Remove “two”").click()
    expect(names).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(names).to_have_count(3)
    expect(names.first).to_have_value("lasso")
    page.get_by_role("button", name="Show “lasso”").click()
    assert peek(page, "lossfold.state.weights.l1") == 0.3
    with page.expect_download() as got:
        page.get_by_role("button", name="Save as a file").click()
    saved = json.loads(got.value.path().read_text())
    assert [each["name"] for each in saved["steps"]] == ["lasso", "one", "two"]
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy a link with all steps").click()
    link = page.evaluate("navigator.clipboard.readText()")
    # Whoever opens it has the whole talk; a server hears of none of it.
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#step-now")).to_contain_text("3 steps", timeout=LONG)
    assert "steps=" not in page.url


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("zh", "dark")])
def test_the_code_opens_this_very_state_and_axe_finds_nothing(
    browser: Browser, server: str, language: str, theme: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    open_explorer(page, server, f"{DIABETES}&lang={language}&theme={theme}&present=1")
    page.locator("#present-qr").click()
    code = page.locator("#qr-code")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("(image) => image.naturalWidth") > 0
    address = page.locator("#qr-address").inner_text()
    assert address == f"{server}?loss=linear&data=diabetes&l1=0.5&lang={language}"
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.locator("#steps-open").click()
    page.locator("#steps-save").click()
    assert findings(page) == []
    page.keyboard.press("Escape")
    assert findings(page) == []
    # On paper the sheet ends with the same code and address.
    page.emulate_media(media="print")
    expect(page.locator("#handout-code svg")).to_be_visible()
    expect(page.locator("#handout-address")).to_have_text(address)
    expect(page.locator("#handout-what")).to_contain_text("λ = 0.5")
    expect(page.locator("#present-bar")).to_be_hidden()
    context.close()
