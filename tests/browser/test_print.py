"""On paper: figures show a picture and their sentence, dark pages turn light, and there is nothing to press."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Frame, Page, expect

from tests.browser.sites import site
from tests.browser.steps import open_explorer, soon

# How many pixels of a canvas are not transparent, as a share of all.
PAINTED = """(canvas) => {
    if (!canvas.width || !canvas.height) return 0;
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, k) => k % 4 === 3 && value > 0).length / (data.length / 4);
}"""
# Every text on screen that is paler than mid-grey, by its luminance.
PALE = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const { parentElement: element } = walk.currentNode;
        if (!walk.currentNode.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
        const { width } = element.getBoundingClientRect();
        const [r, g, b] = getComputedStyle(element).color.match(/[\\d.]+/g).map(Number);
        if (width > 1 && 0.299 * r + 0.587 * g + 0.114 * b > 140) found.push(walk.currentNode.textContent.slice(0, 40));
    }
    return found;
}"""


@pytest.fixture
def dark(browser: Browser) -> Iterator[Page]:
    """A page on a system that likes it dark."""
    context = browser.new_context(viewport={"width": 760, "height": 700}, locale="en-GB", color_scheme="dark")
    yield context.new_page()
    context.close()


def picture(page: Page) -> Image.Image:
    """What is to be seen, whole."""
    return Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")


def shares(image: Image.Image) -> tuple[float, float]:
    """The shares of white and of nearly black pixels."""
    histogram = image.convert("L").histogram()
    count = image.width * image.height
    return sum(histogram[250:]) / count, sum(histogram[:12]) / count


@pytest.mark.parametrize(
    "query", ["l1=0.2&lang=en", "l1=0.2&lang=zh&theme=dark&title=A+title", "theme=dark&view=compare&n=61"]
)
def test_an_embed_prints_its_picture_and_sentence_on_white(dark: Page, server: str, query: str) -> None:
    dark.goto(f"{server}embed?{query}", timeout=60_000)
    dark.locator("#surface[data-drawn]").wait_for(state="attached", timeout=30_000)
    soon(dark, lambda: dark.evaluate(PALE) != [])
    pictures = dark.locator(".cell-picture" if "compare" in query else ".poster")
    expect(pictures).to_have_count(4 if "compare" in query else 1)
    dark.emulate_media(media="print", color_scheme="dark")
    soon(dark, lambda: dark.evaluate(PALE) == [])
    for each in pictures.all():
        expect(each).to_be_visible()
        soon(dark, lambda each=each: each.evaluate(PAINTED) > 0.05)
        assert each.evaluate("(canvas) => canvas.clientHeight") > 100
    expect(dark.locator("#story")).to_be_visible()
    expect(dark.locator(".knobs")).to_be_hidden()
    expect(dark.locator(".tools")).to_be_hidden()
    white, black = shares(picture(dark))
    assert white > 0.4
    assert black < 0.02
    dark.emulate_media(media="screen", color_scheme="dark")
    expect(dark.locator("#l1")).to_be_visible()
    soon(dark, lambda: shares(picture(dark))[0] < 0.05)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_explorer_prints_without_its_dock(dark: Page, server: str, width: int) -> None:
    dark.set_viewport_size({"width": width, "height": 800})
    open_explorer(dark, server, "?lang=en&theme=dark&loss=linear&data=diabetes&l1=0.4&view=surface,constraint")
    dark.locator(".chart path.c-region").wait_for(state="attached")
    dark.emulate_media(media="print", color_scheme="dark")
    soon(dark, lambda: dark.evaluate(PALE) == [])
    poster = dark.locator(".stage .poster")
    expect(poster).to_be_visible()
    soon(dark, lambda: poster.evaluate(PAINTED) > 0.05)
    for part in (".dock", ".views-bar", ".head .tools", ".choices"):
        expect(dark.locator(part)).to_be_hidden()
    # On a sheet that has room the view stands beside the surface; all else one below the other, nothing over the text.
    tops = [dark.locator(part).bounding_box() for part in (".stage", ".view-constraint", "#story", "#formula")]
    boxes = [box for box in tops if box is not None]
    assert len(boxes) == 4
    if width > 600:
        surface, view, *_ = boxes
        assert surface["x"] + surface["width"] <= view["x"]
        assert surface["y"] == view["y"]
        boxes = boxes[1:]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1
    white, black = shares(picture(dark))
    assert white > 0.4
    assert black < 0.02
    dark.emulate_media(media="screen", color_scheme="dark")
    expect(dark.locator(".stage .poster")).to_have_count(0)
    expect(dark.locator(".dock")).to_be_visible()


