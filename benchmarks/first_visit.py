"""A first visit over a network that is slow: requests, bytes and seconds beside a minimal ECharts-GL page."""

import statistics
import sys
import time
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from harness.browsers import FLAGS, chromium
from harness.places import free_port

from .embeds import SIZE, running
from .pages import WATCH
from .peers import STATIC, static_page

# A phone in a town: 60 ms to the server and back, 10 Mbit/s.
LATENCY = 60
BYTES_A_SECOND = 10e6 / 8
VISITS = 5
FIRST = "() => window.seen.uploads.length > 0"
# The picture that stands in until then: after its last stroke the next frame has it on screen.
PICTURE = """
const { stroke } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.stroke = function (...given) {
  if (!window.seen.picture && this.canvas.classList.contains("poster")) {
    window.seen.picture = Infinity;
    requestAnimationFrame(() => setTimeout(() => (window.seen.picture = performance.now())));
  }
  return stroke.apply(this, given);
};
"""


@dataclass(frozen=True)
class Visit:
    """What a visit took until its first surface and the picture before it, and what it had fetched a while after."""

    seconds: float
    picture: float
    requests: int
    kilobytes: float


def visit(browser: Browser, address: str) -> Visit:
    """One visit with nothing cached."""
    context = browser.new_context(viewport={"width": 1000, "height": 700}, bypass_csp=True)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **speed})
    asked: list[str] = []
    sizes: list[float] = []
    page.on("request", lambda request: asked.append(request.url))
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(WATCH + SIZE + PICTURE)
    page.goto(address, wait_until="commit")
    page.wait_for_function(FIRST, timeout=60_000)
    first = float(page.evaluate("() => window.seen.uploads[0]"))
    picture = float(page.evaluate("() => window.seen.picture ?? NaN"))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)
    context.close()
    # Pictures within the style sheet have addresses too, of which nothing is asked.
    return Visit(first / 1000, picture / 1000, sum(url.startswith("http") for url in asked), sum(sizes) / 1000)


def line_of(name: str, visits: list[Visit]) -> str:
    """A line about the visits of one page."""
    seconds = [each.seconds for each in visits]
    return (
        f"  {name}: {max(each.requests for each in visits)} requests, {visits[-1].kilobytes:.0f} kB, first surface "
        f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"
    )


def compare(addresses: dict[str, str]) -> list[str]:
    """Lines about pages that are visited in turns; where the static page is among them, with ratios of the pairs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        # The first round warms servers and browser and is not counted.
        rounds = [{name: visit(browser, at) for name, at in addresses.items()} for _ in range(VISITS + 1)][1:]
        browser.close()
    lines = []
    for name in addresses:
        line = line_of(name, [each[name] for each in rounds])
        if STATIC in addresses and name != STATIC:
            ratio = statistics.median(each[name].seconds / each[STATIC].seconds for each in rounds)
            first = statistics.median(each[name].picture / each[STATIC].seconds for each in rounds)
            line += f", ratio to ECharts-GL {ratio:.2f}; picture {first:.2f} of it"
        lines.append(line)
    return lines


def report() -> list[str]:
    """Lines of figures."""
    lines = [f"A first visit, nothing cached, {LATENCY} ms and 10 Mbit/s, 121×121, 500×400 px"]
    port, other = free_port(), free_port()
    peer = static_page(other)
    with running([sys.executable, "app.py"], port, "?lang=en") as ours:
        # The server compiles for its first half minute.
        time.sleep(30)
        pages = {"explorer": ours, "embed": ours.replace("?", "embed?")}
        if peer is None:
            return [*lines, *compare(pages), "  no npm: the ECharts-GL page was not measured"]
        with running(peer[0], other, peer[1]) as theirs:
            return lines + compare({**pages, STATIC: theirs})
