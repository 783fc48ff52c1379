"""Finds the browsers, and nginx, that tests start; ``python -m tests.browser.browsers`` installs them where apt can."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from harness.browsers import chromium, first_of

# As where there is no graphics card, the page itself is put together without WebGL's software: that did half of the
# work. Benchmarks go without, as their older figures did.
QUICK = ["--disable-gpu-compositing"]
FIREFOX = ("firefox-esr", "firefox")
# WebKit's test browser is no command: distributions keep it in a folder of the library's.
MINI_BROWSER = ("usr/lib/*/webkit2gtk-4.*/MiniBrowser", "usr/libexec/webkit2gtk-4.*/MiniBrowser")


def firefox() -> str | None:
    """The path of a Firefox, which ``FIREFOX`` overrides; None also where there is no screen for it."""
    return first_of("FIREFOX", FIREFOX) if shutil.which("Xvfb") else None


def webkit() -> str | None:
    """The path of WebKit's MiniBrowser; None also where its driver, or a screen for it, is missing."""
    browsers = sorted(str(path) for pattern in MINI_BROWSER for path in Path("/").glob(pattern))
    return browsers[-1] if browsers and webkit_driver() and shutil.which("Xvfb") else None


def webkit_driver() -> str | None:
    """The path of the program that drives it."""
    return shutil.which("WebKitWebDriver")


def nginx() -> str | None:
    """The path of nginx, which a visitor's PATH may not have; None also where no certificate can be made for it."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") if shutil.which("openssl") else None


# Debian's packages; Chromium also draws Chinese, for which it needs a font.
WANTED: dict[str, tuple[Callable[[], str | None], tuple[str, ...]]] = {
    "Chromium": (chromium, ("chromium", "fonts-noto-cjk")),
    "Firefox": (firefox, ("firefox-esr", "xvfb")),
    "WebKit": (webkit, ("webkit2gtk-driver", "xvfb")),
    "nginx": (nginx, ("nginx-light", "openssl")),
}


def missing(name: str) -> str | None:
    """None if the browser is here; else the sentence that says how it is had."""
    find, packages = WANTED[name]
    return None if find() else f"{name} is not here; on Debian: apt-get install {' '.join(packages)}"


def can_install() -> bool:
    """Whether apt may bring them."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install() -> None:
    """Brings what is missing by apt, one browser at a time: where one cannot be had, the others still can."""
    lacking = [name for name in WANTED if missing(name)]
    if not lacking or not can_install():
        return
    commands = [["apt-get", "update", "-qq"]]
    commands += [["apt-get", "install", "-y", "-qq", *WANTED[name][1]] for name in lacking]
    for command in commands:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if done.returncode != 0:
            print(done.stderr.strip()[-800:])


if __name__ == "__main__":
    install()
    for name in ("Firefox", "WebKit", "nginx"):
        if said := missing(name):
            # Where apt could have brought it, a run without it would say less than it seems to.
            sys.exit(f"{said}; apt could not bring it.") if can_install() else print(f"{said}. Its tests are skipped.")
    if said := missing("Chromium"):
        sys.exit(f"{said}, or set CHROMIUM. The browser tests need it.")
