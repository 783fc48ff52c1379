"""A step of λ on a slice beside one on ``softmax``, in one browser."""

import statistics
import sys

from playwright.sync_api import sync_playwright

from harness.browsers import FLAGS, chromium
from harness.places import free_port

from .embeds import running, stepped

TURNS = 4
PAGES = {"softmax": "embed?lang=en&knobs=l1", "slice": "slice?of=small-batch&lang=en"}


def report() -> list[str]:
    """Lines of figures: from the key to the new surface, the pages in turns."""
    port = free_port()
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    with running([sys.executable, "app.py"], port, "healthz") as health, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for _ in range(TURNS):
            for name, path in PAGES.items():
                taken[name].append(stepped(browser, health.replace("healthz", path)))
        browser.close()
    ratios = [ours / theirs for ours, theirs in zip(taken["slice"], taken["softmax"], strict=True)]
    told = ", ".join(f"{name} {statistics.median(each):.1f} ms" for name, each in taken.items())
    return [
        f"A step of λ, surface 500×400 px (ratio: slice / softmax, median of {TURNS} turns)",
        f"  {told}; ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
    ]
