"""The example notebook, executed: each figure is kept in its cell, and in the page that nbconvert makes of it."""

import json
import shutil
import webbrowser
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import pytest

import lossfold
from tests.notebooks import EXAMPLE, convert


class Frames(HTMLParser):
    """The frames of a page, each as its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.found.append(dict(attrs))


def frames(html: str) -> list[dict[str, str | None]]:
    parser = Frames()
    parser.feed(html)
    return parser.found


def outputs(notebook: Path) -> list[dict[str, Any]]:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_the_example_is_kept_without_what_it_shows() -> None:
    assert outputs(EXAMPLE) == []


@pytest.mark.slow
def test_a_cell_holds_the_exported_file_in_a_frame_that_may_only_draw() -> None:
    figure = lossfold.figure('l1=0.3&title=L1 "folds" < more')
    (frame,) = frames(figure._repr_html_())
    assert frame["srcdoc"] == figure.page
    assert frame["title"] == figure.title == 'L1 "folds" < more'
    assert frame["sandbox"] == "allow-scripts allow-popups"
    assert "default-src &#39;none&#39;; script-src" in figure.page
    assert "connect-src" not in figure.page


def test_diagrams_are_figures_too_and_a_refusal_names_what_is_wrong() -> None:
    assert "height:" in lossfold.figure("figure=norms&norm=group")._repr_html_().rpartition("style=")[2]
    with pytest.raises(lossfold.Refusal, match="l1"):
        lossfold.figure("l1=99")


def test_a_slice_shows_itself_in_either_language_and_comes_back_from_its_file(tmp_path: Path) -> None:
    bowl = lossfold.landscape(lambda beta: jnp.sum(beta**2), 2.0, n=21, name="Bowl")
    (frame,) = frames(bowl._repr_html_())
    assert frame["title"] == "Bowl"
    assert frame["sandbox"] == "allow-scripts allow-popups"
    assert bowl.export(tmp_path / "bowl.html").read_text(encoding="utf-8") == frame["srcdoc"]
    assert 'lang="zh' in bowl.figure(language="zh", plotly="cdn").page
    again = lossfold.load(bowl.save(tmp_path / "bowl.npz"))
    assert again._repr_html_() == bowl._repr_html_()
    assert repr(again) == "Slice('Bowl', 21 × 21)"


def test_outside_a_notebook_a_figure_opens_in_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    figure = lossfold.figure("figure=norms&norm=group")
    figure.show()
    assert Path(opened[0].removeprefix("file://")).read_text(encoding="utf-8") == figure.page


@pytest.mark.slow  # starts a kernel
def test_the_example_runs_and_its_figure_is_in_the_page_that_is_made_of_it(tmp_path: Path) -> None:
    # It writes a file beside itself.
    convert(Path(shutil.copy(EXAMPLE, tmp_path)), tmp_path, "--to", "notebook", "--execute")
    shown = outputs(tmp_path / "notebook.ipynb")
    assert not [output for output in shown if output["output_type"] == "error"]
    cells = ["".join(output["data"]["text/html"]) for output in shown if "text/html" in output.get("data", {})]
    figure = lossfold.figure("loss=linear&data=diabetes&l1=0.6&knobs=l1")
    assert cells[0] == figure._repr_html_()
    assert [frames(cell)[0]["title"] for cell in cells] == [figure.title, "Digits, 64-32-10", "A fold"]
    convert(tmp_path / "notebook.ipynb", tmp_path, "--to", "html")
    kept = frames((tmp_path / "notebook.html").read_text(encoding="utf-8"))
    assert kept == [frame for cell in cells for frame in frames(cell)]
