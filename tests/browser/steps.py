"""What a visitor does, in words that the browser tests share."""

from typing import Any

from playwright.sync_api import Locator, Page, expect


def open_explorer(page: Page, server: str, query: str = "") -> None:
    """Opens an address and waits until its surface is drawn."""
    page.goto(server + query)
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=30_000)


def slider(page: Page, name: str) -> Locator:
    """A slider by a part of its accessible name."""
    return page.get_by_role("slider", name=name)


def press(page: Page, target: Locator, key: str, times: int = 1) -> None:
    """Presses a key on a control."""
    target.focus()
    for _ in range(times):
        page.keyboard.press(key)


def story(page: Page) -> Locator:
    """The sentence that says what is to be seen."""
    return page.locator("#story")


def peek(page: Page, expression: str) -> Any:
    """A value out of the page's state."""
    return page.evaluate(f"() => {expression}")


def count_uploads(page: Page) -> None:
    """From now on ``window.uploads`` counts what looks like a whole surface going to WebGL."""
    page.evaluate(
        """() => {
            window.uploads = 0;
            for (const Kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
                for (const name of ["bufferData", "bufferSubData"]) {
                    const original = Kind.prototype[name];
                    Kind.prototype[name] = function (target, data, ...rest) {
                        const bytes = data && data.byteLength ? data.byteLength : (rest[0] && rest[0].byteLength) || 0;
                        if (bytes > 100000) window.uploads += 1;
                        return original.call(this, target, data, ...rest);
                    };
                }
            }
        }"""
    )
