"""What a step of a slider costs: with views open, and of knobs that change the loss; and how long optimisers take."""

import json
import statistics
import sys
import time
import urllib.request
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from components.explorer import ids
from tests.browser.browsers import FLAGS, chromium
from tests.browser.steps import open_explorer
from tests.conftest import free_port

from .embeds import running
from .pages import CANVAS

STEPS = 25
ROUNDS = 4
# A knob moves at every frame: with no rest between the steps each pays for all of its script, drawing, compositing.
DRAG = """async ([steps, knob]) => {
  const before = lossfold.state.weights;
  const frame = () => new Promise(requestAnimationFrame);
  const worked = [];
  const { state } = lossfold;
  state.emit = (name, ...detail) => {
    const begun = performance.now();
    Object.getPrototypeOf(state).emit.call(state, name, ...detail);
    if (name !== "step") return;
    document.body.offsetHeight; // with the layout that it asks for
    window.followed = performance.now() - begun;
  };
  const begun = performance.now();
  for (let k = 0; k < steps; k++) {
    const turned = performance.now();
    lossfold.state.setWeights({ ...before, [knob]: Math.round(100 * before[knob] + 1 + k) / 100 }, knob);
    const work = performance.now() - turned;
    await frame(); // after the step's own, which was asked for first
    if (k > 0) worked.push(work + window.followed);
  }
  await frame();
  const taken = (performance.now() - begun) / steps;
  delete state.emit;
  lossfold.state.setWeights(before, knob);
  return { taken, worked };
}"""
QUERY = "loss=linear&data=diabetes&l1=0.2&lang=en"
PAIR = "p=0.9&l1=0.1&l2=0.1&lang=en"
SIGNS = {"l1": "λ", "noise": "σ", "smoothing": "ε", "confidence": "γ", "share": "κ"}


def opened(browser: Browser, address: str, views: str, query: str = QUERY) -> Page:
    """The explorer with these views, the surface as large in all cases."""
    page = browser.new_page(viewport={"width": 1700, "height": 900}, bypass_csp=True)
    open_explorer(page, address, f"?view={views}&{query}")
    page.add_style_tag(content=CANVAS)
    page.wait_for_timeout(2500)
    return page


def step_ms(drags: list[tuple[Page, str]]) -> list[tuple[float, float]]:
    """Per page and knob, median milliseconds of a step in a drag: on screen, and of script alone; in turns."""
    taken: list[list[float]] = [[] for _ in drags]
    worked: list[list[float]] = [[] for _ in drags]
    for _ in range(ROUNDS):
        for (page, knob), on_screen, in_script in zip(drags, taken, worked, strict=True):
            page.bring_to_front()
            page.wait_for_timeout(1200)
            found = page.evaluate(DRAG, [STEPS, knob])
            on_screen.append(found["taken"])
            in_script.extend(found["worked"])
    return [(statistics.median(a), statistics.median(b)) for a, b in zip(taken, worked, strict=True)]


def trajectory_ms(address: str, loss: str, methods: str) -> float:
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
        both = [opened(browser, address, views) for views in ("surface", "surface,constraint,slice")]
        alone, three = step_ms([(page, "l1") for page in both])
        pair = opened(browser, address, "surface", PAIR)
        drags = {"l1": pair, "smoothing": pair, "confidence": pair, "share": pair}
        parts = {"linear": step_ms([(both[0], knob) for knob in ("l1", "noise", "share")])}
        parts["softmax"] = step_ms([(page, knob) for knob, page in drags.items()])
        browser.close()
        lines.append(
            f"  a step of λ in a drag, on screen: surface alone {alone[0]:.1f} ms, with constraint and slice "
            f"{three[0]:.1f} ms, ratio {three[0] / alone[0]:.2f}"
        )
        lines.append(
            f"  its script and layout alone: {alone[1]:.1f} and {three[1]:.1f} ms, ratio {three[1] / alone[1]:.2f}"
        )
        for loss, knobs in (("linear", ("noise", "share")), ("softmax", ("smoothing", "confidence", "share"))):
            ofl1, *others = parts[loss]
            ratios = ", ".join(
                f"{SIGNS[knob]} {found[0] / ofl1[0]:.2f}, script {found[1] / ofl1[1]:.2f}"
                for knob, found in zip(knobs, others, strict=True)
            )
            lines.append(f"  a step of a part of the loss ({loss}) beside one of λ ({ofl1[0]:.1f} ms): {ratios}")
        for loss in ("softmax", "logistic", "linear"):
            lines.append(
                f"  4 optimisers × 500 steps, {loss}, on loopback: "
                f"{trajectory_ms(address, loss, 'gd,adam,fista,coordinate'):.0f} ms, "
                f"with mini-batches {trajectory_ms(address, loss, 'sgd,momentum,rmsprop,ista'):.0f} ms"
            )
    return lines
