"""Pictures at the edge: a flat landscape, a valley seen from its side, a narrow screen, a message over the page."""

import re

from playwright.sync_api import Browser, Page, expect

from .steps import comes, open_explorer, peek, press, slider, stands


def test_a_flat_landscape_has_an_axis_with_short_numbers(page: Page, server: str) -> None:
    open_explorer(page, server, "?x=0&l1=0&n=61&lang=en")
    expect(page.locator("#story")).to_contain_text("every β is a minimum")
    # log 2 everywhere; on an axis 10⁻⁹ long the surface was the noise of float32.
    low, high = peek(page, "[lossfold.state.landscape.box.low, lossfold.state.landscape.box.high]")
    assert abs(low - 0.6931) < 1e-3
    assert high - low > 0.5
    press(page, slider(page, "Ω"), "ArrowRight", 3)
    comes(page, "lossfold.state.landscape.box.high > 1.5")


def test_a_line_of_minima_has_a_shadow_on_the_floor(page: Page, server: str) -> None:
    open_explorer(page, server, "?p=0.5&l1=0&n=61&lang=en")
    shaft = peek(page, "lossfold.state.landscape.plot._fullData[5].z")
    assert len(shaft) == 5
    assert shaft[3] < shaft[0]


def test_on_a_narrow_phone_nothing_in_the_head_overlaps(server: str, browser: Browser) -> None:
    for language in ("en", "zh"):
        context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
        page = context.new_page()
        open_explorer(page, server, f"?lang={language}&n=61")
        brand, learn = page.locator(".brand").bounding_box(), page.locator(".to-learn").bounding_box()
        assert brand is not None
        assert learn is not None
        assert brand["x"] + brand["width"] <= learn["x"]
        assert peek(page, "document.documentElement.scrollWidth") <= 360
        context.close()


def test_a_message_moves_nothing_can_be_closed_and_goes_once_it_is_mended(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&lang=en")
    place = page.locator("#surface").bounding_box()
    page.goto(f"{server}?l1=9&n=61&lang=en")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("“9” is not allowed", timeout=30_000)
    stands(page)
    assert page.locator("#surface").bounding_box() == place
    press(page, slider(page, "λ"), "ArrowRight")
    expect(alert).to_be_hidden()
    page.goto(f"{server}?l1=8&n=61&lang=en")
    expect(alert).to_contain_text(re.compile("“8” is not allowed"), timeout=30_000)
    stands(page)
    page.get_by_role("button", name="Close this message").click()
    expect(alert).to_be_hidden()
