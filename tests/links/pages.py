"""What a visitor can read on a page: of HTML, of MathML, and of the explorer's components as Dash sends them."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from .places import Json

# What stands within a sentence; every other element ends it.
INLINE = {"a", "b", "code", "em", "i", "span", "strong", "sub", "sup", "output", "wbr"}
SILENT_MATH = {"math", "mrow", "mstyle", "mspace", "mi", "mo", "mn", "mtext"}
LABELS = ("aria-label", "alt", "placeholder")
METAS = ("og:title", "og:image", "description")
# A component's texts beside its children.
SAID = ("aria-label", "label", "placeholder", "thumbLabel", "nothingFoundMessage", "data-label", "data-none")


class Read(HTMLParser):
    """Texts, names, links and sliders of an HTML page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.main: list[str] = []
        self.labels: list[str] = []
        self.links: list[str] = []
        self.sliders: list[dict[str, str | None]] = []
        self.metas: dict[str, str] = {}
        self.language = self.theme = self.title = self.alert = ""
        self._said, self._open, self._main = "", "", False
        self._math: list[list[Any]] = []
        # Scripts are long, and what they say is not read here.
        self.feed(re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL))
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "math" or self._math:
            self._start_math(tag)
            return
        given = dict(attrs)
        self.labels += [label for name in LABELS if (label := given.get(name))]
        if tag not in INLINE:
            self._end()
            self._open = "alert" if given.get("role") == "alert" else tag
        self._main |= tag == "main"
        if tag == "html":
            self.language, self.theme = given.get("lang") or "", given.get("data-theme") or ""
        if tag in ("a", "iframe"):
            self.links.append(given.get("href") or given.get("src") or "")
        if tag == "input":
            self.sliders.append({name: given.get(name) for name in ("id", "min", "max", "value")})
        if tag == "meta" and (name := given.get("property") or given.get("name")) in METAS:
            self.metas[str(name)] = given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        if self._math:
            name, _ = self._math.pop()
            self._said += "" if name in SILENT_MATH else ")"
        elif tag not in INLINE:
            self._end()
        self._main &= tag != "main"

    def _start_math(self, tag: str) -> None:
        """A formula becomes one line, whatever its attributes: leaves as they stand, elements like sup(x, 2)."""
        if self._math:
            above = self._math[-1]
            self._said += ", " if above[1] and above[0] not in SILENT_MATH else ""
            above[1] += 1
        self._math.append([tag, 0])
        self._said += " " if tag == "math" else "" if tag in SILENT_MATH else f"{tag[1:]}("

    def handle_data(self, data: str) -> None:
        self._said += data

    def _end(self) -> None:
        said, self._said = " ".join(self._said.split()), ""
        if not said:
            return
        if self._open == "title":
            self.title = said
            return
        if self._open == "alert":
            self.alert = said
        self.texts.append(said)
        if self._main:
            self.main.append(said)


def formula(text: str) -> str:
    """A formula's HTML as text."""
    return " ".join(Read(text).texts)


def script_data(page: str, name: str) -> Json:
    """The JSON that a page holds for its script."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1]) if found else {}


def components(node: Any) -> Iterator[Json]:
    """The properties of every component of a Dash tree, in their order."""
    if isinstance(node, list):
        for each in node:
            yield from components(each)
    elif isinstance(node, dict) and "props" in node:
        yield node["props"]
        yield from components(node["props"].get("children"))


def strings(children: Any) -> list[str]:
    """The texts directly inside a component."""
    return [each for each in (children if isinstance(children, list) else [children]) if isinstance(each, str) and each]


def _options(choices: list[Any]) -> list[str]:
    """What the options of a menu say, those in groups among them."""
    said: list[str] = []
    for each in choices:
        if isinstance(each, dict):
            said += [str(each[name]) for name in ("group", "label") if name in each] + _options(each.get("items", []))
    return said


def texts_of(tree: Any) -> list[str]:
    """Everything that the explorer's components say."""
    said: list[str] = []
    for props in components(tree):
        said += strings(props.get("children"))
        said += [props[name] for name in SAID if isinstance(props.get(name), str) and props[name]]
        if isinstance(props.get("data"), list):
            said += _options(props["data"])
    return said


def controls_of(tree: Any) -> Json:
    """Accessible name → value of every control that has one."""
    names = ("thumbLabel", "label", "aria-label")
    valued = [props for props in components(tree) if "value" in props]
    return {next((str(props[name]) for name in names if props.get(name)), ""): props["value"] for props in valued}


def notice_of(tree: Any) -> str:
    """What the explorer says of a bad address."""
    alerts = [props for props in components(tree) if props.get("role") == "alert"]
    return " ".join(text for props in alerts for text in strings(props.get("children")))
