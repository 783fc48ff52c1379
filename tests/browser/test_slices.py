"""The page of a slice in a browser: drawn from one file, its sliders need nobody, holes stay holes."""

import re
from pathlib import Path

import h5py
import numpy as np
import pytest
import trimesh
from playwright.sync_api import Page, expect

from components.embed.slice_page import slice_export
from components.http.hdf5_library import hdf5_library
from landscapes.slices import Slice
from landscapes.slices.slice import Trajectory
from tests.browser.steps import comes, open_explorer, peek

AXIS = np.linspace(-1.0, 1.0, 31)
ACROSS, ALONG = np.meshgrid(AXIS, AXIS)
TRAJECTORY = Trajectory("SGD", np.array([[0.8, 0.8], [0.2, 0.1]]), np.array([2.0, 0.0]), np.zeros(2), np.zeros(2))


def opened(page: Page, tmp_path: Path, found: Slice, language: str = "en") -> None:
    """The slice as one file, drawn."""
    file = tmp_path / "slice.html"
    file.write_bytes(slice_export(found, language))
    page.goto(file.as_uri())
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)


@pytest.mark.browser
def test_a_drag_moves_the_lowest_point_where_numpy_has_it(page: Page, tmp_path: Path) -> None:
    loss = (ACROSS - 0.6) ** 2 + (ALONG + 0.4) ** 2 + 0.5
    # ‖θ‖² = a² + b² + 3, and an L1 layer that any vector could have.
    l1 = 4.0 + np.abs(ACROSS) + np.abs(ALONG - 0.2)
    found = Slice(AXIS, AXIS, loss, l2=np.array([3.0, 0, 0, 1, 0, 1]), l1=l1, trajectories=(TRAJECTORY,))
    opened(page, tmp_path, found)
    for knob, presses in (("l2", 3), ("l1", 2)):
        slider = page.get_by_role("slider", name="λ" if knob == "l1" else "Ω")
        for _ in range(presses):
            slider.press("PageUp")
        comes(page, f"lossfold.slices.state.weights.{knob} > 0")
        weights = peek(page, "lossfold.slices.state.weights")
        lowest = found.lowest(**weights)
        comes(page, f"document.querySelector('#story').textContent.includes('{lowest.value:.5g}'.replace('-', '−'))")
        shown = peek(page, "lossfold.slices.state.stage.landscape.marks().dots")
        assert shown["x"] == [pytest.approx(lowest.a, abs=1e-6)]
        assert shown["y"] == [pytest.approx(lowest.b, abs=1e-6)]
    expect(page.get_by_text("SGD; at most 2 away from the plane")).to_be_visible()


@pytest.mark.browser
def test_a_constant_of_the_penalty_does_not_lift_the_surface_out_of_sight(page: Page, tmp_path: Path) -> None:
    # ‖θ₀‖² = 900: each step of Ω lifts all of J by more than the surface is high.
    found = Slice(AXIS, AXIS, ACROSS**2 + ALONG**2 + 0.5, l2=np.array([900.0, 0, 0, 1, 0, 1]))
    opened(page, tmp_path, found)
    page.evaluate("() => lossfold.slices.state.waits.push(() => true)")  # a hand that never rests
    page.get_by_role("slider", name="Ω").press("End")
    landscape = "lossfold.slices.state.stage.landscape"
    comes(page, f"{landscape}.weights.l2 > 0")
    comes(page, f"{landscape}.box.low <= {landscape}.total[480] && {landscape}.total[480] <= {landscape}.box.high")


@pytest.mark.browser
def test_another_layer_is_drawn_without_penalties(page: Page, tmp_path: Path) -> None:
    layers = {"held_out": 2.0 + ACROSS**2 + ALONG**2, "accuracy": 0.9 - 0.1 * ACROSS**2}
    opened(page, tmp_path, Slice(AXIS, AXIS, ACROSS**2 + 0.1, l2=np.array([1.0, 0, 0, 1, 0, 1]), layers=layers))
    page.get_by_role("radio", name="Held-out loss").check()
    expect(page.locator("#story")).to_contain_text("The least value on the grid is 2, at (a, b) = (0, 0)")
    expect(page.get_by_role("slider", name="Ω")).to_be_disabled()
    page.get_by_role("radio", name="J").check()
    expect(page.get_by_role("slider", name="Ω")).to_be_enabled()


