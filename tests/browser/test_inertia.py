"""The setting of inertia: in the address, the explorer's switch and an embed. What it does is held in tests/js/."""

import re

from playwright.sync_api import Page, expect

from .steps import comes, open_explorer, peek


def test_inertia_is_asked_for_by_address_or_switch_and_goes_along_in_links(page: Page, server: str) -> None:
    open_explorer(page, server, "embed?n=61&knobs=none&lang=en&inertia=1")
    assert peek(page, "lossfold.inertia.isSet()")
    open_explorer(page, server, "?n=61&lang=en")
    assert not peek(page, "lossfold.inertia.isSet()")
    page.get_by_text("Grid, range, look").click()
    page.get_by_label("Inertia").check()
    comes(page, "lossfold.inertia.isSet()")
    expect(page).to_have_url(re.compile("inertia=1"))
    page.wait_for_load_state("networkidle")
