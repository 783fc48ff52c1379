"""Finds the Chromium that the browser tests drive; ``python -m tests.browser.chromium`` installs it where apt can."""

import os
import shutil
import subprocess
import sys

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium on this machine; ``CHROMIUM`` overrides it."""
    found = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    return next((path for path in found if path), None)


def install() -> str | None:
    """Debian's chromium by apt, with a font for Chinese; None where that cannot be."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    packages = ["chromium", "fonts-noto-cjk"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(done.stderr.strip()[-800:])
    return chromium()


if __name__ == "__main__":
    if chromium() is None and install() is None:
        sys.exit("The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM.")