@pytest.mark.browser
def test_holes_and_a_loss_over_decades_are_drawn(page: Page, tmp_path: Path) -> None:
    loss = 0.5 + ACROSS**2 + ALONG**2
    loss[5:8, 9:14] = np.nan
    loss[25:, 25:] = 1e7
    opened(page, tmp_path, Slice(AXIS, AXIS, loss, kind="file", name="holes.h5"), "zh")
    expect(page.get_by_label("取对数")).to_be_checked()
    comes(page, "lossfold.slices.state.stage.landscape.total[5 * 31 + 9] !== 0")
    assert peek(page, "Number.isNaN(lossfold.slices.state.stage.landscape.total[5 * 31 + 9])")
    assert peek(page, "lossfold.slices.state.stage.landscape.box.high") == pytest.approx(7.0)
    page.get_by_label("取对数").uncheck()
    comes(page, "lossfold.slices.state.stage.landscape.box.high > 1e6")


STATE = "lossfold.slices.state"


def drawn(page: Page, address: str) -> None:
    """The page of one of our own slices, alive."""
    page.goto(address)
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)


@pytest.mark.browser
def test_the_address_brings_the_same_picture_back(page: Page, server: str) -> None:
    drawn(page, f"{server}slice?of=small-batch&lang=en")
    page.get_by_role("slider", name="Ω").press("PageUp")
    comes(page, f"{STATE}.weights.l2 > 0")
    page.get_by_label("log scale").check()
    page.locator("#surface").press("ArrowRight")
    page.locator("#theme").click()
    for key in ("l2", "log", "camera", "theme"):
        comes(page, f"new URLSearchParams(location.search).has('{key}')")
    shown = f"[{STATE}.weights, {STATE}.stage.landscape.logarithm, {STATE}.stage.landscape.theme]"
    seen = peek(page, shown)
    camera = peek(page, f"{STATE}.stage.now().eye")
    story = page.locator("#story").inner_text()
    page.locator("#share-open").click()
    link = page.locator("#share-link").input_value()
    assert link == page.url
    assert "&amp;lang=en&amp;as=embed" in page.locator("#share-code").input_value()
    page.locator("#share-kind").select_option("notebook")
    # Its colours follow the reader's device.
    figure = link.split("?")[1].replace("&theme=dark", "")
    assert f'lossfold.figure("{figure}")' in page.locator("#share-code").input_value()
    page.goto("about:blank")
    page.go_back()
    for again in (None, link):
        if again:
            page.goto("about:blank")
            page.goto(again)
        expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
        assert peek(page, shown) == seen
        assert peek(page, f"{STATE}.stage.now().eye") == pytest.approx(camera, abs=2e-3)
        assert page.locator("#story").inner_text() == story


@pytest.mark.browser
def test_steps_are_undone_one_after_another(page: Page, tmp_path: Path) -> None:
    layers = {"held_out": 2.0 + ACROSS**2}
    opened(page, tmp_path, Slice(AXIS, AXIS, ACROSS**2 + 0.1, l2=np.array([1.0, 0, 0, 1, 0, 1]), layers=layers))
    undo, restart = page.get_by_role("button", name="Undo"), page.get_by_role("button", name="Start again")
    expect(undo).to_be_disabled()
    expect(restart).to_be_disabled()
    page.get_by_role("slider", name="Ω").press("PageUp")
    expect(undo).to_be_enabled()
    weight = peek(page, f"{STATE}.weights.l2")
    page.get_by_role("radio", name="Held-out loss").check()
    undo.click()
    expect(page.get_by_role("radio", name="J", exact=True)).to_be_checked()
    assert peek(page, f"{STATE}.weights.l2") == weight
    undo.click()
    expect(undo).to_be_disabled()
    assert peek(page, f"{STATE}.weights.l2") == 0.0
    page.get_by_role("slider", name="Ω").press("End")
    expect(restart).to_be_enabled()
    restart.click()
    assert peek(page, f"{STATE}.weights.l2") == 0.0


