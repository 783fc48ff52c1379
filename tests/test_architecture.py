"""The direction of the arrows, and the size of what one holds in mind."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.every import every

# What each room of the mathematics and of the page may import from its own package. An arrow runs one way: a room
# stands below those that use it.
ROOMS = {
    "landscapes": {
        "errors": set(),
        "converters": set(),
        "keys": {"errors", "converters"},
        "stages": set(),
        "surd": set(),
        "libraries": set(),
        "data": {"errors", "converters", "libraries"},
        "rows_key": {"errors", "keys", "data"},
        "models": {"libraries", "data", "surd"},
        "csv_file": {"errors", "data", "models"},
        "knobs": {"models"},
        "spec": {"errors", "keys", "rows_key", "data", "models", "knobs"},
        "solvers": {"libraries", "surd", "data", "models", "spec"},
        "problem": {"data", "models", "spec", "knobs", "solvers"},
        "layers": {"stages", "libraries", "data", "models", "spec", "knobs", "problem"},
        "optimizers": {
            *("errors", "stages", "libraries", "keys", "data", "models", "spec", "solvers", "problem", "layers"),
        },
        "analysis": {
            *("errors", "stages", "data", "models", "spec", "knobs", "solvers", "problem", "layers", "optimizers"),
        },
        "slices": {"errors", "libraries", "data", "models"},
        "api": {"errors", "data", "spec", "solvers", "problem", "layers", "analysis"},
    },
    "components": {
        "settings": set(),
        "i18n": set(),
        "http": {"settings"},
        "address": {"i18n"},
        "scene": {"i18n", "address"},
        "embed": {"i18n", "http", "address", "scene"},
        "learn": {"i18n", "http", "address", "scene", "embed"},
        "widgets": {"i18n", "http"},
        "explorer": {"i18n", "address", "scene", "learn", "widgets"},
        "export": {"address", "embed"},
        "site": {"i18n", "http", "address", "embed", "learn", "export"},
        "server": {"settings", "i18n", "http", "address", "scene", "embed", "learn", "explorer"},
    },
    "lossfold": {
        "figures": set(),
        "serving": set(),
        "slices": {"figures", "serving"},
        "audit": set(),
        "command": {"audit"},
        "__main__": {"command"},
    },
}
# The packages that each may import beside its own rooms, of those that are ours or draw a page.
STRANGERS = {
    "landscapes": {
        *("dash", "dash_mantine_components", "plotly", "flask"),
        *("components", "app", "lossfold", "tests", "benchmarks", "harness"),
    },
    "components": {"app", "lossfold", "tests", "benchmarks", "harness"},
    "lossfold": {"tests", "benchmarks", "harness"},
    # What drives the app from outside: benchmarks need no tests, and what both need is the harness.
    "harness": {"app", "landscapes", "components", "lossfold", "tests", "benchmarks"},
    "benchmarks": {"tests"},
}
MODULES = [path for package in ROOMS for path in sorted((ROOT / package).rglob("*.py"))]


def imported_by(path: Path) -> list[tuple[str, ...]]:
    """The dotted names that a module imports, in full: ("landscapes", "data", "rows")."""
    here = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: list[tuple[str, ...]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = here[: len(here) - node.level + 1] if node.level else ()
            base = (*above, *(node.module.split(".") if node.module else ()))
            # "from ..learn import routes", "from . import ids": what is named may be a room, or a module of one.
            found += [(*base, alias.name) for alias in node.names]
    return found


def place_of(path: Path) -> tuple[str, str]:
    """(package, room) of a module."""
    package, room = path.relative_to(ROOT).with_suffix("").parts[:2]
    return package, room


@pytest.mark.slow
@every("path", MODULES, label=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    package, room = place_of(path)
    imported = imported_by(path)
    assert not {name[0] for name in imported} & STRANGERS[package]
    if room == "__init__":
        return
    used = {name[1] for name in imported if name[0] == package and len(name) > 1} - {room}
    assert used <= ROOMS[package][room]


@pytest.mark.parametrize("package", ["harness", "benchmarks"])
def test_what_drives_the_app_from_outside_imports_only_what_it_may(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        assert not {name[0] for name in imported_by(path)} & STRANGERS[package], path


@pytest.mark.parametrize("package", ROOMS)
def test_the_rooms_of_a_package_are_those_of_the_table_and_stand_one_above_another(package: str) -> None:
    assert {room for owner, room in map(place_of, MODULES) if owner == package} - {"__init__"} == set(ROOMS[package])
    below: set[str] = set()
    for room, may in ROOMS[package].items():
        assert may <= below, room
        below.add(room)


@every("path", [*MODULES, *sorted((ROOT / "assets").rglob("*.js"))], label=lambda path: str(path.relative_to(ROOT)))
def test_modules_have_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


# The linters of Python and JavaScript check theirs.
SHEETS = [*sorted((ROOT / "assets").rglob("*.css")), *sorted((ROOT / "examples").rglob("*.css"))]


@every("path", SHEETS, label=lambda path: str(path.relative_to(ROOT)))
def test_lines_of_style_sheets_have_at_most_120_columns(path: Path) -> None:
    assert [line for line in path.read_text("utf-8").splitlines() if len(line) > 120] == []


# --- JavaScript ------------------------------------------------------------------------------------------------------

# The rooms of assets/, and those whose namespaces each may use.
MAY_USE = {
    "core": {"core"},
    "renderer": {"core", "renderer"},
    "views": {"core", "renderer", "views"},
    "widgets": {"core", "renderer", "widgets"},
    # What a page hands over: files, pictures, texts to paste.
    "sharing": {"core", "renderer", "sharing"},
    # What a hand moves on a page with a panel: entries beside sliders, and play.
    "controls": {"core", "renderer", "controls"},
    "explorer": {"core", "renderer", "views", "widgets", "sharing", "controls", "explorer"},
    "embed": {"core", "renderer", "views", "embed"},
    # A figure in a frame as the embed is, but no landscape.
    "diagrams": {"core", "views", "embed", "diagrams"},
    # A figure in a frame, of a landscape that no server solves.
    "slices": {"core", "renderer", "views", "embed", "sharing", "controls", "slices"},
    "learn": {"learn"},
}
ADDED = re.compile(r"globalThis\.lossfold = \{\s*\.\.\.globalThis\.lossfold,(.*?)\};", re.DOTALL)
INNER = re.compile(r"\{[^{}]*\}")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


def code_of(path: Path) -> str:
    """A script without its comments, which hold its types, and the lines that they leave empty."""
    code = COMMENT.sub("", path.read_text(encoding="utf-8"))
    return "\n".join(line for line in code.splitlines() if line.strip())


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


@every("script", scripts())
def test_a_script_uses_only_what_its_room_may(script: str) -> None:
    assert used_by(scripts()[script]) <= set(owners())
    assert {other for other in needs(script) if room_of(other) not in MAY_USE[room_of(script)]} == set()


def test_no_script_needs_one_that_needs_it() -> None:
    assert [script for script in scripts() if script in reached_from(script)] == []
