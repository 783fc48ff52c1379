"""Embeds and exports in a real browser: in other people's pages, in many, without network, without WebGL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from components.export import main as export
from examples.blog.build import build
from tests.browser.browsers import chromium
from tests.browser.sites import site
from tests.browser.steps import comes, comes_to_rest, count_uploads, peek, press, slider, soon, stays, story

PHONE = {"width": 390, "height": 780}
LIVE = "#surface[data-live=yes]"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone: narrow, with fingers."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="zh-CN")  # pyright: ignore
    yield context
    context.close()


def framed(page: Page, number: int = 0) -> Frame:
    """The page inside the iframe with this number."""
    element = page.locator("iframe").nth(number).element_handle()
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    return frame


def host(folder: Path, *sources: str, attributes: str = 'sandbox="allow-scripts"') -> None:
    """Writes a page that holds embeds, with text above and below."""
    frames = "".join(f'<iframe src="{each}" {attributes} width="100%" height="560"></iframe><hr>' for each in sources)
    text = "<p>" + "text " * 900 + "</p>"
    script = "<script>window.told = []; onmessage = (event) => told.push(event.data);</script>"
    (folder / "index.html").write_text(
        f'<!DOCTYPE html><link rel="icon" href="data:,">{script}{frames}{text}', encoding="utf-8"
    )


def test_the_slider_moves_surface_and_sentence_without_a_request(page: Page, server: str) -> None:
    page.goto(f"{server}embed?loss=linear&data=diabetes&l1=0.1&knobs=l1&lang=en")
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    count_uploads(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    before = peek(page, "lossfold.embed.state.stage.landscape.total[0]")
    press(page, slider(page, "λ"), "End")
    expect(story(page)).to_contain_text("exactly 0")
    # λ = 2 instead of 0.1, at the corner where |β₁| + |β₂| is twice the half-width.
    half = peek(page, "lossfold.embed.state.stage.landscape.half")
    after = peek(page, "lossfold.embed.state.stage.landscape.total[0]")
    assert abs(after - before - 1.9 * 2 * half) < 1e-3 * after
    assert peek(page, "window.uploads") >= 1
    assert requests == []
    assert page.context.cookies() == []


def test_it_turns_by_itself_until_a_hand_takes_it(page: Page, server: str) -> None:
    page.goto(f"{server}embed?lang=en&n=61&autorotate=1")
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    eye = "lossfold.embed.state.stage.now().eye.x"
    first = peek(page, eye)
    page.wait_for_function(f"() => Math.abs({eye} - {first}) > 0.02")
    press(page, page.locator("#surface"), "ArrowLeft")
    rest = comes_to_rest(page, lambda: peek(page, eye))
    stays(page, lambda: peek(page, eye) == rest, 0.4)


@pytest.mark.parametrize("width", [320, 768, 1200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off(page: Page, server: str, width: int, language: str) -> None:
    page.set_viewport_size({"width": width, "height": 560})
    title = "A long title, " * 6
    page.goto(f"{server}embed?lang={language}&title={title}&loss=logistic")
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    assert peek(page, "document.documentElement.scrollWidth") <= width
    for part in ("#surface", "#story", "#home", "#l1", "#l2", "h1"):
        box = page.locator(part).bounding_box()
        assert box is not None, part
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= width, part
    surface = page.locator("#surface").bounding_box()
    assert surface is not None
    assert surface["height"] >= 150


def test_in_a_sandbox_on_another_site_it_draws_and_tells_its_height(page: Page, server: str, tmp_path: Path) -> None:
    host(tmp_path, f"{server}embed?lang=en&l1=0.3")
    with site(tmp_path) as address:
        page.goto(address)
        frame = framed(page)
        frame.wait_for_selector(LIVE, timeout=30_000)
        # An opaque origin: there is no storage to ask for.
        assert frame.evaluate("self.origin") == "null"
        press(page, frame.get_by_role("slider", name="λ"), "ArrowRight", 3)  # pyright: ignore[reportArgumentType]
        expect(frame.locator("#l1 + output")).to_have_text("0.45")
        told = page.evaluate("told")
        assert told
        assert {each["type"] for each in told} == {"lossfold:height"}
        assert all(220 < each["height"] < 1200 for each in told)


def test_the_pages_scroll_is_never_stolen(page: Page, server: str, tmp_path: Path) -> None:
    host(tmp_path, f"{server}embed?lang=en")
    with site(tmp_path) as address:
        page.goto(address)
        framed(page).wait_for_selector(LIVE, timeout=30_000)
        box = page.locator("iframe").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 150)
        before = framed(page).evaluate("lossfold.embed.state.stage.now().eye")
        page.mouse.wheel(0, 200)
        page.wait_for_function("() => scrollY > 100")
        assert framed(page).evaluate("lossfold.embed.state.stage.now().eye") == before
        expect(framed(page).locator("#hint")).to_contain_text("Ctrl")


def test_a_finger_scrolls_until_it_has_tapped(phone: BrowserContext, server: str) -> None:
    page = phone.new_page()
    page.goto(f"{server}embed?lang=zh&l1=0.2")
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    box = page.locator("#surface").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    devtools = phone.new_cdp_session(page)

    def swipe() -> None:
        x, y = middle
        devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for k in range(1, 9):
            point = {"x": x + 9 * k, "y": y + 2 * k}
            devtools.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
            page.wait_for_timeout(30)
        devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        comes_to_rest(page, lambda: peek(page, eye))

    eye = "lossfold.embed.state.stage.now().eye"
    before = peek(page, eye)
    swipe()
    assert peek(page, eye) == before
    page.touchscreen.tap(*middle)
    expect(page.locator("#hint")).to_contain_text("手指")
    swipe()
    soon(page, lambda: peek(page, eye) != before)
    page.locator("#story").tap()
    turned = comes_to_rest(page, lambda: peek(page, eye))
    swipe()
    assert peek(page, eye) == turned


def test_twenty_four_on_one_page_stay_alive(page: Page, server: str, tmp_path: Path) -> None:
    warnings: list[str] = []
    page.on("console", lambda message: warnings.append(message.text))
    host(tmp_path, *(f"{server}embed?lang=en&n=61&l1={k / 20:g}&knobs=l1" for k in range(24)))
    with site(tmp_path) as address:
        page.goto(address)
        for number in [*range(24), 0, 23]:
            page.locator("iframe").nth(number).scroll_into_view_if_needed()
            framed(page, number).wait_for_selector(LIVE, timeout=30_000)
        asked = "globalThis.lossfold.embed.state.stage?.state ?? 'untouched'"
        soon(page, lambda: [framed(page, k).evaluate(asked) for k in range(24)].count("live") <= 4)
        assert framed(page, 23).evaluate(asked) == "live"
        # One that has been released is a picture with the same numbers, not a hole.
        first = framed(page, 0)
        assert "J" in (first.locator("#story").text_content() or "")
        assert first.evaluate(
            """() => {
                const canvas = document.querySelector(".poster");
                const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                return data.some((value) => value > 0);
            }"""
        )
    assert [text for text in warnings if "context" in text.lower() and "Canvas2D" not in text] == []


def test_an_exported_file_needs_no_network_and_its_slider_moves_the_surface(browser: Browser, tmp_path: Path) -> None:
    assert export(["figure: loss=linear&data=diabetes&l1=0.1&knobs=l1&lang=en", "--to", str(tmp_path)]) == 0
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    requests: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "figure.html").as_uri())
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    count_uploads(page)
    before = page.locator("#surface").screenshot()
    press(page, slider(page, "λ"), "PageUp", 4)
    expect(story(page)).to_contain_text("exactly 0")
    comes(page, "window.uploads >= 1")
    assert page.locator("#surface").screenshot() != before
    assert [each for each in requests if not each.startswith(("file:", "data:", "blob:"))] == []
    assert errors == []
    context.close()


def test_without_webgl_a_picture_follows_the_slider(browser: Browser, server: str) -> None:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
    running = browser.browser_type.launch(executable_path=chromium(), args=flags)
    page = running.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server}embed?lang=en&l1=0.1")
    expect(page.locator("#surface[data-drawn=picture]")).to_be_attached(timeout=30_000)
    expect(page.locator("#hint")).to_contain_text("no WebGL")
    before = page.locator(".stage").screenshot()
    press(page, slider(page, "λ"), "End")
    soon(page, lambda: page.locator(".stage").screenshot() != before)
    expect(story(page)).to_contain_text("exactly 0")
    running.close()
    assert errors == []


def test_where_plotly_does_not_come_the_picture_stays_and_asks_again(phone: BrowserContext, server: str) -> None:
    page = phone.new_page()
    page.route("**/release/plotly-*", lambda route: route.abort())
    page.goto(f"{server}embed?lang=en")
    expect(page.locator("#hint")).to_contain_text("did not load")
    expect(story(page)).to_contain_text("(")
    page.unroute("**/release/plotly-*")
    page.locator("#surface").tap()
    expect(page.locator(LIVE)).to_be_attached(timeout=30_000)
    expect(page.locator("#hint")).not_to_contain_text("did not load")


@pytest.mark.parametrize("name", ["en.html", "zh-files.html"])
def test_the_example_blog_shows_all_its_figures_on_a_phone(
    phone: BrowserContext, server: str, tmp_path: Path, name: str
) -> None:
    build(server, tmp_path)
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        f"frame-src 'self' {server}; base-uri 'none'"
    )
    page = phone.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with site(tmp_path, policy) as address:
        page.goto(address + name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        figures = page.locator("iframe").count()
        assert figures == 9
        for number in range(figures):
            page.locator("iframe").nth(number).scroll_into_view_if_needed()
            frame = framed(page, number)
            frame.wait_for_selector(LIVE, timeout=30_000)
            assert frame.evaluate("document.documentElement.scrollWidth") <= 390
            assert "." in (frame.locator("#story").text_content() or "")
        # The frame's message made it as high as it wants to be.
        tall = page.locator("iframe").nth(1).bounding_box()
        assert tall is not None
        assert abs(tall["height"] - framed(page, 1).evaluate("document.documentElement.scrollHeight")) <= 2
    assert errors == []
