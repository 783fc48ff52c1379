"""What an embed and the page that holds it say to each other: its height, and light or dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.sites import site
from tests.browser.steps import comes_to_rest, peek, press, soon, stays

# Milliseconds after which Chromium holds one more notch of the wheel to be a new scroll, which may go to another frame.
PAUSE = 700
LIVE = "#surface[data-live=yes]"
# A host that follows, with `more` px added; it listens at once, or only when `listen()` is called.
SCRIPT = """
window.told = [];
window.listen = (more) => addEventListener("message", ({data, source}) => {
  told.push(data);
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source || data.type !== "lossfold:height") continue;
    frame.style.height = `${data.height + more}px`;
  }
});
"""

SHOW = """() => {
    const [details, tab] = ["details", "div"].map((name) => document.querySelector(name));
    if (details) details.open = true;
    else tab.hidden = false;
}"""
# How much wider and higher the stage is than its picture.
GAP = """() => {
    const boxes = [".stage", "#surface canvas"].map((name) => document.querySelector(name).getBoundingClientRect());
    return Math.abs(boxes[0].width - boxes[1].width) + Math.abs(boxes[0].height - boxes[1].height);
}"""
NO_SCROLL = "() => document.documentElement.scrollHeight - innerHeight <= 1"
FOOT = """() => {
    const box = document.querySelector(".knobs").getBoundingClientRect();
    return [box.top, box.bottom, innerHeight];
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that is narrow enough for the embed's sliders to stand below its surface."""
    context = browser.new_context(viewport={"width": 700, "height": 760}, locale="en-GB")
    yield context.new_page()
    context.close()


def write(folder: Path, body: str, listens: str = "") -> None:
    """Writes the host's page."""
    (folder / "index.html").write_text(
        '<!DOCTYPE html><link rel="icon" href="data:,"><body style="margin:0">'
        f"<script>{SCRIPT}{listens}</script>{body}",
        encoding="utf-8",
    )


def frame_of(source: str, more: str = "") -> str:
    """The element."""
    return (
        f'<iframe src="{source}" sandbox="allow-scripts" style="width:100%;height:560px;border:0" {more}></iframe>'
        '<p style="height:40px">text</p>'
    )


def heights(page: Page) -> list[int]:
    """The heights that the host has heard of."""
    return page.evaluate("told.filter((each) => each.type === 'lossfold:height').map((each) => each.height)")


def inner_height(page: Page) -> int:
    """The height of the page in the frame."""
    return page.frames[1].evaluate("innerHeight")


def wait_for_height(page: Page, count: int = 1) -> None:
    """Waits until so many heights have been heard."""
    page.wait_for_function(
        f"() => told.filter((each) => each.type === 'lossfold:height').length >= {count}", timeout=30_000
    )


def whole(page: Page) -> None:
    """Waits until the embed has its surface and its proof, so that its height changes no more by itself."""
    inside = page.frame_locator("iframe")
    for place in (LIVE, "#proof:not(:empty)"):
        inside.locator(place).wait_for(state="attached", timeout=30_000)


def test_a_host_that_listens_late_hears_the_height_all_the_same(page: Page, server: str, tmp_path: Path) -> None:
    write(tmp_path, frame_of(f"{server}embed?lang=en"))
    with site(tmp_path) as address:
        page.goto(address)
        whole(page)
        # Whatever was said in the first second and a half was said to nobody.
        stays(page, lambda: heights(page) == [], 1.5)
        page.evaluate("listen(0)")
        wait_for_height(page)
        # Without knowing anything of the embed it can ask as well, and is answered at once.
        page.evaluate("told = []; frames[0].postMessage({type: 'lossfold:height?'}, '*')")
        page.wait_for_function("() => told.length === 1")
        # What asks for nothing is answered by nothing: the one answer is that of the last question.
        page.evaluate(
            "told = []; frames[0].postMessage({type: 'lossfold:width?'}, '*'); frames[0].postMessage(null, '*');"
            "frames[0].postMessage({type: 'lossfold:height?'}, '*')"
        )
        page.wait_for_function("() => told.length > 0")
        assert len(page.evaluate("told")) == 1
        assert page.locator("iframe").bounding_box()["height"] > 500  # pyright: ignore[reportOptionalSubscript]


def test_a_host_that_adds_pixels_each_time_hears_at_most_two_messages(page: Page, server: str, tmp_path: Path) -> None:
    write(tmp_path, frame_of(f"{server}embed?lang=en"), "listen(16)")
    with site(tmp_path) as address:
        page.goto(address)
        wait_for_height(page)
        stays(page, lambda: len(heights(page)) <= 2, 4.5)
        told = heights(page)
        assert len({*told}) == 1


@pytest.mark.parametrize("query", ["l1=0.2", "view=surface,slice&loss=linear&data=diabetes", "figure=norms"])
def test_after_a_turn_of_the_phone_and_back_the_height_is_what_it_was(
    page: Page, server: str, tmp_path: Path, query: str
) -> None:
    write(tmp_path, frame_of(f"{server}embed?{query}&lang=en"), "listen(0)")
    with site(tmp_path) as address:
        page.set_viewport_size({"width": 390, "height": 780})
        page.goto(address)
        page.frame_locator("iframe").locator("main").wait_for()
        wait_for_height(page)
        comes_to_rest(page, lambda: heights(page))
        found = []
        for width in (390, 844, 390):
            page.set_viewport_size({"width": width, "height": 780})
            comes_to_rest(page, lambda: heights(page))
            # Nothing has to be scrolled inside, and the host has followed.
            soon(page, lambda: page.frames[1].evaluate(f"({NO_SCROLL})()") and heights(page)[-1] == inner_height(page))
            found.append(heights(page)[-1])
        assert found[0] == found[2]


@pytest.mark.parametrize("more", ["", 'loading="lazy"'])
@pytest.mark.parametrize("kind", ["details", "tab"])
@pytest.mark.parametrize("query", ["l1=0.2", "figure=shift"])
def test_hidden_at_first_it_says_nothing_and_then_its_height_once(
    page: Page, server: str, tmp_path: Path, kind: str, more: str, query: str
) -> None:
    frame = frame_of(f"{server}embed?{query}&lang=en", more)
    hidden = f"<details><summary>More</summary>{frame}</details>" if kind == "details" else f"<div hidden>{frame}</div>"
    write(tmp_path, hidden, "listen(0)")
    with site(tmp_path) as address:
        page.goto(address)
        stays(page, lambda: heights(page) == [], 2.5)
        page.evaluate(SHOW)
        wait_for_height(page)
        stays(page, lambda: len(heights(page)) == 1, 1.8)
        [height] = heights(page)
        assert 400 < height < 1000
        inside = page.frames[1]
        soon(page, lambda: inner_height(page) == height)
        if query == "l1=0.2":
            inside.wait_for_selector(LIVE, timeout=30_000)
            # The surface fills its place, and pointer and picture agree about where that is.
            assert inside.evaluate(GAP) <= 2


def test_wordpress_is_told_in_its_own_words(page: Page, server: str, tmp_path: Path) -> None:
    frame = (
        f'<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" data-secret="aB3xyz0123" '
        f'src="{server}embed?l1=0.3&lang=en#?secret=aB3xyz0123" width="600" height="640"></iframe>'
    )
    write(tmp_path, frame, "listen(0)")
    with site(tmp_path) as address:
        page.goto(address)
        whole(page)
        page.wait_for_function("() => told.some((each) => each.message === 'height')", timeout=30_000)
        told = page.evaluate("told.findLast((each) => each.message === 'height')")
        assert told["secret"] == "aB3xyz0123"
        assert told["value"] == heights(page)[0]
        # WordPress asks again in case that its own script came later than the frame.
        # Another frame's secret is none of ours: of the two questions only the second is answered.
        page.evaluate(
            "told = []; for (const secret of ['another', 'aB3xyz0123'])"
            " frames[0].postMessage({message: 'ready', secret}, '*')"
        )
        page.wait_for_function("() => told.some((each) => each.message === 'height')")
        assert [each.get("message") for each in page.evaluate("told")] == [None, "height"]
        # The fragment changes nothing else.
        inside = page.frames[1]
        assert inside.evaluate("document.getElementById('l1').value") == "0.3"
        assert inside.evaluate("scrollY") == 0


@pytest.mark.parametrize("query", ["l1=0.2", "l1=0.2&view=constraint", "figure=norms"])
def test_the_host_chooses_light_or_dark_without_losing_the_sliders(
    page: Page, server: str, tmp_path: Path, query: str
) -> None:
    write(tmp_path, frame_of(f"{server}embed?{query}&lang=en"))
    with site(tmp_path) as address:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        inside = page.frames[1]
        inside.wait_for_selector(LIVE if query == "l1=0.2" else "#story", state="attached", timeout=30_000)

        def theme(asked: str | None, shown: str) -> None:
            if asked:
                page.evaluate("(theme) => frames[0].postMessage({type: 'lossfold:theme', theme}, '*')", asked)
            soon(page, lambda: inside.evaluate(f"document.documentElement.dataset.theme === '{shown}'"))

        state = "lossfold.embed.state"
        if query == "l1=0.2":
            press(page, inside.locator("#l1"), "ArrowRight", 3)
            press(page, inside.locator("#surface"), "ArrowLeft", 2)
            soon(page, lambda: inside.evaluate(f"{state}.weights.l1 > 0.2"))
            before = comes_to_rest(page, lambda: inside.evaluate(f"[{state}.weights.l1, {state}.stage.now().eye.x]"))
            theme("dark", "dark")
            dark = f"{state}.scene.figure.colours.dark.text"
            soon(page, lambda: inside.evaluate(f"{state}.stage.landscape.plot.layout.font.color === {dark}"))
            after = inside.evaluate(f"[{state}.weights.l1, {state}.stage.now().eye.x]")
            assert after[0] == before[0]
            assert abs(after[1] - before[1]) < 1e-6
        theme("dark", "dark")
        theme("light", "light")
        # The system's, and following it.
        theme("auto", "light")
        page.emulate_media(color_scheme="dark")
        theme(None, "dark")
        theme("light", "light")
        page.evaluate("frames[0].postMessage({type: 'lossfold:theme', theme: 'pink'}, '*')")
        stays(page, lambda: inside.evaluate("document.documentElement.dataset.theme === 'light'"), 0.3)


def test_a_theme_said_before_the_figure_stands_is_kept(page: Page, server: str, tmp_path: Path) -> None:
    say = (
        "frames[0].postMessage({type: 'lossfold:theme', theme: 'dark'}, '*');"
        "document.querySelector('iframe').onload = (event) =>"
        "  event.target.contentWindow.postMessage({type: 'lossfold:theme', theme: 'dark'}, '*');"
    )
    write(tmp_path, frame_of(f"{server}embed?lang=en&theme=light") + f"<script>{say}</script>")
    with site(tmp_path) as address:
        page.goto(address)
        inside = page.frames[1]
        inside.wait_for_selector(LIVE, timeout=30_000)
        soon(page, lambda: inside.evaluate("document.documentElement.dataset.theme === 'dark'"))
        state = "lossfold.embed.state"
        dark = f"{state}.scene.figure.colours.dark.text"
        soon(page, lambda: inside.evaluate(f"{state}.stage.landscape.plot.layout.font.color === {dark}"))


def test_in_a_low_frame_the_sliders_stay_in_sight_and_the_wheel_goes_on_to_the_page(
    page: Page, server: str, tmp_path: Path
) -> None:
    frame = frame_of(f"{server}embed?lang=en&l1=0.2").replace("width:100%;height:560px", "width:400px;height:300px")
    write(tmp_path, f'<div style="height:900px">above</div>{frame}<div style="height:2000px">below</div>')
    with site(tmp_path) as address:
        page.goto(address)
        page.evaluate("scrollTo(0, 500)")
        inside = page.frames[1]
        inside.wait_for_selector(LIVE, timeout=30_000)
        for scrolled in (0, 40):
            inside.evaluate(f"scrollTo(0, {scrolled})")
            top, bottom, height = inside.evaluate(FOOT)
            assert top > 150
            assert bottom <= height + 1
        inside.evaluate("scrollTo(0, 0)")
        box = page.locator("iframe").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 200, box["y"] + 100)
        room = inside.evaluate("document.documentElement.scrollHeight - innerHeight")
        assert room > 50
        for _ in range(6):
            page.mouse.wheel(0, 150)
            page.wait_for_timeout(PAUSE)
        assert abs(inside.evaluate("scrollY") - room) <= 1
        assert peek(page, "scrollY") > 500
        # And back: first inside, then the page.
        down = peek(page, "scrollY")
        box = page.locator("iframe").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 200, max(box["y"], 0) + 60)
        for _ in range(6):
            page.mouse.wheel(0, -150)
            page.wait_for_timeout(PAUSE)
        assert inside.evaluate("scrollY") == 0
        assert peek(page, "scrollY") < down
