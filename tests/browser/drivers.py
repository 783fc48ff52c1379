"""Firefox and WebKit for the tests: a page, its frames, keys and pictures, the same way in both.

Firefox is driven by WebDriver BiDi, which it speaks by itself; WebKit by its WebDriver, on a screen of its own.
"""

import base64
import io
import json
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket
from PIL import Image
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options

from harness.places import free_port

from .browsers import firefox, webkit, webkit_driver

WIDTH, HEIGHT = 900, 760
ARROW_RIGHT = "\ue014"
PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
# What the policy forbids is kept from the page's first moment on.
WATCH = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}"""


class Tab:
    """A browser's one page. ``frame``: the number of an iframe in it, or None for the page itself."""

    def open(self, address: str) -> None:
        """Goes to an address and waits until it is loaded."""
        raise NotImplementedError

    def run(self, expression: str, frame: int | None = None) -> Any:
        """The value of a JavaScript expression."""
        raise NotImplementedError

    def press_right(self, selector: str, frame: int | None = None) -> None:
        """Focuses an element and presses the right arrow."""
        raise NotImplementedError

    def picture(self) -> bytes:
        """What is on screen, as PNG."""
        raise NotImplementedError

    def wait(self, expression: str, frame: int | None = None, seconds: float = 60.0) -> Any:
        """The value of an expression as soon as it is true."""
        until = time.time() + seconds
        while not (value := self.run(expression, frame)):
            if time.time() > until:
                shown = self.run("document.body.innerText", frame)
                raise AssertionError(f"{expression} is not so within {seconds} s; the page says: {shown}")
            time.sleep(0.1)
        return value

    def seen(self, selector: str, frame: int | None = None) -> Image.Image:
        """The part of the screen where an element is."""
        left, top, right, bottom = self.box(selector, 0, frame)
        if frame is not None:
            x, y, *_ = self.box("iframe", frame)
            left, right, top, bottom = left + x, right + x, top + y, bottom + y
        screen = Image.open(io.BytesIO(self.picture())).convert("RGB")
        return screen.crop((int(left), int(top), int(right), int(bottom)))

    def box(self, selector: str, number: int, frame: int | None = None) -> list[float]:
        """Left, top, right and bottom of the element with this number among those that the selector finds."""
        rectangle = f"document.querySelectorAll({json.dumps(selector)})[{number}].getBoundingClientRect()"
        return self.run(f"(({{left, top, right, bottom}}) => [left, top, right, bottom])({rectangle})", frame)


def _is_firefoxs_own(entry: dict[str, Any]) -> bool:
    """Whether Firefox's own code has thrown it, as it now and then does while a frame of an opaque origin is loaded.
    What a script of a page throws has a place where it was thrown.
    """
    return "stackTrace" not in entry and entry["text"].startswith("Error: Permission denied to access property")


class FrameGoneError(Exception):
    """The frame that a command was for has been replaced meanwhile."""


