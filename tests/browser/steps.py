"""What a visitor does, in words that the browser tests share."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

Scheme = Literal["light", "dark"]


def open_explorer(page: Page, server: str, query: str = "") -> None:
    """Opens an address of the explorer, or of an embed, and waits until surface and page are there."""
    page.goto(server + query)
    stands(page)


def stands(page: Page) -> None:
    """Waits until the surface is drawn and, in the explorer, the page around it can be used."""
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=30_000)
    comes(page, "!document.getElementById('early-start') || lossfold.state.board !== null")


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


def comes(page: Page, condition: str, timeout: int = 20_000) -> None:
    """Waits until something is so in the page."""
    page.wait_for_function(f"() => {condition}", timeout=timeout)


def soon(page: Page, ask: Callable[[], bool], seconds: int = 20) -> None:
    """Asks until something is so: what a script of the page's, or of a frame's, cannot wait for, as its policy forbids.

    errors : AssertionError when the time is up
    """
    end = time.monotonic() + seconds
    while not ask():
        assert time.monotonic() < end, "what was waited for did not come"
        page.wait_for_timeout(100)


def comes_to_rest(page: Page, read: Callable[[], Any]) -> Any:
    """Asks until the answer has been the same for 0.3 s, and gives it: the end of what moves by itself.

    errors : AssertionError when it still changes after 20 s
    """
    seen: list[Any] = []

    def same() -> bool:
        seen.append(read())
        return len(seen) > 3 and seen[-4:] == [seen[-1]] * 4

    soon(page, same)
    return seen[-1]


def stays(page: Page, ask: Callable[[], bool], seconds: float) -> None:
    """Asks all the while whether something is still so: what must not happen has had its time to.

    errors : AssertionError as soon as it is not
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert ask(), "what was to stay has changed"
        page.wait_for_timeout(50)


def rests(page: Page) -> None:
    """Waits until the hand is held to be at rest and nothing is on its way, so that nothing changes by itself."""
    comes(page, "lossfold.state.idleTimer === null && !lossfold.server.isBusy('request')")
    comes(page, "!lossfold.server.isBusy('paths-request') && !lossfold.server.isBusy('extras-request')")


@contextmanager
def open_to_axe(browser: Browser, width: int, scheme: Scheme) -> Iterator[Page]:
    """A page for ``findings``: axe-core comes into it by eval, which our own policy forbids."""
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True, color_scheme=scheme)
    yield context.new_page()
    context.close()


def findings(page: Page) -> list[tuple[str, str]]:
    """What axe finds that is serious: rule and place. The page must be ``open_to_axe``."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:160]) for each in found if each["impact"] in ("serious", "critical")]


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
