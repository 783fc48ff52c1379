"""Opening a page of the app and waiting for it by conditions, never for seconds."""

from playwright.sync_api import Page, expect


def open_explorer(page: Page, server: str, query: str = "") -> None:
    """Opens an address of the explorer, or of an embed, and waits until surface and page are there."""
    page.goto(server + query)
    stands(page)


def stands(page: Page) -> None:
    """Waits until the surface is drawn and, in the explorer, the page around it can be used."""
    expect(page.locator("#surface[data-drawn]")).to_be_attached(timeout=30_000)
    comes(page, "!document.getElementById('early-start') || lossfold.state.board !== null")


def comes(page: Page, condition: str, timeout: int = 20_000) -> None:
    """Waits until something is so in the page."""
    page.wait_for_function(f"() => {condition}", timeout=timeout)