@pytest.mark.browser
def test_picture_and_solid_are_saved_from_one_file(page: Page, tmp_path: Path) -> None:
    loss = ACROSS**2 + ALONG**2
    loss[5:8, 9:14] = np.nan
    opened(page, tmp_path, Slice(AXIS, AXIS, loss))
    page.locator("#share-open").click()
    expect(page.locator("#share-link")).to_have_count(0)
    expect(page.locator("#share-stl")).to_be_disabled()
    saved = {}
    for kind in ("png", "glb", "csv"):
        with page.expect_download() as coming:
            page.locator(f"#share-{kind}").click()
        saved[kind] = tmp_path / coming.value.suggested_filename
        coming.value.save_as(saved[kind])
    assert saved["png"].read_bytes().startswith(b"\x89PNG")
    solid = trimesh.load_mesh(saved["glb"])
    # Each square of the grid is two triangles, but for those that touch the hole of 3 × 5 points.
    assert len(solid.faces) == 2 * (30 * 30 - 4 * 6)
    table = np.genfromtxt(saved["csv"], delimiter=",", names=True)
    assert table.dtype.names == ("a", "b", "loss", "J")
    assert table["a"][:31] == pytest.approx(AXIS, abs=1e-6)
    assert table["b"][::31] == pytest.approx(AXIS, abs=1e-6)
    assert table["J"].reshape(31, 31) == pytest.approx(loss, abs=1e-6, nan_ok=True)


@pytest.mark.browser
def test_in_a_frame_a_comparison_stays_fit_for_the_frame(page: Page, server: str) -> None:
    page.goto(f"{server}slice?of=deep&as=embed&l2=0.0005")
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
    page.locator("#beside").select_option("deep-skip")
    expect(page).to_have_url(re.compile(r"with=deep-skip.*l2=0\.0005.*as=embed"))
    for surface in ("#surface", "#surface-2"):
        expect(page.locator(f"{surface}[data-live=yes]")).to_be_attached(timeout=30_000)
    page.locator("#beside").select_option("")
    expect(page).to_have_url(re.compile("of=deep(?!.*with=).*as=embed"))
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)


def test_two_slices_follow_one_slider_on_one_scale(page: Page, tmp_path: Path) -> None:
    l2 = np.array([3.0, 0, 0, 1, 0, 1])
    one = Slice(AXIS, AXIS, (ACROSS - 0.6) ** 2 + ALONG**2 + 0.5, l2=l2)
    other = Slice(AXIS, AXIS, 4.0 * (ACROSS + 0.4) ** 2 + ALONG**2 + 1.0, l2=l2)
    file = tmp_path / "pair.html"
    file.write_bytes(slice_export(one, "en", other=other))
    page.goto(file.as_uri())
    for surface in ("#surface", "#surface-2"):
        expect(page.locator(f"{surface}[data-live=yes]")).to_be_attached(timeout=30_000)
    page.get_by_role("slider", name="Ω").press("PageUp")
    comes(page, f"{STATE}.weights.l2 > 0 && {STATE}.idleTimer === null")
    weights = peek(page, f"{STATE}.weights")
    shown = peek(page, f"{STATE}.panes.map(({{ landscape }}) => [landscape.box, landscape.marks().dots.x])")
    boxes, places = zip(*shown, strict=True)
    assert boxes[0] == boxes[1]
    highest = max(found.objective(**weights).max() for found in (one, other))
    assert boxes[0]["high"] == pytest.approx(highest, rel=1e-5)
    for found, place in zip((one, other), places, strict=True):
        assert place == [pytest.approx(found.lowest(**weights).a, abs=1e-6)]
    # Turned by a key, the other one is seen from the same side.
    page.locator("#surface").press("ArrowRight")
    eyes = f"{STATE}.panes.map(({{ stage }}) => stage.now().eye)"
    comes(page, f"(([a, b]) => Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6)({eyes})")


