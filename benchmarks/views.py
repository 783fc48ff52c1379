"""The linked views: what a step costs with constraint and slice open, and how long the server walks."""

import json
import statistics
import sys
import time
import urllib.request
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from components import ids
from tests.browser.chromium import FLAGS, chromium
from tests.browser.steps import open_explorer
from tests.conftest import free_port

from .embeds import running
from .pages import CANVAS

STEPS = 40
# From a step of λ to the second frame after it: surface and views are drawn by then, and the first is on screen.
STEP = """async (steps) => {
  const frame = () => new Promise(requestAnimationFrame);
  const taken = [];
  const worked = [];
  const { followWeights } = lossfold.panel;
  lossfold.panel.followWeights = () => {
    const begun = performance.now();
    followWeights();
    document.body.offsetHeight; // with the layout that it asks for
    window.followed = performance.now() - begun;
  };
  for (let k = 0; k < steps; k++) {
    const begun = performance.now();
    const l1 = Math.round((lossfold.state.weights.l1 + 0.01) * 100) / 100;
    lossfold.hand.turn({ ...lossfold.state.weights, l1 }, "l1");
    let work = performance.now() - begun;
    await frame(); // after the step's own, which was asked for first
    await frame();
    work += window.followed;
    worked.push(work);
    taken.push(performance.now() - begun);
    await new Promise((done) => setTimeout(done, 60));
  }
  return { taken, worked };
}"""
QUERY = "loss=linear&data=diabetes&l1=0.2&lang=en"


def step_ms(browser: Browser, address: str, views: str) -> tuple[float, float]:
    """Median milliseconds of a step: until it is on screen, and of script alone."""
    page = browser.new_page(viewport={"width": 1700, "height": 900}, bypass_csp=True)
    open_explorer(page, address, f"?view={views}&{QUERY}")
    page.add_style_tag(content=CANVAS)
    page.wait_for_timeout(3000)
    found = page.evaluate(STEP, STEPS)
    page.close()
    return statistics.median(found["taken"]), statistics.median(found["worked"])


def walk_ms(address: str, loss: str, methods: str) -> float:
    """Median milliseconds from the request for 4 × 500 steps to the last byte of the answer, compiled."""
    query = {"loss": loss, "l1": "0.5", "view": "descent", "knob": "l1", "walk": methods, "steps": "500", "rate": "0.1"}
    sent: dict[str, Any] = {
        "output": f"{ids.EXTRAS}.data",
        "outputs": {"id": ids.EXTRAS, "property": "data"},
        "inputs": [
            {
                "id": ids.EXTRAS_REQUEST,
                "property": "data",
                "value": {"query": query, "language": "en", "seq": 1, "file": None},
            }
        ],
        "changedPropIds": [f"{ids.EXTRAS_REQUEST}.data"],
    }
    taken = []
    for turn in range(12):
        query["rate"] = f"{0.1 + turn / 1000:.3f}"
        request = urllib.request.Request(
            f"{address}_dash-update-component",
            json.dumps(sent).encode(),
            {"Content-Type": "application/json"},
        )
        begun = time.perf_counter()
        with urllib.request.urlopen(request) as answer:
            answer.read()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[2:])


def report() -> list[str]:
    """Lines of figures."""
    port = free_port()
    lines = ["Linked views, 121×121, surface 500×400 px"]
    with running([sys.executable, "app.py"], port, "") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        alone, three = (step_ms(browser, address, views) for views in ("surface", "surface,constraint,slice"))
        browser.close()
        lines.append(
            f"  a step of λ until it is on screen: surface alone {alone[0]:.1f} ms, with constraint and slice "
            f"{three[0]:.1f} ms, ratio {three[0] / alone[0]:.2f} (script {alone[1]:.1f} and {three[1]:.1f} ms)"
        )
        for loss in ("softmax", "logistic", "linear"):
            lines.append(
                f"  4 optimisers × 500 steps, {loss}, on loopback: "
                f"{walk_ms(address, loss, 'gd,adam,fista,coordinate'):.0f} ms, "
                f"with mini-batches {walk_ms(address, loss, 'sgd,momentum,rmsprop,ista'):.0f} ms"
            )
    return lines
