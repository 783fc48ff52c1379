"""A figure in a notebook's cell: in JupyterLab, when saved and opened again, and in nbconvert's page."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from harness.places import free_port
from tests.notebooks import EXAMPLE, convert, environment
from tests.test_serving import wait_for

SETTINGS = (
    *("--no-browser", "--allow-root", "--IdentityProvider.token=", "--ServerApp.password="),
    *("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"),
    # Without the extensions of others: Dash's old one has Lab ask for a build.
    "--core-mode",
)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a JupyterLab whose folder holds the example, as far as its first figure."""
    example = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    (tmp_path / EXAMPLE.name).write_text(json.dumps(example | {"cells": example["cells"][:2]}), encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", *SETTINGS, f"--port={port}", f"--ServerApp.root_dir={tmp_path}"]
    with (tmp_path / "lab.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment(tmp_path), stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}/"
    wait_for(f"{address}api", 60)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window whose host may log what it likes: JupyterLab is not ours."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


def choose(window: Page, menu: str, command: str) -> None:
    """Chooses an entry of JupyterLab's menu, once the notebook and its kernel are there."""
    expect(window.get_by_role("button", name="| Idle")).to_be_visible(timeout=90_000)
    window.locator(".lm-MenuBar-itemLabel", has_text=menu).click()
    window.locator(f".lm-Menu-item[data-command='{command}']").click()


def lives(figure: FrameLocator) -> None:
    """The surface is drawn, and the slider moves the minimum."""
    expect(figure.locator("#surface[data-live=yes]")).to_be_attached(timeout=60_000)
    slider = figure.get_by_role("slider", name="λ")
    slider.focus()
    slider.press("Home")
    expect(figure.locator("#story")).not_to_contain_text("exactly 0")
    slider.press("End")
    expect(figure.locator("#story")).to_contain_text("exactly 0")


def test_a_figure_lives_in_lab_in_the_saved_notebook_and_in_a_converted_page(
    window: Page, lab: str, tmp_path: Path
) -> None:
    figure = window.frame_locator("iframe[srcdoc]").first
    window.goto(f"{lab}lab/tree/notebook.ipynb")
    choose(window, "Run", "runmenu:run-all")
    lives(figure)
    choose(window, "File", "docmanager:save")
    expect(window.locator(".jp-mod-dirty")).to_have_count(0)

    window.goto(f"{lab}lab/tree/notebook.ipynb")
    lives(figure)

    convert(tmp_path / "notebook.ipynb", tmp_path, "--to", "html")
    window.goto((tmp_path / "notebook.html").as_uri())
    lives(figure)
