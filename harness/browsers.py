"""Where a Chromium is, and the flags with which it draws WebGL without a graphics card."""

import os
import shutil

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
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def first_of(variable: str, names: tuple[str, ...]) -> str | None:
    """The program that an environment variable names, else the first of these that is on the path."""
    found = [os.environ.get(variable), *map(shutil.which, names)]
    return next((path for path in found if path), None)


def chromium() -> str | None:
    """The path of a Chromium on this machine; ``CHROMIUM`` overrides it."""
    return first_of("CHROMIUM", CHROMIUM)