@pytest.mark.browser
def test_cut_and_region_follow_the_slider(page: Page, tmp_path: Path) -> None:
    found = Slice(AXIS, AXIS, (ACROSS - 0.6) ** 2 + (ALONG + 0.4) ** 2, l2=np.array([0.0, 0, 0, 1, 0, 1]))
    opened(page, tmp_path, found)
    expect(page.locator("#view-cut")).to_be_hidden()
    for name in ("Cut", "Constraint"):
        page.get_by_role("checkbox", name=name).check()
    expect(page.locator("#view-constraint .view-said")).to_contain_text("nothing bounds the weights")
    page.get_by_role("slider", name="Ω").press("PageUp")
    comes(page, f"{STATE}.weights.l2 > 0")
    lowest = found.lowest(**peek(page, f"{STATE}.weights"))
    expect(page.locator("#view-constraint .view-said")).to_contain_text(f"≤ {lowest.a**2 + lowest.b**2:.4g}")
    expect(page.locator("#view-constraint .c-region")).to_have_attribute("d", re.compile("^M.+Z$"))
    expect(page.locator("#view-cut .view-said")).to_contain_text(f"J is lowest on this line at a = {lowest.a:.3g}")
    page.get_by_role("radio", name="centre").check()
    expect(page.locator("#view-cut .view-said")).to_contain_text("Along a, at b = 0:")


@pytest.mark.browser
@pytest.mark.skipif(hdf5_library() is None, reason="npm has not brought the library")
def test_an_hdf5_file_is_read_in_the_browser_and_its_numbers_are_drawn(page: Page, server: str, tmp_path: Path) -> None:
    path = tmp_path / "surface.h5"
    with h5py.File(path, "w") as file:
        for name, values in (
            ("xcoordinates", AXIS),
            ("ycoordinates", AXIS),
            ("train_loss", 1.0 + ACROSS**2 + ALONG**2),
        ):
            file[name] = values
    page.goto(f"{server}slice?lang=en")
    page.set_input_files("#file", {"name": "x.h5", "mimeType": "", "buffer": b"\x89HDF\r\n\x1a\n nothing"})
    page.get_by_role("button", name="Draw it").click()
    expect(page.get_by_role("alert")).to_contain_text("“x.h5” is no HDF5 file that can be read here")
    page.set_input_files("#file", path)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Draw it").click()
    assert b"\x89HDF" not in (sent.value.post_data_buffer or b"")
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
    expect(page.locator("h1")).to_have_text("surface.h5")
    expect(page.locator("#story")).to_contain_text("No grid point of this slice is lower than its centre, where J = 1.")


@pytest.mark.browser
def test_from_the_explorer_to_a_slice_and_back_the_weights_go_along(page: Page, server: str) -> None:
    open_explorer(page, server, "?loss=linear&data=diabetes&l1=0&l2=0.5&theme=dark&lang=en")
    page.locator("#loss").click()
    page.get_by_role("option", name="Twenty layers with skip connections").click()
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
    asked = peek(page, "Object.fromEntries(new URLSearchParams(location.search))")
    most = peek(page, f"{STATE}.scene.knobs.l2.high")
    assert asked == {"of": "deep-skip", "l2": f"{min(0.5, most):g}", "theme": "dark", "lang": "en"}
    expect(page.locator("#menu")).to_have_value("slice:deep-skip")
    page.locator("#menu").select_option("loss:logistic")
    expect(page.locator(".stage[data-ready=yes]")).to_be_attached(timeout=30_000)
    comes(page, "lossfold.state.board !== null")
    weights = peek(page, "[lossfold.state.scene.spec.loss, lossfold.state.weights.l1, lossfold.state.weights.l2]")
    assert weights == ["logistic", 0, pytest.approx(min(0.5, most))]
    assert peek(page, "document.documentElement.dataset.theme") == "dark"


