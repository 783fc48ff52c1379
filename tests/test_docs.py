"""What the documents name is there: files, make targets, and the functions and classes of the files beside them."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
)
# Where a name that stands without its file must be found.
SOURCES = (
    "app.py",
    "hatch_build.py",
    "lossfold",
    "gunicorn.conf.py",
    "Makefile",
    "landscapes",
    "components",
    "assets",
    "tests",
    "benchmarks",
    "harness",
    "examples",
)
TEXT = {".py", ".js", ".mjs", ".css", ".json", ".html", ".toml", ".md", ""}
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)\)")
FILE = re.compile(r"[\w.@-]+(?:/[\w.@-]+)*(?:/|\.(?:py|js|mjs|css|json|md|toml|txt|html|png))")
NAME = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_]\w*)*(?:\(\))?")
# “`name` in `file`”, “`name` (`file`)” and “`file` (`name`, `other`)”.
NAME_IN_FILE = re.compile(r"((?:`[^`]+`(?:, | and |, and ))*`[^`]+`) in\s+`([^`]+\.(?:py|js))`")
NAME_THEN_FILE = re.compile(r"`([^`]+)`\s+\(`([^`]+\.(?:py|js))`\)")
FILE_OF_NAMES = re.compile(r"`([^`]+\.(?:py|js))` \(((?:`[^`]+`(?:, | and )?)+)\)")
# What other programs, browsers and the web call things: by how it begins, and whole.
FOREIGN_BEGINNINGS = (
    *("Plotly.", "plotly.", "plotly_", "dcc.", "nn.", "'self'", "frame-", "allow-", "require-", "cross-", "X-"),
    *("source/", "example.org/", "proxy_", "en/", "zh/", "figures/", "pictures/", "release/"),
)
FOREIGN = {
    *("Plotly", "history.replaceState", "bdata", "uirevision", "WEBGL_lose_context", "unsafe-inline", "sandbox"),
    *("forwarded_allow_ips", "gthread", "ElasticNet", "Ridge", "LogisticRegression", "lars_path", "scale"),
    *("minimize", "linprog", "vmap", "jit", "logaddexp"),
}


def text_of(document: str) -> str:
    """A document without its blocks of code."""
    return FENCE.sub("", (ROOT / document).read_text(encoding="utf-8"))


def spans(document: str) -> list[str]:
    return [" ".join(span.split()) for span in SPAN.findall(text_of(document))]


def pairs_of(document: str) -> list[tuple[str, str]]:
    """(name, file) of every name that stands beside the file that it is said to be in."""
    text = text_of(document)
    lists = NAME_IN_FILE.findall(text) + [(names, path) for path, names in FILE_OF_NAMES.findall(text)]
    return [(name, path) for names, path in lists for name in SPAN.findall(names)] + NAME_THEN_FILE.findall(text)


@cache
def all_code() -> str:
    """Every source of the repository, the documents apart."""
    found = []
    for name in SOURCES:
        path = ROOT / name
        files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
        found += [
            each.read_text(encoding="utf-8", errors="ignore")
            for each in files
            if each.suffix in TEXT and "cases" not in each.parts and each.name != Path(__file__).name
        ]
    return "\n".join(found)


@cache
def names_of(path: str) -> frozenset[str]:
    """What a file defines: functions, methods, classes, constants and fields; of JavaScript every word of its code."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if not path.endswith(".py"):
        return frozenset(re.findall(r"[A-Za-z_]\w*", re.sub(r"//.*", "", text)))
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return frozenset(found)


@cache
def words() -> frozenset[str]:
    """Every word of the code."""
    return frozenset(re.findall(r"\w+", all_code()))


def stands(name: str) -> bool:
    """Whether a name stands in the code, by itself or, where it is no single word, as it is written."""
    return name in words() if re.fullmatch(r"\w+", name) else bool(re.search(rf"\b{re.escape(name)}\b", all_code()))


def is_foreign(name: str) -> bool:
    return name in FOREIGN or name.startswith(FOREIGN_BEGINNINGS)


def last(name: str) -> str:
    """`Landscape.show` → show."""
    return name.removesuffix("()").split(".")[-1]


def test_the_documents_are_there_and_short() -> None:
    assert {"docs/architecture.md", "docs/mathematics.md", "docs/plotly-notes.md"} <= set(DOCUMENTS)
    assert {
        name: size for name in DOCUMENTS if (size := len((ROOT / name).read_text("utf-8").splitlines())) > 250
    } == {}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_is_named_is_there(document: str) -> None:
    named = [span for span in spans(document) if FILE.fullmatch(span) and not is_foreign(span)]
    inside = [link for link in LINK.findall(text_of(document)) if "://" not in link]
    links = [link for link in inside if not link.startswith(("learn:", "source:"))]
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [link for link in links if not (ROOT / document).parent.joinpath(link).exists()]
    assert missing == []


def test_files_are_found_in_the_documents() -> None:
    named = {span for document in DOCUMENTS for span in spans(document) if FILE.fullmatch(span)}
    assert len(named) > 80


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_name_beside_its_file_is_defined_there(document: str) -> None:
    pairs = pairs_of(document)
    missing = [
        (path, name)
        for name, path in pairs
        if NAME.fullmatch(name) and "-" not in name and not is_foreign(name) and last(name) not in names_of(path)
    ]
    assert missing == []


def test_names_beside_files_are_found_in_the_documents() -> None:
    assert sum(len(pairs_of(document)) for document in DOCUMENTS) > 100


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_stands_somewhere_in_the_code(document: str) -> None:
    named = {span for span in spans(document) if NAME.fullmatch(span) and not FILE.fullmatch(span)}
    assert sorted(name for name in named if not is_foreign(name) and not stands(last(name))) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_is_in_the_makefile(document: str) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    whole = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\s*)make\s([a-z-]+)", whole, re.MULTILINE)
    assert set(named) <= set(targets)


def test_commands_of_the_documents_name_files_that_are_there() -> None:
    for document in DOCUMENTS:
        text = (ROOT / document).read_text(encoding="utf-8")
        for line in re.findall(r"^.*\.venv/bin/python -m .*$", text, re.MULTILINE):
            for path in re.findall(r"\btests/[\w/.]+", line):
                assert (ROOT / path).exists(), line
            module = re.findall(r"-m ([\w.]+)", line)[0]
            if module.split(".")[0] in ("components", "examples", "benchmarks", "tests"):
                path = ROOT / module.replace(".", "/")
                assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), line
