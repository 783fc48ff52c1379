"""The pages that we compare ourselves with, and where their packages go (``.bench/``, never committed)."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORE = ROOT / ".bench"
ECHARTS = ("echarts@5.6.0", "echarts-gl@2.0.9")
STATIC = "ECharts-GL, static page"
STREAMLIT = "streamlit==1.67.0"


def echarts_folder() -> Path | None:
    """A folder with the ECharts page and its scripts, brought by npm; None where there is no npm."""
    modules = STORE / "node_modules"
    if not (modules / "echarts-gl").exists():
        npm = shutil.which("npm")
        if npm is None:
            return None
        STORE.mkdir(exist_ok=True)
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(STORE), *ECHARTS]
        subprocess.run(command, check=True, capture_output=True)
    for script in (modules / "echarts/dist/echarts.min.js", modules / "echarts-gl/dist/echarts-gl.min.js"):
        shutil.copy(script, STORE)
    shutil.copy(HERE / "echarts.html", STORE)
    return STORE


def streamlit_python() -> Path:
    """A Python of its own with Streamlit and Plotly."""
    python = STORE / "streamlit" / "bin" / "python"
    if not python.exists():
        venv.create(STORE / "streamlit", with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", STREAMLIT, "plotly"]
        subprocess.run(command, check=True, capture_output=True)
    return python


def static_page(port: int) -> tuple[list[str], str] | None:
    """(command, path of its page) of the ECharts-GL page; None where there is no npm."""
    if echarts_folder() is None:
        return None
    return [sys.executable, str(HERE / "packed_folder.py"), str(port), str(STORE)], "echarts.html"


def commands(port: int) -> dict[str, tuple[list[str], str]]:
    """Name → (command, path of its page) of every peer and of ourselves, each to be run on ``port``."""
    found = {"Lossfold": ([sys.executable, "app.py"], "")}
    if peer := static_page(port):
        found[STATIC] = peer
    found["Dash, callback per step"] = ([sys.executable, str(HERE / "dash_page.py"), str(port)], "")
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    page = [str(streamlit_python()), "-m", "streamlit", "run", str(HERE / "streamlit_page.py"), *options]
    found["Streamlit"] = (page, "")
    return found


def environment(port: int) -> dict[str, str]:
    """The environment of a page's server."""
    return os.environ | {"PORT": str(port), "HOST": "127.0.0.1"}
