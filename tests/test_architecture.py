"""The direction of the arrows, and the size of what one holds in mind."""

import ast
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
    sources = [*ROOT.glob("landscapes/*.py"), *ROOT.glob("components/*.py"), *ROOT.glob("assets/*.js")]
    long = {path.name: lines for path in sources if (lines := len(path.read_text("utf-8").splitlines())) > 330}
    assert long == {}