@pytest.mark.parametrize("views", ["surface,constraint", "surface,path", "path,constraint"])
@pytest.mark.parametrize("host", ["", "embed"])
def test_two_views_print_on_one_sheet(dark: Page, server: str, host: str, views: str) -> None:
    dark.set_viewport_size({"width": 1280, "height": 800})
    address = f"{server}{host}?lang=en&loss=linear&data=diabetes&l1=0.4&view={views}"
    dark.goto(address, timeout=60_000)
    dark.locator("#surface[data-drawn]").wait_for(state="attached", timeout=30_000)
    dark.locator(".chart path").first.wait_for(state="attached")
    sheet = dark.pdf(format="A4", margin={"top": "10mm", "bottom": "10mm", "left": "10mm", "right": "10mm"})
    assert len(re.findall(rb"/Type */Page\b", sheet)) == 1


ARTICLE = (
    ("l1=0.2&lang=en", 560),
    ("l1=0.3&lang=zh&theme=dark&title=A+title", 560),
    ("view=surface,constraint&loss=linear&data=diabetes&l1=0.4&lang=en", 680),
    ("view=compare&n=61&lang=en", 700),
    ("figure=shift&lang=en&theme=dark", 700),
    ("l1=0.2&lang=en&loss=logistic", 320),
)


def test_an_article_prints_figures_that_were_never_scrolled_to(dark: Page, server: str, tmp_path: Path) -> None:
    frames = "".join(
        f'<iframe src="{server}embed?{query}" sandbox="allow-scripts" style="width:100%;height:{height}px"></iframe>'
        '<p style="height:2500px">text</p>'
        for query, height in ARTICLE
    )
    (tmp_path / "index.html").write_text(f'<!DOCTYPE html><link rel="icon" href="data:,">{frames}', encoding="utf-8")
    with site(tmp_path) as address:
        dark.goto(address)
        inside = dark.frames[1:]
        assert len(inside) == len(ARTICLE)
        # The last is a long way off: no browser has laid eyes on it.
        assert dark.evaluate("scrollY") == 0
        dark.pdf(width="190mm", height="270mm")
        for frame, (query, _) in zip(inside, ARTICLE, strict=True):
            assert "…" not in (frame.locator("#story").text_content() or "…"), query
        dark.emulate_media(media="print", color_scheme="dark")
        # Emulated paper is told to a frame that is far off only when it is looked at.
        for frame, (query, height) in zip(inside, ARTICLE, strict=True):
            frame.frame_element().scroll_into_view_if_needed()
            soon(dark, lambda: frame.evaluate(f"matchMedia('print').matches && ({PALE})().length === 0"))  # noqa: B023
            _is_whole(frame, query, height)


def _is_whole(frame: Frame, query: str, height: int) -> None:
    assert frame.evaluate("matchMedia('print').matches"), query
    assert frame.evaluate(PALE) == [], query
    boxes = [frame.locator(part).bounding_box() for part in ("#story", "#formula", "footer")]
    top = frame.frame_element().bounding_box()
    assert top is not None
    for box in boxes:
        assert box is not None, query
        assert box["y"] + box["height"] <= top["y"] + height + 3, query
    if "figure=" in query:
        assert frame.locator(".c-sum").get_attribute("d"), query
        return
    pictures = frame.locator(".cell-picture" if "compare" in query else ".poster")
    for each in pictures.all():
        assert each.evaluate(PAINTED) > 0.02, query
        assert each.evaluate("(canvas) => canvas.clientHeight") > 50, query
    for region in frame.locator(".c-region").all():
        assert region.get_attribute("d"), query


def test_a_lesson_turns_light(dark: Page, server: str) -> None:
    dark.goto(f"{server}learn/kink?lang=en")
    dark.frames[1].locator("#story").wait_for()
    dark.emulate_media(media="print", color_scheme="dark")
    soon(dark, lambda: dark.evaluate(PALE) == [] and dark.frames[1].evaluate(PALE) == [])
    expect(dark.locator(".turn")).to_be_hidden()
    white, black = shares(picture(dark))
    assert white > 0.4
    assert black < 0.02
