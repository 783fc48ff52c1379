"""The example of a Dash app of one's own: surface and sliders in it are alive, and its callbacks hear of them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from examples.dash_app import SPEC
from landscapes import Problem
from tests.conftest import ROOT, serving

from .steps import peek, press, slider

FIGURE = "lossfold.figures.of('figure')"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example, running."""
    program = "import os; from examples.dash_app import app; app.run(port=int(os.environ['PORT']))"
    log = tmp_path_factory.mktemp("dash-app") / "server.log"
    with serving(ROOT, log, command=("-c", program), alive="") as address:
        yield address


def said(l1: float, l2: float) -> str:
    """The example's sentence for weights, solved here."""
    best = Problem.of(SPEC.with_(l1=l1, l2=l2)).solution.points[0]
    return f"β = ({best[0]:.4f}, {best[1]:.4f})"


def test_its_sliders_move_the_surface_and_its_callback_hears_where_they_rest(page: Page, app: str) -> None:
    page.goto(app)
    expect(page.locator("#figure[data-drawn]")).to_be_attached(timeout=30_000)
    expect(page.locator("#minimum")).to_contain_text(said(SPEC.l1, 0.0))
    before = peek(page, f"{FIGURE}.landscape.total[0]")
    press(page, slider(page, "Ω"), "End")
    # At the corner β = (−h, −h): Ω = 2 adds 2·2h².
    half = peek(page, f"{FIGURE}.landscape.half")
    assert peek(page, f"{FIGURE}.landscape.total[0]") - before == pytest.approx(4 * half**2, rel=1e-5)
    expect(page.locator("#minimum")).to_contain_text(said(SPEC.l1, 2.0))


def test_its_callbacks_write_scene_and_weights_and_read_camera_and_point(page: Page, app: str) -> None:
    page.goto(app)
    expect(page.locator("#figure[data-drawn]")).to_be_attached(timeout=30_000)
    page.evaluate("() => dash_clientside.set_props('figure', { weights: { l1: 1, l2: 0 } })")
    page.wait_for_function(f"() => {FIGURE}.landscape.weights.l1 === 1")
    expect(slider(page, "λ")).to_have_value("1")
    expect(page.locator("#minimum")).to_contain_text(said(1.0, 0.0))
    page.evaluate("() => dash_clientside.set_props('figure', { camera: [2, 0, 0.5] })")
    page.wait_for_function(f"() => Math.abs({FIGURE}.landscape.camera().eye.x - 2) < 1e-3")
    press(page, page.locator("#figure"), "ArrowLeft")
    page.wait_for_function("() => dash_component_api.getLayout('figure').props.camera[1] !== 0")
    page.evaluate("() => figure.dispatchEvent(new CustomEvent('landscape:pin', { detail: [0.5, 0.25] }))")
    expect(page.locator("#minimum")).to_contain_text(re.compile(r"clicked on \[0\.5, 0\.25\]"))
    # Another scene takes the place of the first.
    scene = f"{{ ...{FIGURE}.scene, weights: {{ loss: 1, l1: 0, l2: 1 }} }}"
    page.evaluate(f"() => dash_clientside.set_props('figure', {{ scene: {scene} }})")
    page.wait_for_function(f"() => {FIGURE}.landscape.weights.l2 === 1 && {FIGURE}.landscape.weights.l1 === 0")
