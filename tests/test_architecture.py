"""The direction of the arrows, and the size of what one holds in mind."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT


def imports_of(path: Path) -> set[str]:
    """The top-level packages that a module imports; relative imports count as its own package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module.split(".")[0] if node.module and node.level == 0 else path.parent.name)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "landscapes").glob("*.py")), ids=lambda path: path.name)
def test_the_engine_knows_no_page(path: Path) -> None:
    assert not imports_of(path) & {"dash", "dash_mantine_components", "plotly", "flask", "components", "app"}


@pytest.mark.parametrize("path", sorted((ROOT / "components").glob("*.py")), ids=lambda path: path.name)
def test_the_page_knows_no_app(path: Path) -> None:
    assert not imports_of(path) & {"app", "tests", "benchmarks"}


def test_no_module_outgrows_what_one_can_hold_in_mind() -> None:
    sources = [*ROOT.glob("landscapes/*.py"), *ROOT.glob("components/*.py"), *ROOT.rglob("assets/**/*.js")]
    long = {path.name: lines for path in sources if (lines := len(path.read_text("utf-8").splitlines())) > 330}
    assert long == {}


# --- JavaScript ------------------------------------------------------------------------------------------------------

# The rooms of assets/, and those whose namespaces each may use.
MAY_USE = {
    "core": {"core"},
    "renderer": {"core", "renderer"},
    "views": {"core", "renderer", "views"},
    "explorer": {"core", "renderer", "views", "explorer"},
    "embed": {"core", "renderer", "views", "embed"},
    # A figure in a frame as the embed is, but no landscape.
    "diagrams": {"core", "views", "embed", "diagrams"},
    "learn": {"learn"},
}
# Files of one room that need each other in a circle. This table may only shrink.
CIRCLES = [
    {"renderer/camera_keys", "renderer/fallback_2d", "renderer/landscape"},
    {
        *("explorer/bindings", "explorer/buttons", "explorer/controls", "explorer/explorer", "explorer/number_fields"),
        *("explorer/server", "explorer/share", "explorer/slider_drag", "explorer/store", "explorer/upload_panel"),
        "explorer/view_host",
    },
]
ADDED = re.compile(r"globalThis\.lossfold = \{\s*\.\.\.globalThis\.lossfold,(.*?)\};", re.DOTALL)
INNER = re.compile(r"\{[^{}]*\}")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


def code_of(path: Path) -> str:
    """A script without its comments."""
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def added_by(code: str) -> set[str]:
    """The namespaces that a script adds to ``lossfold``: "…, play: { start, stop } };" adds play."""
    found: set[str] = set()
    for body in ADDED.findall(code):
        while INNER.search(body):
            body = INNER.sub("", body)  # noqa: PLW2901
        found |= set(re.findall(r"(\w+)\s*(?=[:,]|\s*$)", body))
    return found


def used_by(code: str) -> set[str]:
    """The namespaces that a script takes from ``lossfold``."""
    rest = ADDED.sub("", code)
    lists = re.findall(r"\{([\w\s,]+)\} = (?:globalThis\.)?lossfold;", rest)
    taken = {name.strip() for names in lists for name in names.split(",")}
    return taken | set(re.findall(r"(?<![\"\w.:/-])(?:globalThis\.)?lossfold\??\.(\w+)", rest))


def room_of(script: str) -> str:
    return script.split("/", maxsplit=1)[0]


@cache
def scripts() -> dict[str, str]:
    """Room and name of each script, as in "core/layers", and its code."""
    paths = sorted((ROOT / "assets").rglob("*.js"))
    return {path.relative_to(ROOT / "assets").with_suffix("").as_posix(): code_of(path) for path in paths}


@cache
def owners() -> dict[str, set[str]]:
    """The scripts that add something to each namespace."""
    found: dict[str, set[str]] = {}
    for script, code in scripts().items():
        for name in added_by(code):
            found.setdefault(name, set()).add(script)
    return found


def needs(script: str) -> set[str]:
    """The other scripts whose namespaces a script uses."""
    return {owner for name in used_by(scripts()[script]) for owner in owners()[name]} - {script}


def reached_from(script: str) -> set[str]:
    """The scripts that a script needs, and what those need, and so on."""
    found: set[str] = set()
    waiting = [script]
    while waiting:
        for other in needs(waiting.pop()) - found:
            found.add(other)
            waiting.append(other)
    return found


def test_the_rooms_are_those_of_the_table() -> None:
    assert {room_of(script) for script in scripts()} == set(MAY_USE)
    assert all(script.count("/") == 1 for script in scripts())


def test_a_namespace_has_one_owner() -> None:
    assert {name: found for name, found in owners().items() if len(found) > 1 and name != "views"} == {}
    # Each view adds its class.
    assert {room_of(script) for script in owners()["views"]} == {"views"}
    assert len(owners()) > 50


@pytest.mark.parametrize("script", scripts())
def test_a_script_uses_only_what_its_room_may(script: str) -> None:
    assert used_by(scripts()[script]) <= set(owners())
    assert {other for other in needs(script) if room_of(other) not in MAY_USE[room_of(script)]} == set()


def test_the_circles_of_scripts_are_known() -> None:
    reached = {script: reached_from(script) for script in scripts()}
    circles = {frozenset(b for b in reached[a] if a in reached[b]) for a in scripts() if a in reached[a]}
    assert circles == {frozenset(circle) for circle in CIRCLES}
