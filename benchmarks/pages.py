"""Slider steps in a real browser: ours and the peers', on the same canvas size, in one run."""

import statistics
import subprocess
import time
import urllib.error
import urllib.request
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.browsers import FLAGS, chromium
from tests.conftest import ROOT, free_port

from .peers import STATIC, commands, environment

# A surface on its way to WebGL shows as a large buffer; the first key as an event.
WATCH = """
window.seen = { keys: [], uploads: [] };
for (const Kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of ["bufferData", "bufferSubData"]) {
    const original = Kind.prototype[name];
    Kind.prototype[name] = function (...given) {
      if (given.some((each) => each && each.byteLength > 100000)) window.seen.uploads.push(performance.now());
      return original.apply(this, given);
    };
  }
}
addEventListener("keydown", () => window.seen.keys.push(performance.now()), true);
"""
REFIT = """() => {
  if (!window.lossfold) return;
  const { landscape } = lossfold.state;
  const { fitAxes } = landscape;
  landscape.fitAxes = function () {
    window.seen.refit = Math.min(window.seen.refit, performance.now());
    return fitAxes.call(this);
  };
}"""
CANVAS = ".stage { width: 500px !important; height: 400px !important; }"
STEPS = 15


def step_ms(page: Page) -> float:
    """The median time from a key to the last new surface that it brings, over single slow steps."""
    taken = []
    for _ in range(STEPS):
        page.evaluate("() => { window.seen.keys = []; window.seen.uploads = []; }")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(500)
        seen = page.evaluate("() => window.seen")
        if seen["uploads"]:
            taken.append(seen["uploads"][0] - seen["keys"][0])
    return statistics.median(taken) if taken else float("nan")


def drag(page: Page) -> dict[str, Any]:
    """Forty fast steps: large uploads (a page may need several a surface), how late the last is, and requests."""
    requests = []
    page.on("request", lambda request: requests.append((time.time(), request.url)))
    page.evaluate("() => { window.seen.keys = []; window.seen.uploads = []; window.seen.refit = Infinity; }")
    # Ours fits its axes anew once the hand rests, and uploads once more; that is not a step's surface.
    page.evaluate(REFIT)
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    done = time.time()
    page.wait_for_timeout(4000)
    seen = page.evaluate("() => window.seen")
    settled = [at for at in seen["uploads"] if at < (seen["refit"] or float("inf"))]
    late = settled[-1] - seen["keys"][-1] if settled else float("nan")
    return {"frames": len(settled), "late": late, "requests": sum(at <= done for at, _ in requests)}


def measure(browser: Browser, address: str) -> dict[str, Any]:
    """Load, step and drag of one page."""
    page = browser.new_page(viewport={"width": 1000, "height": 600}, bypass_csp=True)
    page.add_init_script(WATCH)
    begun = time.time()
    page.goto(address)
    page.wait_for_function("() => window.seen.uploads.length > 0", timeout=60_000)
    load = time.time() - begun
    if page.locator(".stage").count():
        page.add_style_tag(content=CANVAS)
    page.wait_for_timeout(2500)
    page.get_by_role("slider").first.focus()
    figures = {"load": load, "step": step_ms(page), **drag(page)}
    page.close()
    return figures


def serve_and_measure(browser: Browser, name: str) -> dict[str, Any]:
    """Starts a page's server, measures the page, stops the server."""
    port = free_port()
    command, path = commands(port)[name]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    begun = time.time()
    try:
        while time.time() < begun + 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}") as answer:
                    if answer.status == 200:
                        break
            except urllib.error.URLError:
                time.sleep(0.05)
        start = time.time() - begun
        return {"start": start, **measure(browser, f"http://127.0.0.1:{port}/{path}")}
    finally:
        process.terminate()
        process.wait(10)


def report() -> list[str]:
    """Lines of figures; ratios are to the ECharts-GL page of the same run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        found = {name: serve_and_measure(browser, name) for name in commands(free_port())}
        browser.close()
    peer = found.get(STATIC, {"step": float("nan"), "load": float("nan")})
    lines = ["Pages, 121×121, 500×400 px (ratio: to ECharts-GL)"]
    for name, figures in found.items():
        lines.append(
            f"  {name}: server answers after {figures['start']:.1f} s, first surface {figures['load']:.1f} s; "
            f"step {figures['step']:.0f} ms, ratio {figures['step'] / peer['step']:.2f}; 40 fast steps: "
            f"{figures['frames']} large uploads, settled {figures['late']:.0f} ms after the last, "
            f"{figures['requests']} requests"
        )
    return lines
