"""Embeds: load and step beside a static ECharts-GL page, bytes over the wire, pages a second."""

import gzip
import http.client
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from harness.browsers import FLAGS, chromium
from harness.places import ROOT, free_port

from .pages import WATCH, step_ms
from .peers import environment, static_page

LOADS = 7
SECONDS = 4
CLIENTS = 8
EMBED = "embed?lang=en&knobs=l1"
SIZE = """
addEventListener("DOMContentLoaded", () => {
  const style = document.createElement("style");
  style.textContent = ".stage { width: 500px !important; height: 400px !important; flex: none !important; }";
  document.head.append(style);
});
"""
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  proxy_cache_path {folder}/cache keys_zone=figures:10m;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_cache figures; proxy_set_header Host $http_host; }}
  }}
}}
"""


@contextmanager
def running(command: list[str], port: int, path: str, **settings: str) -> Iterator[str]:
    """A server for a while; the address of its page."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(port) | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(address + path).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address + path
    finally:
        process.terminate()
        process.wait(20)


def load_ms(browser: Browser, address: str) -> float:
    """From the navigation to the first surface in WebGL, nothing cached."""
    page = browser.new_page(viewport={"width": 560, "height": 700}, bypass_csp=True)
    page.add_init_script(WATCH + SIZE)
    page.goto(address)
    page.wait_for_function("() => window.seen.uploads.length > 0", timeout=60_000)
    first = float(page.evaluate("() => window.seen.uploads[0]"))
    page.close()
    return first


def stepped(browser: Browser, address: str) -> float:
    """The median step of one page's slider."""
    page = browser.new_page(viewport={"width": 560, "height": 700}, bypass_csp=True)
    page.add_init_script(WATCH + SIZE)
    page.goto(address)
    page.wait_for_function("() => window.seen.uploads.length > 0", timeout=60_000)
    page.wait_for_timeout(2500)
    page.get_by_role("slider").first.focus()
    taken = step_ms(page)
    page.close()
    return taken


def packed_size(address: str) -> tuple[int, str]:
    """Bytes over the wire with gzip, and the text."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        sent = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return len(sent), (gzip.decompress(sent) if packed else sent).decode()


def wire(address: str) -> list[str]:
    """Bytes of a first embed with all that it brings, and of further ones."""
    page, text = packed_size(address)
    files = re.findall(r'(?:src|href)="([^"]*release/[^"]+)"', text)
    common = sum(packed_size(urllib.parse.urljoin(address, each))[0] for each in files)
    lines = [f"  over the wire: first embed {(page + common) / 1000:.0f} kB, of which page {page / 1000:.1f} kB"]
    base = address.split("embed", maxsplit=1)[0]
    for query in ("loss=linear&data=diabetes", "loss=logistic&data=breast-cancer", "n=241", "loss=logistic&n=241"):
        lines.append(f"  a further one, {query}, both sliders: {packed_size(f'{base}embed?{query}')[0] / 1000:.1f} kB")
    return lines


def per_second(address: str) -> float:
    """Pages a second that a few clients with open connections get."""
    parts = urlsplit(address)
    target = f"{parts.path}?{parts.query}"
    counts = [0] * CLIENTS
    until = time.time() + SECONDS

    def ask(which: int) -> None:
        connection = http.client.HTTPConnection(parts.netloc)
        while time.time() < until:
            connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            counts[which] += answer.status == 200

    threads = [threading.Thread(target=ask, args=(which,)) for which in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def throughput() -> list[str]:
    """Warm embeds a second: gunicorn with one worker, with two, and behind nginx's cache."""
    lines = []
    for workers in ("1", "2"):
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "app:server"]
        with running(command, port, EMBED, WORKERS=workers) as address:
            for _ in range(20):
                packed_size(address)
            lines.append(f"  gunicorn, {workers} worker(s), warm: {per_second(address):.0f} embeds a second")
            nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
            if workers == "2" and nginx:
                lines.append(f"  behind nginx's cache: {_behind_nginx(nginx, port):.0f} embeds a second")
            elif workers == "2":
                lines.append("  nginx is not on this machine; its cache was not measured")
    return lines


def _behind_nginx(nginx: str, behind: int) -> float:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(NGINX.format(folder=folder, port=port, behind=behind), encoding="utf-8")
        with running([nginx, "-c", str(configuration)], port, EMBED) as address:
            return per_second(address)


def report() -> list[str]:
    """Lines of figures; load and step are interleaved with those of the ECharts-GL page."""
    lines = ["Embeds, 121×121, 500×400 px"]
    port, other = free_port(), free_port()
    with running([sys.executable, "app.py"], port, EMBED) as ours:
        lines += wire(ours)
        peer = static_page(other)
        if peer is None:
            return [*lines, "  no npm: the ECharts-GL page was not measured", *throughput()]
        with running(peer[0], other, peer[1]) as theirs, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            # The first pair warms the browser and is not counted.
            pairs = [(load_ms(browser, ours), load_ms(browser, theirs)) for _ in range(LOADS + 1)][1:]
            steps = (stepped(browser, ours), stepped(browser, theirs))
            browser.close()
    mine, peers = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratios = sorted(a / b for a, b in pairs)
    lines.append(
        f"  first surface {mine:.0f} ms, ECharts-GL {peers:.0f} ms, ratio {mine / peers:.2f} "
        f"(of pairs {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    lines.append(f"  step {steps[0]:.0f} ms, ECharts-GL {steps[1]:.0f} ms, ratio {steps[0] / steps[1]:.2f}")
    return lines + throughput()
