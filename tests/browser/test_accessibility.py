"""No violation that axe-core calls serious or critical, in both languages and themes, wide and narrow."""

import pytest
from playwright.sync_api import Browser

from .steps import comes, comes_to_rest, findings, open_explorer, open_to_axe, peek


@pytest.mark.parametrize(
    ("query", "width"),
    [
        ("?lang=en&theme=light", 1280),
        ("?lang=zh&theme=dark&loss=linear", 1280),
        ("?lang=zh&theme=light&loss=logistic", 390),
        ("?lang=en&theme=dark&l1=9", 390),
        ("?view=constraint,slice,prior,path&loss=linear&data=diabetes&lang=en&theme=light", 1400),
        ("?view=surface,descent,compare&n=61&lang=zh&theme=dark", 1400),
        ("embed?view=surface,constraint,descent&loss=linear&data=diabetes&lang=en", 390),
        ("slice?of=deep&view=cut,constraint&l2=0.1&lang=en&theme=light", 1280),
        ("slice?of=modes&lang=zh&theme=dark", 390),
    ],
)
def test_axe_finds_nothing_serious(server: str, browser: Browser, query: str, width: int) -> None:
    with open_to_axe(browser, width, "light") as page:
        open_explorer(page, server, query)
        page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true; })")
        comes_to_rest(page, lambda: peek(page, "[document.body.scrollHeight, document.querySelectorAll('*').length]"))
        assert findings(page) == []


def test_the_whole_page_can_be_used_by_keyboard(server: str, browser: Browser) -> None:
    page = browser.new_page()
    open_explorer(page, server)
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('aria-label')"))
    assert {"l1", "l2", "play", "loss", "data", "surface", "copy-link", "theme"} <= reached
    eye = "lossfold.state.landscape.camera().eye.x"
    before = peek(page, eye)
    page.locator("#surface").focus()
    page.keyboard.press("ArrowRight")
    comes(page, f"{eye} !== {before}")
    page.close()
