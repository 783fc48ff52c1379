"""What browsers and their settings do to pages: wide frames, Back, forced colours, no scripts, right to left."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.browsers import chromium
from tests.browser.steps import comes, comes_to_rest, open_explorer, peek, press, slider, stands, stays, story

LIVE = "#surface[data-live=yes]"


def box_of(place: Locator) -> dict[str, float]:
    """Left, top, right and bottom of an element."""
    box = place.bounding_box()
    assert box is not None
    return {"left": box["x"], "top": box["y"], "right": box["x"] + box["width"], "bottom": box["y"] + box["height"]}


@pytest.mark.parametrize(("width", "height"), [(900, 560), (1280, 900), (760, 560)])
@pytest.mark.parametrize("query", ["l1=0.2", "view=surface,constraint&loss=linear&data=diabetes", "figure=norms"])
def test_a_title_stands_above_and_the_rest_beside_or_below(
    page: Page, server: str, width: int, height: int, query: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server}embed?{query}&title=Hello+world&lang=en")
    page.locator("#story").wait_for()
    parts = {name: box_of(page.locator(name).first) for name in ("h1", ".board", "#story", "#formula", "footer")}
    heading, board, said = parts["h1"], parts[".board"], parts["#story"]
    assert heading["top"] < 20
    assert heading["bottom"] <= board["top"] + 1
    assert board["top"] < 60
    assert board["bottom"] - board["top"] > 0.5 * height - 60
    if width >= 820:
        # Two columns below the title, both from its foot on.
        assert board["right"] <= said["left"]
        assert said["top"] < 60 + 110
        assert parts["footer"]["bottom"] <= max(height, board["bottom"]) + 12
    else:
        assert board["bottom"] <= said["top"] + 1
    assert parts["#formula"]["top"] >= said["bottom"] - 1


def test_nothing_jumps_while_a_page_loads(browser: Browser, server: str) -> None:
    watch = """() => {
        window.jumps = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.jumps += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    }"""
    for width, height, query in [
        (1280, 800, "?lang=en"),
        (412, 823, "?lang=zh"),
        (390, 844, "embed?l1=0.3&lang=en"),
        (412, 823, "embed?loss=linear&l1=0.3&view=surface,constraint&lang=en"),
        (412, 823, "?view=surface,constraint&loss=linear&data=diabetes&lang=en&theme=dark"),
    ]:
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.add_init_script(f"({watch})()")
        open_explorer(page, server, query)
        stays(page, lambda page=page: page.evaluate("jumps") < 0.05, 1)
        context.close()


def says(page: Page, value: str) -> None:
    """That slider, number, formula, surface and sentence are all at the same λ."""
    expect(page.locator("#l1 + output")).to_have_text(value)
    assert page.locator("#l1").input_value() == str(float(value))
    expect(page.locator("#formula [data-knob=l1]").first).to_have_text(value)
    comes(page, f"lossfold.embed.state.stage.landscape.weights.l1 === {float(value)}")
    # With a λ of 0.2 the minimum is a segment, with 1.5 it is the origin.
    words = "segment" if value == "0.20" else "exactly 0"
    expect(story(page)).to_contain_text(words)
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)


@pytest.mark.parametrize("remembered", [True, False])
def test_after_back_and_reload_all_parts_of_an_embed_say_one_number(page: Page, server: str, remembered: bool) -> None:
    page.goto(f"{server}embed?l1=0.2&lang=en", timeout=60_000)
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    if not remembered:
        # A page with such a listener is not kept in the browser's memory.
        page.evaluate("addEventListener('unload', () => {})")
    page.locator("#l1").focus()
    for _ in range(40):
        # What is said of it follows in the next frame.
        if page.locator("#l1").input_value() == "1.5":
            break
        page.keyboard.press("ArrowRight")
    says(page, "1.50")
    page.goto(f"{server}embed?figure=shift&lang=en")
    page.go_back()
    stands(page)
    shown = page.locator("#l1 + output").text_content()
    assert shown in ("0.20", "1.50")
    says(page, shown)
    page.reload()
    says(page, "0.20")


def test_a_surface_whose_graphics_were_taken_meanwhile_is_drawn_again(page: Page, server: str) -> None:
    page.goto(f"{server}embed?l1=0.2&lang=en", timeout=60_000)
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    page.evaluate(
        """() => {
            for (const canvas of document.querySelectorAll("#surface canvas")) {
                const gl = canvas.getContext("webgl");
                if (gl) gl.getExtension("WEBGL_lose_context").loseContext();
            }
        }"""
    )
    expect(page.locator("#hint")).not_to_be_empty()
    expect(page.locator(LIVE)).not_to_be_attached()
    # As after a Back out of the browser's memory: the page lives, its graphics do not.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    expect(page.locator("#hint")).to_be_empty()


def test_forced_colours_leave_icons_and_what_is_chosen(browser: Browser, server: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, forced_colors="active", color_scheme="light", locale="en-GB"
    )
    page = context.new_page()
    open_explorer(page, server, "?l1=0.2&lang=en&view=surface,constraint&loss=linear&data=diabetes")

    def contrast(place: Locator) -> int:
        """How far the darkest and the brightest of its pixels are from each other, of 255."""
        low, high = Image.open(BytesIO(place.screenshot())).convert("L").getextrema()
        return int(high) - int(low)  # pyright: ignore[reportArgumentType]

    for name in ("#play", "#reset-camera", "#share-open", "#copy-link", "#theme"):
        assert contrast(page.locator(f"{name} .icon")) > 100, name
    chosen, other = (page.locator(f"#views-bar-{name}") for name in ("constraint", "slice"))
    paper = "(element) => getComputedStyle(element).backgroundColor"
    assert chosen.evaluate(paper) != other.evaluate(paper)
    labels = page.locator(".preset .mantine-SegmentedControl-label")
    assert len({label.evaluate(paper) for label in labels.all()}) == 2
    page.goto(f"{server}embed?figure=norms&lang=en")
    page.locator("#block td[aria-selected=true]").wait_for()
    assert page.locator("#block td[aria-selected=true]").evaluate(paper) != page.locator("#block td").last.evaluate(
        paper
    )
    chips = [chip.evaluate(paper) for chip in page.locator(".chip span").all()]
    assert chips.count(chips[0]) == 1
    page.goto(f"{server}embed?l1=0.2&lang=en", timeout=60_000)
    stands(page)
    for name in ("#play", "#reset"):
        assert contrast(page.locator(f"{name} .icon")) > 100, name
    context.close()


@pytest.mark.parametrize(("language", "words"), [("en", "needs JavaScript"), ("zh", "JavaScript")])
def test_without_scripts_an_embed_says_so_and_shows_a_picture(
    browser: Browser, server: str, language: str, words: str
) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 560}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}embed?l1=0.3&l2=0.05&lang={language}")
    said = page.locator("noscript").first
    assert words in (said.text_content() or "")
    assert box_of(said)["bottom"] < 80
    picture = page.locator("img.poster")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") == 1200
    numbers = page.locator("#formula [data-knob]")
    assert [each.text_content() for each in numbers.all() if each.is_visible()] == ["0.30", "0.05"]
    # Neither sliders that do nothing nor a promise that is not kept.
    assert not page.locator(".knobs").is_visible()
    assert not page.locator("#story .loading").is_visible()
    context.close()


def test_right_to_left_around_and_on_the_page_changes_nothing(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1100, "height": 760})
    open_explorer(page, server, "?l1=0.3&lang=en")
    parts = (".stage", ".panel", "#l1", "#story")
    before = [box_of(page.locator(part).first) for part in parts]
    page.evaluate("document.documentElement.dir = 'rtl'")
    stays(page, lambda: [box_of(page.locator(part).first) for part in parts] == before, 0.3)
    track = box_of(slider(page, "λ"))
    # The thumb, 20 px wide, at 0.3 of 2.
    x = track["left"] + 10 + 0.15 * (track["right"] - track["left"] - 20)
    y = (track["top"] + track["bottom"]) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 24, y, steps=6)
    page.mouse.up()
    after = peek(page, "lossfold.state.weights.l1")
    assert 0.3 < after < 1
    page.goto(f"{server}embed?l1=0.3&lang=en")
    stands(page)
    parts = (".stage", "#l1", "#l1 + output", "#story", "#formula math")
    before = [box_of(page.locator(part).first) for part in parts]
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert [box_of(page.locator(part).first) for part in parts] == before
    press(page, page.locator("#l1"), "ArrowRight")
    assert float(page.locator("#l1").input_value()) > 0.3


@pytest.mark.parametrize(
    "query",
    ["embed?view=path&lang=zh&loss=linear&data=diabetes", "embed?lang=en", "embed?figure=norms&lang=en", "?lang=zh"],
)
def test_names_and_roles_are_whole(browser: Browser, server: str, query: str) -> None:
    context = browser.new_context(viewport={"width": 1100, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(server + query)
    page.locator("#surface[data-drawn], #block td[aria-selected=true]").first.wait_for(state="attached", timeout=30_000)
    comes(page, "!document.getElementById('early-start') || lossfold.state.board !== null")
    comes_to_rest(page, lambda: peek(page, "document.querySelectorAll('*').length"))
    rules = ["aria-required-attr", "label-content-name-mismatch", "landmark-unique", "page-has-heading-one"]
    rules += ["empty-table-header", "region"] if query.startswith("embed") else []
    only = {"runOnly": {"type": "rule", "values": rules}}
    found = Axe().run(page, options=only).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []
    assert page.get_by_text("Building the landscape…").count() == 0
    assert page.get_by_text("正在生成曲面……").count() == 0
    grips = page.locator("[role=slider].c-grip")
    for grip in grips.all():
        float(grip.get_attribute("aria-valuenow") or "")
    context.close()


def test_without_webgl_the_explorer_draws_its_default_from_above(browser: Browser, server: str) -> None:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    running = browser.browser_type.launch(executable_path=chromium(), args=flags)
    page = running.new_page(locale="en-GB")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_explorer(page, server, "?l1=0.2&lang=en")
    expect(page.locator(".flat-note")).to_contain_text("no WebGL")
    expect(story(page)).to_contain_text("segment")
    running.close()
    assert errors == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of this file: its size is each test's own."""
    context = browser.new_context(viewport={"width": 900, "height": 640}, locale="en-GB")
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