class Firefox(Tab):
    """Firefox by WebDriver BiDi, https://www.w3.org/TR/webdriver-bidi/."""

    def __init__(self, address: str) -> None:
        self.socket = websocket.create_connection(f"{address}/session", suppress_origin=True, timeout=120)
        self.asked = 0
        self.errors: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.ask("script.addPreloadScript", functionDeclaration=WATCH)
        self.page = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self.ask("browsingContext.setViewport", context=self.page, viewport=size)

    def ask(self, method: str, **params: Any) -> Any:
        """A command's result; events that come meanwhile are kept if they are errors."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": params}))
        while True:
            said = json.loads(self.socket.recv())
            entry = said["params"] if said.get("method") == "log.entryAdded" else {"level": ""}
            if entry["level"] == "error" and not _is_firefoxs_own(entry):
                self.errors.append(entry["text"])
            if said.get("id") == self.asked:
                if said.get("error") == "no such frame":
                    raise FrameGoneError(said["message"])
                assert said["type"] == "success", said
                return said["result"]

    def _at(self, frame: int | None) -> str:
        if frame is None:
            return self.page
        child = self.ask("browsingContext.getTree", root=self.page)["contexts"][0]["children"][frame]
        if child["url"] == "about:blank":
            # What is evaluated while a frame goes to its document is an error in the log of the page.
            raise FrameGoneError("the frame has no document yet")
        return child["context"]

    def open(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.page, url=address, wait="complete")

    def run(self, expression: str, frame: int | None = None) -> Any:
        try:
            told = self._evaluated(expression, frame)
        except FrameGoneError:
            # It goes to its first document: whoever waits asks again.
            return None
        assert told["type"] == "success", told
        return json.loads(told["result"]["value"])[0]

    def _evaluated(self, expression: str, frame: int | None) -> Any:
        return self.ask(
            "script.evaluate",
            expression=f"JSON.stringify([{expression}])",
            target={"context": self._at(frame)},
            awaitPromise=False,
        )

    def press_right(self, selector: str, frame: int | None = None) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).focus()", frame)
        keys = [{"type": kind, "value": ARROW_RIGHT} for kind in ("keyDown", "keyUp")]
        self.ask(
            "input.performActions", context=self._at(frame), actions=[{"type": "key", "id": "keys", "actions": keys}]
        )

    def picture(self) -> bytes:
        return base64.b64decode(self.ask("browsingContext.captureScreenshot", context=self.page)["data"])


class WebKit(Tab):
    """WebKit's MiniBrowser by WebDriver. What its policy forbids can only be heard from the first look on."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.driver.set_window_rect(0, 0, WIDTH, HEIGHT)
        self.errors: list[str] = []

    def _go(self, frame: int | None) -> None:
        self.driver.switch_to.default_content()
        if frame is not None:
            self.driver.switch_to.frame(frame)

    def open(self, address: str) -> None:
        self.driver.switch_to.default_content()
        self.driver.get(address)

    def run(self, expression: str, frame: int | None = None) -> Any:
        self._go(frame)
        return self.driver.execute_script(f"if (!window.violations) ({WATCH})(); return {expression};")

    def press_right(self, selector: str, frame: int | None = None) -> None:
        if frame is not None:
            # A frame with an opaque origin is not given the focus by the driver: a click at its edge does.
            left, top, *_ = self.box("iframe", frame)
            self._go(None)
            at = ActionBuilder(self.driver)
            at.pointer_action.move_to_location(int(left) + 4, int(top) + 4).click()
            at.perform()
        self.run(f"document.querySelector({json.dumps(selector)}).focus()", frame)
        ActionChains(self.driver).send_keys(ARROW_RIGHT).perform()

    def picture(self) -> bytes:
        self.driver.switch_to.default_content()
        return self.driver.get_screenshot_as_png()


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A screen that nobody sees: the environment of who draws on it, in software."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{WIDTH + 200}x{HEIGHT + 200}x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        display = process.stdout.readline().strip()
        assert display, "Xvfb did not start"
        yield os.environ | {"DISPLAY": f":{display}", "LIBGL_ALWAYS_SOFTWARE": "1"}
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@contextmanager
def open_firefox(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile in the folder. It is not headless: then it has no WebGL."""
    preferences = "".join(f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in PREFERENCES.items())
    (folder / "user.js").write_text(preferences, encoding="utf-8")
    command = [firefox() or "firefox", "--remote-debugging-port", "0", "--no-remote", "--profile", str(folder)]
    with screen() as environment:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
        )
        assert process.stderr is not None
        try:
            told = next((line for line in process.stderr if "WebDriver BiDi listening on" in line), "")
            address = re.search(r"ws://\S+", told)
            assert address is not None, "Firefox did not start"
            tab = Firefox(address[0])
            # Also after a test that fails: a later one would be told of a socket that is open.
            with closing(tab.socket):
                yield tab
        finally:
            process.terminate()
            process.wait(20)
            process.stderr.close()


@contextmanager
def open_webkit() -> Iterator[WebKit]:
    """WebKit's MiniBrowser."""
    with screen() as environment:
        options = Options()
        options.binary_location = webkit() or ""
        options.add_argument("--automation")
        # Not by selenium's own service, which leaves a socket open when it stops.
        port = free_port()
        process = subprocess.Popen([webkit_driver() or "WebKitWebDriver", f"--port={port}"], env=environment)
        try:
            _await(port)
            connection = RemoteConnection(client_config=ClientConfig(remote_server_addr=f"http://127.0.0.1:{port}"))
            driver = webdriver.Remote(connection, options=options)
            try:
                yield WebKit(driver)
            finally:
                driver.quit()
        finally:
            process.terminate()
            process.wait(20)


def _await(port: int) -> None:
    """Waits until somebody listens."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("WebKitWebDriver did not start")
