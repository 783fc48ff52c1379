"""The camera stays where it can be used, and every address that the page writes is one that it takes."""

import re

from playwright.sync_api import Page, expect

from .steps import comes, open_explorer, peek, rests, stands

DISTANCE = """(() => {
    const { eye, center } = lossfold.state.landscape.camera();
    return Math.hypot(eye.x - center.x, eye.y - center.y, eye.z - center.z);
})()"""
WRITTEN = "new URLSearchParams(location.search).get('camera')"
SHOWN = "new URLSearchParams(lossfold.query.encode(lossfold.addressBar.query())).get('camera')"
TILES = "lossfold.state.board.open.get('compare').view.tiles.all"


def test_the_wheel_stops_where_a_link_still_reopens_the_picture(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0.75&n=61")
    box = page.locator("#surface").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for turn, low, high in ((400, 4.0, 6.001), (-400, 0.599, 1.0)):
        for _ in range(15):
            page.mouse.wheel(0, turn)
        comes(page, f"{low} <= {DISTANCE} && {DISTANCE} <= {high}")
        expect(page).to_have_url(re.compile("camera="), timeout=10_000)
        comes(page, f"{WRITTEN} === {SHOWN}")
        numbers = re.search("camera=([^&]+)", page.url)
        assert numbers is not None
        assert all(abs(float(number)) <= 10 for number in numbers[1].split(","))
        answer = page.request.get(page.url)
        assert answer.status == 200
    page.reload()
    stands(page)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert peek(page, "[lossfold.state.scene.spec.data, lossfold.state.weights.l1]") == ["diabetes", 0.75]


def test_a_tile_of_the_comparison_leaves_the_wheel_alone_until_it_is_clicked(page: Page, server: str) -> None:
    # Too low for all of the view: there is something to scroll.
    page.set_viewport_size({"width": 1280, "height": 560})
    open_explorer(page, server, "?view=surface,compare&n=61&loss=linear&data=toy")
    page.wait_for_function(f"() => {TILES}.every((cell) => cell.landscape.plot)", timeout=30_000)
    # All four live, beside the page's own surface.
    assert peek(page, f"{TILES}.length") == 4
    eye = f"JSON.stringify({TILES}[0].landscape.camera().eye)"
    tile = page.locator(".cell").first
    tile.scroll_into_view_if_needed()
    before = peek(page, eye)
    scrolled = "document.querySelector('.views').scrollTop"
    tile.hover()
    start = peek(page, scrolled)
    page.mouse.wheel(0, 120 if start == 0 else -120)
    comes(page, f"{scrolled} !== {start}")
    assert peek(page, eye) == before
    tile.click()
    page.mouse.wheel(0, 120)
    page.wait_for_function(f"() => {eye} !== {before!r}")


def test_the_optimisers_trails_go_with_their_view(page: Page, server: str) -> None:
    open_explorer(page, server, "?n=61&view=surface,descent&lang=en")
    expect(page.locator(".trajectories li")).to_have_count(2, timeout=20_000)
    trails = "[0, 1].map((k) => lossfold.state.landscape.plot._fullData[8 + k].x.filter((x) => x !== null).length)"
    assert min(peek(page, trails)) > 1
    page.get_by_role("button", name="Close: Optimi").click()
    comes(page, f"{trails}.every((count) => count === 0)")
    page.get_by_label("Type a value for λ").fill("0.6")
    comes(page, "lossfold.state.weights.l1 === 0.6")
    rests(page)
    assert peek(page, trails) == [0, 0]
    assert peek(page, "lossfold.state.landscape.trajectories") == []
