"""Rows that are moved by hand in the data view: the landscape follows, and each step can be taken back."""

from playwright.sync_api import Page, expect

from landscapes import Spec, solve

from .steps import comes, open_explorer, rests

EDITED = "lossfold.state.scene.query.edited"


def minimum(edited: str) -> str:
    """What the page says of the minimum of these rows, under λ = 0.2."""
    b1, b2 = solve(Spec(loss="linear", data="toy", edited=edited)).points[0]
    return f"β = ({b1:.4g}, {b2:.4g})".replace("-", "−")


def test_a_row_is_dragged_and_the_step_is_taken_back(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=toy&n=61&view=surface,fit&lang=en")
    said, grip = page.locator(".view-fit .view-said"), page.locator(".view-fit .chart:visible .c-row").nth(1)
    expect(grip).to_have_attribute("aria-valuetext", "x₁ = 1, y = 0")
    before = said.inner_text()
    rests(page)
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=4)
    page.mouse.up()
    rests(page)
    comes(page, f"{EDITED} && location.search.includes({EDITED})")
    edited = page.evaluate(EDITED)
    # Of the second row y alone was moved, upwards.
    first, second, *others = edited.split("_")
    assert (first, others) == ("1,1,1", ["-1,1,0", "-1,-1,-1"])
    assert second.startswith("1,-1,")
    assert float(second.split(",")[2]) > 0
    expect(said).to_contain_text(minimum(edited))
    page.get_by_role("button", name="Undo").click()
    comes(page, f"{EDITED} === undefined && !location.search.includes('edited')")
    expect(said).to_have_text(before)
    rests(page)
    # Back takes the undoing back.
    page.go_back()
    comes(page, f"{EDITED} === '{edited}'")
    expect(said).to_contain_text(minimum(edited))
    # From another picture a button leads back to the rows' grips.
    page.get_by_role("button", name="Residuals").click()
    expect(grip).to_have_count(0)
    page.get_by_role("button", name="Edit the rows, by feature").click()
    expect(grip).to_be_visible()
    rests(page)


def test_rows_are_moved_added_and_taken_away_by_keyboard(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=toy&n=61&view=surface,fit&lang=en")
    grips = page.locator(".view-fit .chart:visible").first.locator(".c-row")
    expect(grips).to_have_count(4)
    rests(page)
    page.get_by_role("button", name="Add a row").click()
    expect(grips).to_have_count(5)
    expect(grips.nth(4)).to_be_focused()
    for key in ("ArrowUp", "ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
    edited = "1,1,1_1,-1,0_-1,1,0_-1,-1,-1_0.1,0,0.2"
    comes(page, f"{EDITED} === '{edited}'")
    expect(page.locator(".view-fit .view-said")).to_contain_text(minimum(edited))
    page.keyboard.press("PageUp")
    expect(grips.nth(3)).to_be_focused()
    page.keyboard.press("Delete")
    comes(page, f"{EDITED} === '1,1,1_1,-1,0_-1,1,0_0.1,0,0.2'")
    page.get_by_role("button", name="Original rows").click()
    comes(page, f"{EDITED} === undefined")
    rests(page)


def test_an_embed_draws_edited_rows_and_edits_none(page: Page, server: str) -> None:
    edited = "1,1,1_1,-1,2"
    open_explorer(page, server, f"embed?loss=linear&data=toy&edited={edited}&n=61&view=surface,fit&lang=en&knobs=l1")
    expect(page.locator(".view-fit .view-said")).to_contain_text(minimum(edited))
    expect(page.locator(".c-row, .row-tools")).to_have_count(0)
