"""The share dialog: what it gives away can be used, by machines that know nothing of Lossfold."""

import io
import re
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from components.http.film_libraries import film_libraries
from landscapes import Spec, evaluate
from tests.browser.sites import site
from tests.browser.steps import open_explorer, peek, story

needs_gif = pytest.mark.skipif("gif" not in film_libraries(), reason="npm was missing at set-up")
QUERY = "?loss=linear&data=diabetes&l1=0.5&n=61"


def shared(page: Page, server: str, query: str = QUERY) -> None:
    """Opens the explorer and its share dialog."""
    open_explorer(page, server, query)
    page.locator("#share-open").click()
    expect(page.locator("#share-dialog")).to_be_visible()


def download(page: Page, button: str, folder: Path, timeout: float = 60_000) -> Path:
    """Presses a button and keeps what comes."""
    with page.expect_download(timeout=timeout) as coming:
        page.locator(f"#{button}").click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_the_snippet_shows_the_figure_that_was_shared(page: Page, server: str, tmp_path: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shared(page, server)
    page.locator("#share-title").fill('A "hostile" <b>title</b>')
    page.locator("#share-l2").uncheck()
    page.locator("#copy-share-code").click()
    expect(page.locator("#copy-share-code")).to_have_attribute("data-said", "Copied")
    snippet = str(page.evaluate("navigator.clipboard.readText()"))
    (tmp_path / "index.html").write_text(f'<!DOCTYPE html><link rel="icon" href="data:,"><body>{snippet}</body>')
    with site(tmp_path) as address:
        page.goto(address)
        frame = page.locator("iframe")
        assert frame.get_attribute("loading") == "lazy"
        assert frame.get_attribute("title") == 'A "hostile" <b>title</b>'
        figure = page.frame_locator("iframe")
        expect(figure.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
        expect(figure.locator("h1")).to_have_text('A "hostile" <b>title</b>')
        expect(figure.get_by_role("slider")).to_have_count(1)
        expect(figure.locator("#l1 + output")).to_have_text("0.50")


def test_the_link_opens_the_same_state(page: Page, server: str) -> None:
    shared(page, server)
    link = page.locator("#share-link").input_value()
    page.keyboard.press("Escape")
    said = story(page).text_content()
    open_explorer(page, link, "")
    expect(story(page)).to_have_text(said or "")


def test_the_solid_is_watertight_and_as_high_as_the_surface(page: Page, server: str, tmp_path: Path) -> None:
    shared(page, server)
    solid = trimesh.load_mesh(download(page, "share-stl", tmp_path))
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.is_volume
    assert np.allclose(solid.bounds, [[0, 0, 0], [100, 100, 64]], atol=1e-4)
    total = np.asarray(evaluate(Spec(loss="linear", data="diabetes", l1=0.5, n=61)).total)
    # The lowest vertex of the top lies over the lowest grid point.
    top = solid.vertices[solid.vertices[:, 2] > 1e-9]
    row, column = np.unravel_index(total.argmin(), total.shape)
    assert np.allclose(top[top[:, 2].argmin()], [100 * column / 60, 100 * row / 60, 4], atol=1e-3)


def test_the_model_and_the_table_hold_the_numbers_of_the_engine(page: Page, server: str, tmp_path: Path) -> None:
    shared(page, server)
    model = trimesh.load(download(page, "share-glb", tmp_path), force="mesh")
    assert len(model.vertices) == 61**2  # pyright: ignore[reportAttributeAccessIssue]
    table = np.genfromtxt(download(page, "share-csv", tmp_path), delimiter=",", names=True)
    terms = evaluate(Spec(loss="linear", data="diabetes", l1=0.5, n=61))
    assert table.dtype.names == ("beta1", "beta2", "loss", "l1", "l2", "group", "J")
    assert np.allclose(table["J"].reshape(61, 61), np.asarray(terms.total), rtol=1e-5)
    assert np.allclose(table["beta1"][:61], terms.axis, atol=1e-5)
    assert np.allclose(table["J"], table["loss"] + 0.5 * table["l1"], rtol=1e-5)


@pytest.mark.parametrize(("scale", "clear"), [("1", True), ("2", False)])
def test_the_picture_has_the_size_and_ground_that_were_asked_for(
    page: Page, server: str, tmp_path: Path, scale: str, clear: bool
) -> None:
    shared(page, server)
    page.locator("#share-scale").select_option(scale)
    page.locator("#share-clear").set_checked(clear)
    width = peek(page, "document.getElementById('surface').clientWidth")
    pixels = np.asarray(Image.open(io.BytesIO(download(page, "share-png", tmp_path).read_bytes())).convert("RGBA"))
    assert pixels.shape[1] == int(scale) * width
    assert pixels[0, 0, 3] == (0 if clear else 255)
    # Something is on it: many colours in the middle.
    middle = pixels[pixels.shape[0] // 2, ::5, :3]
    assert len(np.unique(middle, axis=0)) > 20


@pytest.mark.parametrize(("kind", "offset", "signature"), [("webm", 0, b"\x1a\x45\xdf\xa3"), ("mp4", 4, b"ftyp")])
def test_a_film_is_a_film_and_leaves_lambda_where_it_was(
    page: Page, server: str, tmp_path: Path, kind: str, offset: int, signature: bytes
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    shared(page, server)
    button = page.locator(f"#share-{kind}")
    expect(page.locator(f"#share-{kind}-size")).not_to_be_empty()
    if button.is_disabled():
        # Without npm at set-up, or without an encoder in the browser, the dialog says so.
        expect(page.locator(f"#share-{kind}-size")).to_contain_text(re.compile("npm|encoder|record"))
        return
    film = download(page, f"share-{kind}", tmp_path, timeout=180_000)
    assert film.read_bytes()[offset : offset + len(signature)] == signature
    assert film.stat().st_size > 20_000
    assert peek(page, "lossfold.state.landscape.weights.l1") == 0.5


@needs_gif
def test_the_gif_runs_lambda_up_and_back_under_its_caption(page: Page, server: str, tmp_path: Path) -> None:
    shared(page, server)
    page.locator("#share-shape").select_option("square")
    page.locator("#share-caption").check()
    expect(page.locator("#share-gif-size")).to_have_text("640 × 640 px, 6 s")
    with Image.open(download(page, "share-gif", tmp_path, timeout=180_000)) as film:
        assert (film.size, film.n_frames) == ((640, 640), 75)  # pyright: ignore[reportAttributeAccessIssue]
        frames = []
        for k in (0, 1, 37, 74):
            film.seek(k)
            frames.append(np.asarray(film.convert("RGB"), dtype=int))
    first, second, middle, last = frames
    # At λ = 2 the surface is another; the last frame is one step short of the first, as the second is one beyond it.
    assert np.abs(middle - first).mean() > 3
    assert np.abs(second - last).mean() < 0.5
    # The caption's last line, the address, stays, but for the shade that the palette has for its edges.
    address = [frame[-22:] for frame in (first, middle)]
    assert np.abs(address[0] - address[1]).mean() < 0.5
    assert np.ptp(address[0]) > 100


@needs_gif
def test_a_film_can_be_stopped(page: Page, server: str) -> None:
    shared(page, server)
    page.locator("#share-gif").click()
    expect(page.locator("#share-progress")).to_be_visible()
    page.locator("#share-cancel").click()
    expect(page.locator("#share-said")).to_have_text("Stopped; nothing was saved.", timeout=30_000)
    expect(page.locator("#share-cancel")).to_be_hidden()
    expect(page.locator("#share-gif")).to_be_enabled()


def test_a_picture_in_a_shape_says_what_it_shows(page: Page, server: str, tmp_path: Path) -> None:
    shared(page, server)
    page.locator("#share-shape").select_option("wide")
    page.locator("#share-scale").select_option("1")
    expect(page.locator("#share-png-size")).to_have_text("800 × 450 px")
    bare = np.asarray(Image.open(download(page, "share-png", tmp_path)).convert("RGB"))
    page.locator("#share-caption").check()
    named = np.asarray(Image.open(download(page, "share-png", tmp_path)).convert("RGB"))
    assert bare.shape == named.shape == (450, 800, 3)
    # In a corner below the surface there is nothing without a caption.
    corner = np.s_[-70:, 16:200]
    assert len(np.unique(bare[corner].reshape(-1, 3), axis=0)) < len(np.unique(named[corner].reshape(-1, 3), axis=0))


def test_the_preview_is_the_embed_and_follows_the_options(page: Page, server: str) -> None:
    shared(page, server)
    assert page.locator("#share-frame").get_attribute("src") is None
    page.locator("#share-live summary").click()
    figure = page.frame_locator("#share-frame")
    expect(figure.get_by_role("slider")).to_have_count(2, timeout=30_000)
    page.locator("#share-l2").uncheck()
    expect(figure.get_by_role("slider")).to_have_count(1, timeout=30_000)
    page.locator("#share-close").click()
    expect(page.locator("#share-frame")).not_to_have_attribute("src", re.compile("."))


def test_a_phone_is_offered_its_own_share_sheet(page: Page, server: str) -> None:
    page.add_init_script("navigator.share = async (what) => { window.handed = what; };")
    shared(page, server)
    page.locator("#share-native").click()
    handed = peek(page, "window.handed")
    assert handed["url"] == page.locator("#share-link").input_value()
    assert handed["text"] == story(page).text_content()


def test_the_visitors_own_rows_leave_as_a_file(page: Page, server: str, tmp_path: Path, browser: Browser) -> None:
    rows = "age,dose,answer\n" + "\n".join(f"{k},{(k * k) % 11},{3 * k + (k % 3)}" for k in range(30))
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    open_explorer(page, server, "?loss=linear")
    page.locator("#file input").set_input_files(tmp_path / "mine.csv")
    expect(page.locator("#formula")).to_be_visible()
    expect(page.locator(".explorer")).to_have_attribute("data-file", "yes")
    page.locator("#share-open").click()
    expect(page.locator("#share-cdn")).to_contain_text("MB")
    path = download(page, "share-inline", tmp_path)
    assert path.stat().st_size < 2_600_000
    alone = browser.new_context(offline=True).new_page()
    alone.goto(path.as_uri())
    expect(alone.locator("#surface[data-live=yes]")).to_be_attached(timeout=30_000)
    assert peek(alone, "lossfold.embed.state.scene.features") == ["age", "dose"]
    alone.context.close()
