"""The figure in Firefox and in WebKit, whose rules are not Chromium's: framed on another site, and by itself."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.export import main as export
from tests.browser.browsers import missing
from tests.browser.drivers import Tab, open_firefox, open_webkit
from tests.browser.sites import site

LIVE = "document.querySelector('#surface[data-live=yes]') !== null"
STORY = "document.querySelector('#story').textContent"
SANDBOXES = ("allow-scripts allow-popups", "allow-scripts")


@pytest.fixture(scope="module", params=["Firefox", "WebKit"])
def tab(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The one page of a browser that is started once for all tests here."""
    if said := missing(request.param):
        pytest.skip(said)
    opened = open_webkit() if request.param == "WebKit" else open_firefox(tmp_path_factory.mktemp("profile"))
    with opened as tab:
        yield tab
        assert tab.errors == []


def drawn(tab: Tab, frame: int | None) -> bytes:
    """The surface as it is on screen: in the colours of viridis, not one grey box."""
    # It is on screen a frame after the page says that it is drawn.
    for _ in range(20):
        seen = tab.seen("#surface", frame)
        if len(seen.getcolors(1 << 24) or []) > 500:
            return seen.tobytes()
        time.sleep(0.25)
    raise AssertionError("there is no surface on screen")


def follows_the_slider(tab: Tab, slider: str, frame: int | None = None) -> None:
    """A step of λ, from 0.1 to 0.11, moves sentence and surface, and nothing was forbidden meanwhile."""
    surface = drawn(tab, frame)
    assert "0.4488" not in tab.run(STORY, frame)
    tab.press_right(slider, frame)
    # From (0.4524, 0.2126) both go down by Δλ/2 / (1 + r) = 0.005/1.395, r = 0.395 between the two features. Where the
    # minima along the slider are still on their way, the sentence says so first.
    tab.wait(f"{STORY}.includes('0.4488')", frame)
    for _ in range(50):
        if drawn(tab, frame) != surface:
            break
    else:
        raise AssertionError("the surface did not follow")
    assert tab.run("window.violations", frame) == []


def test_an_embed_in_a_sandbox_on_another_site_lives_and_tells_its_height(
    tab: Tab, server: str, tmp_path: Path
) -> None:
    source = f"{server}embed?loss=linear&data=diabetes&l1=0.1&knobs=l1&n=61&lang=en"
    frames = "".join(
        f'<iframe src="{source}" sandbox="{each}" width="430" height="500"></iframe>' for each in SANDBOXES
    )
    heard = """<script>
      window.told = [];
      addEventListener("message", ({ data, source }) => {
        const number = [...document.querySelectorAll("iframe")].findIndex((each) => each.contentWindow === source);
        if (data.type === "lossfold:height") told[number] = data.height;
      });
    </script>"""
    diagram = f'<iframe src="{server}embed?figure=norms&lang=en" sandbox="allow-scripts" width="430"></iframe>'
    text = f'<!DOCTYPE html><link rel="icon" href="data:,">{heard}{frames}{diagram}'
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    # The strictest host: it lets in only what says that it may be embedded.
    with site(tmp_path, embedder="require-corp") as address:
        tab.open(address)
        for frame in range(len(SANDBOXES)):
            tab.wait(LIVE, frame)
            follows_the_slider(tab, "#l1", frame)
            assert tab.run("self.origin", frame) == "null"
        tab.wait("document.querySelectorAll('#block td[data-lit=yes]').length === 12", len(SANDBOXES))
        assert tab.run("getComputedStyle(document.querySelector('fieldset.chips')).display", len(SANDBOXES)) == "flex"
        told = tab.run("window.told")
    assert len(told) == len(SANDBOXES) + 1
    assert all(400 < height < 1400 for height in told)


def test_a_slice_in_a_sandbox_on_another_site_follows_its_slider(tab: Tab, server: str, tmp_path: Path) -> None:
    source = f"{server}slice?of=polynomial&lang=en"
    frame = f'<iframe src="{source}" sandbox="allow-scripts" width="430" height="700"></iframe>'
    (tmp_path / "index.html").write_text(f'<!DOCTYPE html><link rel="icon" href="data:,">{frame}', encoding="utf-8")
    with site(tmp_path, embedder="require-corp") as address:
        tab.open(address)
        tab.wait(LIVE, 0)
        before = tab.run("document.querySelector('#story').textContent", 0)
        tab.run("lossfold.slices.state.move('l2', lossfold.slices.state.scene.knobs.l2.high)", 0)
        tab.wait(f"document.querySelector('#story').textContent !== {json.dumps(before)}", 0)
        assert tab.run("self.origin", 0) == "null"
        # The page around it has a head of its own; the picture's buttons are on the picture.
        assert tab.run("document.querySelector('.head') === null", 0)
        assert tab.run("document.querySelectorAll('.stage .tools button').length", 0) == 2
        tab.run("document.getElementById('theme').click()", 0)
        tab.wait("document.documentElement.dataset.theme === 'dark'", 0)


def test_the_explorer_follows_its_slider(tab: Tab, server: str) -> None:
    tab.open(f"{server}?loss=linear&data=diabetes&l1=0.1&n=61&lang=en")
    tab.wait("document.querySelector('#surface[data-drawn]') !== null && lossfold.state.board !== null")
    follows_the_slider(tab, "#l1")
    tab.wait("location.search.includes('l1=0.11')")
    # A request that the next page breaks off is an error to WebKit, and rightly.
    stores = ["request", "paths-request", "extras-request"]
    tab.wait(f"!{json.dumps(stores)}.some((store) => lossfold.server.isBusy(store))")


def test_a_lesson_shows_its_figure_alive_and_as_high_as_it_asks(tab: Tab, server: str) -> None:
    tab.open(f"{server}learn/l1-folds?lang=en")
    tab.wait(LIVE, 0)
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(246, 247, 251)"
    tab.wait("document.querySelector('iframe').style.height !== ''")
    assert tab.run("window.violations", 0) == tab.run("window.violations") == []


def test_an_exported_file_lives_without_a_server(tab: Tab, tmp_path: Path) -> None:
    query = "figure: loss=linear&data=diabetes&l1=0.1&knobs=l1&n=61&lang=en"
    assert export([query, "--to", str(tmp_path)]) == 0
    tab.open((tmp_path / "figure.html").as_uri())
    tab.wait(LIVE)
    follows_the_slider(tab, "#l1")
