"""Embeds in pages of unusual hosts: one that isolates itself, and one that is opened as a file."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.sites import site
from tests.browser.test_embed import LIVE, framed, host


@pytest.mark.parametrize("embedder", ["require-corp", "credentialless"])
def test_a_host_that_isolates_itself_can_hold_a_figure(page: Page, server: str, tmp_path: Path, embedder: str) -> None:
    host(tmp_path, f"{server}embed?lang=en&n=61", f"{server}embed?figure=norms&lang=en")
    with site(tmp_path, embedder=embedder) as address:
        page.goto(address)
        framed(page).wait_for_selector(LIVE, timeout=30_000)
        framed(page, 1).wait_for_selector("#block td[data-lit=yes]", timeout=30_000)


def test_a_page_that_is_opened_as_a_file_can_hold_a_figure(page: Page, server: str, tmp_path: Path) -> None:
    # A slide deck, or a notebook saved as HTML: its address has no network scheme.
    host(tmp_path, f"{server}embed?lang=en&n=61")
    page.goto((tmp_path / "index.html").as_uri())
    framed(page).wait_for_selector(LIVE, timeout=30_000)
