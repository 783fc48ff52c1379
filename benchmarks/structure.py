"""Structural knobs on loopback: from a key in a drag to the new surface; and what the server needs of it."""

import statistics
import sys
import time

from playwright.sync_api import Browser, sync_playwright

from components.scene.scene import build_paths, build_scene
from harness.browsers import FLAGS, chromium
from harness.pages import open_explorer
from harness.places import free_port
from landscapes import Problem, Spec

from .embeds import running
from .engine import median_ms
from .pages import CANVAS, WATCH

CASES = (
    ("rho", "ρ", "loss=linear&rho=0.2"),
    ("rho", "ρ", "loss=logistic&rho=0.2"),
    ("outlier", "y", "loss=linear&data=outlier"),
    ("drop", "δ", "loss=softmax"),
    ("drop", "δ", "loss=linear&data=diabetes"),
    ("drop", "δ", "loss=logistic&data=breast-cancer"),
    ("drop", "δ", "loss=logistic&data=breast-cancer&mask=gaussian&drop=0.1"),
    ("drop", "δ", "loss=residual"),
    ("noise", "σ", "loss=softmax"),
    ("noise", "σ", "loss=logistic"),
    ("noise", "σ", "loss=logistic&data=breast-cancer"),
    ("noise", "σ", "loss=huber&data=diabetes"),
)
STEPS = 12
# A hand that holds the slider and steps on as soon as it sees the last step.
DRAG = """async ([knob, steps]) => {
  const seen = () => new Promise((resolve) => {
    const look = () => (window.seen.uploads.length ? resolve(window.seen.uploads[0]) : setTimeout(look, 1));
    look();
  });
  const slider = document.getElementById(knob);
  slider.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  slider.focus();
  const taken = [];
  for (let k = 0; k < steps; k++) {
    window.seen.uploads = [];
    const begun = performance.now();
    slider.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    taken.push((await seen()) - begun);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  dispatchEvent(new PointerEvent("pointerup"));
  return taken;
}"""


def drag_ms(browser: Browser, address: str, knob: str, query: str) -> list[float]:
    """Milliseconds from each key of a drag to the surface that it brings."""
    page = browser.new_page(viewport={"width": 1000, "height": 800}, bypass_csp=True)
    page.add_init_script(WATCH)
    open_explorer(page, address, f"?{query}&lang=en")
    page.add_style_tag(content=CANVAS)
    page.evaluate("document.querySelector('.regularizers').open = true")
    # The paths that its sliders want are there.
    page.wait_for_timeout(4000)
    taken: list[float] = page.evaluate(DRAG, [knob, STEPS])
    page.close()
    return taken


def report() -> list[str]:
    """Lines of figures."""
    port = free_port()
    lines = [f"Structural knobs, 121×121, on loopback: {STEPS} steps of a drag, from the key to the new surface"]
    with running([sys.executable, "app.py"], port, "") as address, sync_playwright() as playwright:
        # The server compiles for its first half minute.
        time.sleep(30)
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for knob, sign, query in CASES:
            taken = drag_ms(browser, address, knob, query)
            within = sum(each <= 150.0 for each in taken)
            lines.append(
                f"  {sign}, {query}: median {statistics.median(taken):.0f} ms, first {taken[0]:.0f} ms, "
                f"{within} of {STEPS} within 150 ms"
            )
        browser.close()
    scene = median_ms(lambda: build_scene(Problem.of(Spec(loss="logistic"))))
    paths = median_ms(lambda: build_paths(Problem.of(Spec(loss="logistic"))), 3)
    lines.append(f"  on the server, logistic: a scene {scene:.0f} ms, both paths (402 exact minima) {paths:.0f} ms")
    return lines
