"""The views beside the surface: they say the same at the same moment, keep their place in the link, work by hand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from components.export import main as export
from tests.browser.steps import comes, open_explorer, peek, press, rests, slider, stays, story

DIABETES = "loss=linear&data=diabetes&lang=en"
WEIGHT = "lossfold.state.weights.l1"


def view(page: Page, name: str) -> str:
    """The sentence below a view."""
    return page.locator(f".view-{name} .view-said").inner_text()


def opened(page: Page, server: str, query: str) -> None:
    """An explorer with views, all of them drawn."""
    open_explorer(page, server, f"?{query}")
    if "view=" in query:
        expect(page.locator(".view .view-said").first).not_to_be_empty()
    rests(page)


def test_lambda_makes_the_coefficient_stick_at_zero_in_both_views_at_once(page: Page, server: str) -> None:
    opened(page, server, f"view=constraint,slice&along=2&l1=0.69&{DIABETES}")
    assert "Contact on a side" in view(page, "constraint")
    assert "outside the band" in view(page, "slice")
    press(page, slider(page, "λ"), "ArrowRight")
    expect(page.locator(".view-constraint .view-said")).to_contain_text("β₂ is exactly 0")
    assert "holds the minimum at exactly 0" in view(page, "slice")
    expect(story(page)).to_contain_text("β₂ is exactly 0")
    # And it stays.
    press(page, slider(page, "λ"), "ArrowRight", 10)
    expect(page.locator(".view-constraint .view-said")).to_contain_text("λ = 0.8")
    assert "β₂ is exactly 0" in view(page, "constraint")
    assert "holds the minimum at exactly 0" in view(page, "slice")


def test_a_slice_through_an_end_of_the_segment_has_its_exact_zero(page: Page, server: str) -> None:
    # At (d, 0) the loss's slope along β₂ is λ itself: the band holds it, without room.
    opened(page, server, "view=slice&along=2&l1=0.2&lang=en")
    assert "holds the minimum at exactly 0" in view(page, "slice")


def test_linked_windows_move_together(page: Page, server: str) -> None:
    other = page.context.new_page()
    opened(page, server, f"view=constraint&linked=1&l1=0.5&{DIABETES}")
    opened(other, server, f"view=slice&along=2&linked=1&l1=0.5&{DIABETES}")
    press(page, slider(page, "λ"), "ArrowRight", 30)
    expect(other.locator(".view-slice .view-said")).to_contain_text("±0.8")
    assert "holds the minimum at exactly 0" in view(other, "slice")
    assert "β₂ is exactly 0" in view(page, "constraint")
    # One that is not linked stays.
    page.get_by_role("button", name="Link λ").click()
    press(page, slider(page, "λ"), "Home")
    stays(page, lambda: peek(other, WEIGHT) == 0.8, 0.4)


def test_cross_validation_goes_to_the_weights_that_it_names(page: Page, server: str) -> None:
    opened(page, server, f"view=folds&l1=0.5&{DIABETES}")
    ways = page.locator(".folds-ways button")
    expect(ways).to_have_count(3, timeout=20_000)
    assert "442 rows in 5 folds" in view(page, "folds")
    chosen = peek(page, "lossfold.state.extras.folds.chosen")
    ways.nth(2).click()
    page.wait_for_function(
        "(at) => lossfold.state.weights.l1 === at.l1 && lossfold.state.weights.l2 === at.l2", arg=chosen
    )
    # Beside another Ω the folds are asked for anew.
    page.wait_for_function(
        """(to) => ["l1", "l2"].every((knob) => [null, to[knob]].includes(lossfold.state.extras?.folds?.at[knob]))""",
        arg=chosen,
    )
    expect(ways).to_have_count(3)


def test_dragging_the_regions_edge_moves_lambda(page: Page, server: str) -> None:
    opened(page, server, f"view=constraint&l1=0.3&{DIABETES}")
    grip = page.get_by_role("slider", name="Size t of the region")
    box = grip.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    middle = page.locator(".view-constraint .chart").bounding_box()
    assert middle is not None
    towards = (middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + towards[0]) / 2, (y + towards[1]) / 2, steps=4)
    page.mouse.up()
    expect(page.locator("#l1-number")).not_to_have_value("0.3")
    smaller = peek(page, WEIGHT)
    assert 0.4 < smaller < 1.2
    press(page, grip, "ArrowRight")
    comes(page, f"Math.abs({WEIGHT} - {smaller} + 0.01) < 1e-9")


def test_views_keep_their_place_in_the_link(page: Page, server: str) -> None:
    opened(page, server, DIABETES)
    bar = page.get_by_role("group", name="Views")
    bar.get_by_role("button", name="Slice").click()
    bar.get_by_role("button", name="Path").click()
    bar.get_by_role("button", name="Surface").click()
    page.locator(".view-slice").get_by_role("button", name="β₂").click()
    expect(page).to_have_url(re.compile(r"(?=.*view=slice,path)(?=.*along=2)"))
    page.reload()
    expect(page.locator(".view-path .view-said")).to_contain_text("held out")
    expect(page.locator(".view-slice").get_by_role("button", name="β₂")).to_have_attribute("aria-pressed", "true")
    expect(bar.get_by_role("button", name="Surface")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Close: Slice").click()
    expect(page.locator(".view-slice")).to_have_count(0)


def test_a_point_is_read_in_all_views_at_once(page: Page, server: str) -> None:
    opened(page, server, f"view=surface,constraint,slice&l1=0.5&{DIABETES}")
    plane = page.locator(".view-constraint .chart > svg:last-of-type")
    box = plane.bounding_box()
    assert box is not None
    # Well inside the square, and off the ring that can be dragged.
    plane.click(position={"x": box["width"] / 2 + box["height"] / 5, "y": box["height"] / 4})
    line = page.locator(".pick-line")
    expect(line).to_contain_text("∇J")
    assert "through the pinned point" in view(page, "slice")
    assert peek(page, "lossfold.state.landscape.picked.length") == 2
    expect(page).to_have_url(re.compile("pick="))
    said = line.inner_text()
    page.mouse.move(5, 5)
    page.reload()
    expect(line).to_have_text(said, timeout=20_000)


def test_a_point_is_picked_with_the_keyboard(page: Page, server: str) -> None:
    opened(page, server, f"view=constraint,slice&pick=0.5,0.3&l1=0.5&{DIABETES}")
    line = page.locator(".pick-line")
    expect(line).to_contain_text("β = (0.5, 0.3)")
    half = peek(page, "lossfold.state.landscape.half")
    page.locator(".view-constraint .chart").focus()
    page.keyboard.press("ArrowRight")
    stride = 0.02 * half
    moved = stride * (round(0.5 / stride) + 1)
    assert peek(page, "lossfold.state.board.pinned[0]") == pytest.approx(moved)
    assert peek(page, "lossfold.state.board.pinned[1]") == 0.3
    page.locator(".view-slice .chart").first.focus()
    page.keyboard.press("ArrowLeft")
    assert peek(page, "lossfold.state.board.pinned[0]") == pytest.approx(moved - stride)
    page.keyboard.press("Escape")
    expect(line).to_be_empty()


def test_the_path_is_dragged_and_says_which_weight_wins(page: Page, server: str) -> None:
    opened(page, server, "view=path&l1=0.5&loss=linear&data=correlated&lang=en")
    expect(page.locator(".view-path .view-said")).to_contain_text("held-out rows")
    chart = page.locator(".view-path .chart").first.bounding_box()
    assert chart is not None
    page.mouse.click(chart["x"] + chart["width"] - 20, chart["y"] + 60)
    comes(page, f"{WEIGHT} > 1.2")


TRAJECTORIES = f"view=descent&{DIABETES}&l1=0.75&walk=gd,ista,adam,coordinate&steps=60"


def test_trajectories_end_as_the_numbers_say(page: Page, server: str) -> None:
    opened(page, server, TRAJECTORIES)
    trajectories = page.locator(".trajectories li")
    expect(trajectories).to_have_count(4, timeout=15_000)
    expect(trajectories.nth(1)).to_contain_text("stops at β₂ = exactly 0 at step")
    assert peek(page, "lossfold.state.landscape.trajectories.length") == 4
    press(page, page.get_by_role("button", name="One step back"), "Enter")
    expect(page.locator(".player output")).to_have_text("59 / 60")
    press(page, slider(page, "λ"), "Home")
    expect(trajectories.nth(1)).not_to_contain_text("exactly 0")


def test_a_rate_above_the_bound_diverges_and_is_said_to(page: Page, server: str) -> None:
    opened(page, server, f"{TRAJECTORIES}&rate=0.9")
    expect(page.locator(".trajectories li").first).to_contain_text("the rate is above 2/L", timeout=15_000)
    assert "NaN" not in page.locator(".view-descent").inner_html()


def test_trajectories_can_be_watched_by_the_loss_on_held_out_rows(page: Page, server: str) -> None:
    opened(page, server, f"view=descent&{DIABETES}&l1=0.1&walk=gd&steps=100&rate=0.05")
    expect(page.locator(".trajectories li")).to_have_count(1, timeout=20_000)
    page.get_by_label("Watch the loss on held-out rows").check()
    # By scikit-learn's scaling and a loop, see tests/landscapes/analysis/test_early_stopping.py.
    said = page.locator(".view-descent .view-said")
    expect(said).to_contain_text("on 332 training rows, watched on the 110 rows held out", timeout=20_000)
    expect(said).to_contain_text("Best step of gradient descent: 44, with 0.5556")
    expect(page.locator(".watched circle.c-head0")).to_have_attribute("r", "5.5")
    expect(page).to_have_url(re.compile("held=1"))


def fill(name: str, value: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        field = page.locator(f".optimizer-form [name={name}]")
        field.fill(value)
        field.press("Enter")

    return act


def test_a_wrong_entry_gets_a_sentence_with_the_name_on_the_screen_and_goes_back(page: Page, server: str) -> None:
    opened(page, server, TRAJECTORIES)
    trajectories = page.locator(".trajectories")
    expect(trajectories.locator("li")).to_have_count(4, timeout=15_000)
    before = trajectories.inner_text()
    rate, start = (page.locator(f".optimizer-form [name={name}]") for name in ("rate", "start"))
    held = {"rate": rate.input_value(), "steps": "60", "start": start.input_value()}
    number = "it must be a number from 0.0001 to 10."
    for name, value, sentence in [
        ("rate", "0", f"Rate η: “0” is not allowed; {number}"),
        ("rate", "abc", f"Rate η: “abc” is not allowed; {number}"),
        ("rate", "-1", f"Rate η: “-1” is not allowed; {number}"),
        ("steps", "0", "Steps: “0” is not allowed; it must be a whole number from 1 to 2000."),
        ("steps", "100000", "Steps: “100000” is not allowed; it must be a whole number from 1 to 2000."),
        ("start", "9, 9", "Start β₁, β₂: “9, 9” is not allowed; it must be two numbers from −"),
        ("start", "0.5", "Start β₁, β₂: “0.5” is not allowed; it must be two numbers from −"),
    ]:
        fill(name, value)(page)
        expect(page.get_by_role("alert")).to_contain_text(sentence)
        expect(page.locator(f".optimizer-form [name={name}]")).to_have_value(held[name])
        assert trajectories.inner_text() == before
    fill("steps", "30")(page)
    # Before the answer has come: both changes hold.
    fill("rate", "0,1")(page)
    expect(page.locator(".player output")).to_have_text("30 / 30", timeout=15_000)
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page).to_have_url(re.compile("rate=0.1&steps=30"), timeout=15_000)
    fill("start", "0.5，0.25")(page)
    expect(page).to_have_url(re.compile("start=0.5,0.25"), timeout=15_000)
    expect(start).to_have_value("0.5, 0.25")


def test_the_step_of_pure_decay_is_in_the_link(page: Page, server: str) -> None:
    opened(page, server, TRAJECTORIES)
    page.get_by_label("Show one step of weight decay alone").check()
    expect(page).to_have_url(re.compile("decay=1"))
    page.reload()
    expect(page.get_by_label("Show one step of weight decay alone")).to_be_checked(timeout=20_000)


def test_samples_scatter_and_draw_together(page: Page, server: str) -> None:
    opened(page, server, f"view=cloud&{DIABETES}&l1=0&l2=0")
    said = page.locator(".view-cloud .view-said")
    expect(said).to_contain_text("a sample of 20 rows at λ = 0", timeout=20_000)
    expect(said).to_contain_text("= mean squared error of the coefficients 0.0715")
    # 60 dots, each of which is a move and a line to the same place.
    assert peek(page, "document.querySelector('.c-samples').getAttribute('d').split('M').length") == 61
    press(page, slider(page, "Ω"), "ArrowRight", 30)
    expect(said).to_contain_text("at Ω = 0.3;", timeout=20_000)
    expect(said).to_contain_text("The error is least at Ω = 0.3: 0.0474.")


def test_an_embed_of_both_sliders_trajectories_along_each_and_says_where_it_cannot(page: Page, server: str) -> None:
    page.goto(f"{server}/embed?view=descent&{DIABETES}&l1=0.2")
    expect(page.locator(".trajectories li")).to_have_count(2, timeout=20_000)
    press(page, slider(page, "λ"), "End")
    expect(page.locator(".trajectories li").nth(1)).to_contain_text("exactly (0, 0)")
    press(page, slider(page, "Ω"), "ArrowRight")
    expect(page.locator(".trajectories li")).to_have_count(0)
    assert "one slider at a time" in view(page, "descent")
    press(page, slider(page, "Ω"), "ArrowLeft")
    expect(page.locator(".trajectories li")).to_have_count(2)


def test_a_click_starts_the_trajectories_elsewhere(page: Page, server: str) -> None:
    opened(page, server, TRAJECTORIES)
    expect(page.locator(".trajectories li")).to_have_count(4, timeout=15_000)
    chart = page.locator(".view-descent .chart").first.bounding_box()
    assert chart is not None
    page.mouse.click(chart["x"] + chart["width"] / 2 + 40, chart["y"] + chart["height"] / 2 + 20)
    expect(page.locator(".optimizer-form [name=start]")).not_to_have_value("-0.9, 1.05")
    expect(page).to_have_url(re.compile("start="))


def test_the_gallery_turns_as_one_and_keeps_to_four_surfaces(page: Page, server: str) -> None:
    opened(page, server, f"view=compare&compare=l1:0,0.2,0.4,0.6,0.8,1&n=61&{DIABETES}")
    live = "lossfold.state.board.open.get('compare').view.tiles.all.map((cell) => Boolean(cell.landscape.plot))"
    comes(page, f"{live}.join() === 'true,true,true,true,false,false'")
    tiles = "lossfold.state.board.open.get('compare').view.tiles.all.filter((cell) => cell.landscape.plot)"
    eyes = f"{tiles}.map((cell) => cell.landscape.camera().eye.x.toFixed(3))"
    before = peek(page, f"{eyes}[0]")
    page.locator(".cell").first.focus()
    page.keyboard.press("ArrowLeft")
    comes(page, f"{eyes}[0] !== '{before}' && new Set({eyes}).size === 1")
    scales = peek(
        page,
        "lossfold.state.board.open.get('compare').view.tiles.all.map((cell) => cell.landscape.box.high.toFixed(3))",
    )
    assert len(set(scales)) == 1
    page.get_by_label("also the difference of the first two").check()
    expect(page.locator(".gallery figcaption").last).to_contain_text("the loss cancels")
    page.locator(".typed").fill("0, 7")
    page.locator(".typed").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("0, 7")
    page.locator(".typed").fill("0；0,3")
    page.locator(".typed").press("Enter")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page).to_have_url(re.compile("compare=l1(:|%3A)0,0.3(&|$)"))


def test_a_caption_of_two_lines_leaves_the_surfaces_of_its_row_the_same_size(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 412, "height": 823})
    open_explorer(page, server, "embed?loss=softmax&l1=0.2&view=compare&compare=l1:0,0.1&n=61")
    captions, cells = page.locator(".gallery figcaption"), page.locator(".gallery .cell")
    expect(captions.last).to_have_text("λ = 0.10: (2.2, 0) – (0, −2.2)")
    heights = [box["height"] for box in map(Locator.bounding_box, captions.all()) if box]
    assert heights[1] > 1.5 * heights[0]
    sizes = [(box["width"], box["height"]) for box in map(Locator.bounding_box, cells.all()) if box]
    assert sizes[0] == sizes[1]


def test_views_work_in_an_exported_file(browser: Browser, tmp_path: Path) -> None:
    query = f"figure: view=constraint,slice,prior,path,descent&knobs=l1&l1=0.69&along=2&decay=1&{DIABETES}"
    assert export([query, "--to", str(tmp_path)]) == 0
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "figure.html").as_uri())
    expect(page.locator(".view-constraint .view-said")).to_contain_text("Contact on a side")
    ista = page.locator(".trajectories li").nth(1)
    assert "exactly 0" not in ista.inner_text()
    assert peek(page, "document.querySelector('.view-descent .c-decay').getAttribute('d').startsWith('M')")
    press(page, slider(page, "λ"), "ArrowRight")
    expect(page.locator(".view-constraint .view-said")).to_contain_text("β₂ is exactly 0")
    assert "holds the minimum at exactly 0" in view(page, "slice")
    assert "held-out" in view(page, "path")
    # The trajectories are those of the new weight.
    expect(ista).to_contain_text("stops at β₂ = exactly 0 at step")
    assert peek(page, "document.documentElement.scrollWidth") <= 390
    assert errors == []
    context.close()