@pytest.mark.browser
def test_a_number_is_typed_or_refused_by_a_sentence(page: Page, server: str) -> None:
    drawn(page, f"{server}slice?of=modes&lang=en")
    # The slider of Ω ends at 0.005, with steps of 0.00005: a number keeps the digits that such a slider has.
    entry = page.get_by_label("Type a value for Ω")
    entry.fill("0,001234")
    comes(page, f"{STATE}.weights.l2 === 0.001234")
    entry.press("Enter")
    expect(entry).to_have_value("0.001234")
    comes(page, "new URLSearchParams(location.search).get('l2') === '0.001234'")
    expect(page.get_by_role("slider", name="Ω")).to_have_value("0.001234")
    expect(page.locator("#formula [data-knob=l2]")).to_have_text("0.001234")
    for text in ("0.006", "-1", "much", ""):
        entry.fill(text)
        entry.press("Enter")
        said = f"Ω: “{text}” is not allowed; it must be a number from 0 to 0.005."
        expect(page.get_by_role("alert")).to_have_text(said)
        expect(entry).to_have_value("0.001234")
        assert peek(page, f"{STATE}.weights.l2") == 0.001234
    entry.press("ArrowUp")
    # From the stop that is nearest, 25 steps of 0.00005, one on.
    expect(entry).to_have_value("0.0013")
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("radio", name="Held-out loss").check()
    expect(entry).to_be_disabled()
    expect(page.get_by_role("button", name="Play")).to_be_disabled()


@pytest.mark.browser
def test_play_runs_the_weight_up_and_back_until_a_hand_comes(page: Page, tmp_path: Path) -> None:
    l2 = np.array([3.0, 0, 0, 1, 0, 1])
    opened(page, tmp_path, Slice(AXIS, AXIS, (ACROSS - 0.6) ** 2 + ALONG**2 + 0.5, l2=l2))
    top = peek(page, f"{STATE}.scene.knobs.l2.high")
    play = page.get_by_role("button", name="Play: run Ω up and down")
    play.focus()
    page.keyboard.press("Space")
    comes(page, f"{STATE}.weights.l2 > {0.2 * top}")
    # The axes hold the whole run: J is highest at its end.
    highest = (AXIS[0] - 0.6) ** 2 + 1.0 + 0.5 + 5.0 * top
    assert peek(page, f"{STATE}.panes[0].landscape.box.high") >= highest - 1e-4
    assert peek(page, "lossfold.player.running()")
    page.get_by_role("button", name="Pause").press("Enter")
    assert not peek(page, "lossfold.player.running()")
    comes(page, f"{STATE}.idleTimer === null")
    weight = peek(page, f"{STATE}.weights.l2")
    entry = page.get_by_label("Type a value for Ω")
    assert float(entry.input_value()) == pytest.approx(weight)
    play.press("Enter")
    comes(page, "lossfold.player.running()")
    page.get_by_role("button", name="Start again").click()
    assert not peek(page, "lossfold.player.running()")
    comes(page, f"{STATE}.idleTimer === null && {STATE}.weights.l2 === 0")
    play.press("Enter")
    comes(page, f"{STATE}.weights.l2 > 0")
    page.get_by_role("slider", name="Ω").press("Home")
    assert not peek(page, "lossfold.player.running()")
    assert peek(page, f"{STATE}.weights.l2") == 0.0


@pytest.mark.browser
def test_a_file_is_kept_through_a_change_of_language(page: Page, server: str, tmp_path: Path) -> None:
    # A column l2 that is a quadratic is a penalty with a slider: 3 + a² + b².
    rows = [f"{a},{b},{1 + (a - 0.5) ** 2 + b * b},{3 + a * a + b * b}" for a in AXIS[::3] for b in AXIS[::3]]
    file = tmp_path / "mine.csv"
    file.write_text("x,y,loss,l2\n" + "\n".join(rows))
    page.goto(f"{server}slice?lang=en")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Draw it").click()
    expect(page.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
    page.get_by_label("Type a value for Ω").fill("0.25")
    page.get_by_role("checkbox", name="Cut").check()
    comes(page, f"{STATE}.weights.l2 === 0.25 && {STATE}.idleTimer === null")
    page.get_by_role("link", name=re.compile("中文")).click()
    expect(page.locator("html[lang^=zh] #surface[data-live=yes]")).to_be_attached(timeout=30_000)
    expect(page.locator("h1")).to_have_text("mine.csv")
    expect(page.get_by_label("输入 Ω 的值")).to_have_value("0.25")
    expect(page.get_by_role("checkbox", name="截线")).to_be_checked()
    expect(page.locator("#view-cut")).to_be_visible()
