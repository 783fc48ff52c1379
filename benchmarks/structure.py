"""A structural change on loopback: from ρ's step to the new surface, and the paths that follow."""

import statistics
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from components.scene import build_paths, build_scene
from landscapes import Spec
from tests.browser.chromium import FLAGS, chromium
from tests.browser.steps import open_explorer, slider
from tests.conftest import ROOT, free_port

from .engine import median_ms
from .pages import CANVAS, WATCH, environment, step_ms


def report() -> list[str]:
    """Lines of figures."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment(port),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(6)
    lines = ["A structural step (ρ), 121×121, 200 rows, on loopback"]
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for loss in ("linear", "logistic"):
                page = browser.new_page(viewport={"width": 1000, "height": 600}, bypass_csp=True)
                page.add_init_script(WATCH)
                open_explorer(page, f"http://127.0.0.1:{port}/", f"?loss={loss}&rho=0.2")
                page.add_style_tag(content=CANVAS)
                page.wait_for_timeout(2500)
                slider(page, "ρ").focus()
                lines.append(f"  {loss}: {step_ms(page):.0f} ms from the key to the new surface")
                page.close()
            browser.close()
    finally:
        process.terminate()
        process.wait(10)
    scene = statistics.median([median_ms(lambda: build_scene(Spec(loss="logistic")))])
    paths = median_ms(lambda: build_paths(Spec(loss="logistic")), 3)
    lines.append(f"  on the server, logistic: a scene {scene:.0f} ms, both paths (402 exact minima) {paths:.0f} ms")
    return lines
