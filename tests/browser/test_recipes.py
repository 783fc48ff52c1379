"""One more loss, data set, knob, penalty and view work in the browser by their entries, as CONTRIBUTING.md promises."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import LOG, serving
from tests.recipes import KNOB, LOSS, PENALTY, VIEW, follow

from .steps import open_explorer, peek, press, slider, stands, story
from .test_own_file import give

MODEL = "loss=log-cosh&data=ramp&l1=0.2&n=61&lang=en"
LONG = 30_000


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app with one entry more of each kind, running."""
    place = follow(tmp_path_factory.mktemp("more"), LOSS, KNOB, PENALTY, VIEW)
    kept, log = request.session.stash.get(LOG, None), place / "server.log"
    request.session.stash[LOG] = log
    with serving(place, log) as address:
        yield address
    if kept is not None:
        request.session.stash[LOG] = kept


def height(page: Page) -> float:
    """J at the minimum on screen."""
    return float(peek(page, "lossfold.solutionTables.at(lossfold.state.scene, lossfold.state.paths, "
                            "{ loss: 1, ...lossfold.state.weights })?.value ?? NaN"))  # fmt: skip


def test_one_more_loss_and_data_set_are_chosen_and_drawn(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=toy&n=61&lang=en")
    page.get_by_role("textbox", name="Loss", exact=True).click()
    page.get_by_role("option", name="Log-cosh").click()
    expect(page).to_have_url(re.compile("loss=log-cosh"), timeout=LONG)
    page.get_by_role("textbox", name="Data", exact=True).click()
    page.get_by_role("option", name="Ramp").click()
    expect(page).to_have_url(re.compile("data=ramp"), timeout=LONG)
    expect(slider(page, "τ, tilt")).to_be_visible()
    # It is a surface: not flat, and lowest where the solver says.
    drawn = "Math.max(...lossfold.state.landscape.total) - Math.min(...lossfold.state.landscape.total)"
    assert peek(page, drawn) > 0.5
    lowest = peek(page, "Math.min(...lossfold.state.landscape.total)")
    assert lowest >= height(page) - 1e-6
    expect(page.locator("#formula")).to_contain_text("log")


def test_one_more_knob_moves_the_minimum_and_stands_in_the_address(page: Page, server: str) -> None:
    open_explorer(page, server, f"?{MODEL}")
    seen, at = story(page).inner_text(), height(page)
    press(page, slider(page, "τ, tilt"), "ArrowRight", 30)
    expect(page).to_have_url(re.compile(r"tilt=0\.8"), timeout=LONG)
    expect(story(page)).not_to_have_text(seen, timeout=LONG)
    assert height(page) > at + 0.01
    # λ and J move together, as for every loss.
    moved = height(page)
    press(page, slider(page, "λ, weight"), "ArrowRight", 10)
    page.wait_for_function("() => lossfold.state.paths !== null", timeout=LONG)
    assert height(page) > moved


def test_one_more_penalty_has_its_slider_and_stands_in_every_view(page: Page, server: str) -> None:
    views = "view=constraint,slice,prior,compare&compare=largest:0,0.4"
    open_explorer(page, server, f"?loss=linear&data=toy&l1=0&largest=0.4&n=61&{views}&lang=en")
    # c = (½, ½) less τ/4 each.
    expect(story(page)).to_contain_text("β₁ = 0.4, β₂ = 0.4", timeout=LONG)
    region = page.locator(".view-constraint .view-said")
    expect(region).to_contain_text("τ = 0.4 corresponds to the constraint ‖β‖∞ ≤ t = 0.4. Contact at a corner.")
    expect(page.locator(".view-slice .view-said")).to_contain_text("Along this line J is least at β₁ = 0.4.")
    expect(page.locator(".view-prior .view-said")).to_contain_text("The prior is exp(−(1.6·‖β‖∞))")
    expect(page.locator(".gallery figcaption").nth(1)).to_have_text("τ = 0.40: (0.4, 0.4)", timeout=LONG)
    press(page, slider(page, "τ, weight"), "ArrowRight", 10)
    expect(region).to_contain_text("τ = 0.5 corresponds to the constraint ‖β‖∞ ≤ t = 0.375.", timeout=LONG)
    expect(page).to_have_url(re.compile(r"largest=0\.5"))


def test_one_more_view_has_its_numbers_its_option_and_its_picture(page: Page, server: str) -> None:
    open_explorer(page, server, f"?{MODEL}")
    page.get_by_role("button", name="Shadow").click()
    said = page.locator(".view-shadow .view-said")
    expect(said).to_have_text("3 at 90deg, λ 0.2", timeout=LONG)
    expect(page.locator(".view-shadow .c-minimum")).to_be_attached()
    page.locator(".view-shadow").get_by_role("button", name="30deg").click()
    expect(said).to_have_text("3 at 30deg, λ 0.2", timeout=LONG)
    expect(page).to_have_url(re.compile("view=surface,shadow&turn=30deg"))
    press(page, slider(page, "λ, weight"), "ArrowRight", 10)
    expect(said).to_have_text("3 at 30deg, λ 0.3")
    expect(page).to_have_url(re.compile(r"l1=0\.3"))
    page.reload()
    expect(said).to_have_text("3 at 30deg, λ 0.3", timeout=LONG)


def test_a_file_of_ones_own_goes_with_one_more_loss(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=log-cosh&data=correlated&n=61&lang=en")
    page.get_by_role("textbox", name="Data", exact=True).click()
    page.get_by_role("option", name="My own CSV").click()
    lines = [f"{k},{(k * k) % 7},{3 * k - (k * k) % 7 + k % 3}" for k in range(20)]
    give(page, "mine.csv", "\n".join(["a,b,c", *lines]))
    expect(page.locator("#target")).to_have_value("c", timeout=LONG)
    expect(page.get_by_role("textbox", name="Loss", exact=True)).to_have_value("Log-cosh")
    stands(page)


def test_an_embed_has_them_all_without_a_server(page: Page, server: str) -> None:
    page.goto(f"{server}embed?{MODEL}&knobs=l1&view=surface,shadow&turn=30deg")
    said = page.locator(".view-shadow .view-said")
    expect(said).to_have_text("3 at 30deg, λ 0.2", timeout=LONG)
    page.locator(".view-shadow").get_by_role("button", name="90deg").click()
    expect(said).to_have_text("3 at 90deg, λ 0.2")
    press(page, page.get_by_role("slider").first, "ArrowRight", 10)
    expect(said).to_have_text("3 at 90deg, λ 0.3")
    stands(page)
