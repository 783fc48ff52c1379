"""The command for authors: files in a folder, or a sentence and nothing written."""

from pathlib import Path

import pytest

from components import export
from components.http.plotly_bundle import bundle


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*")}


def test_one_query_is_one_file_that_needs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export.main(["l1=0.3&lang=zh", "--to", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert written(tmp_path) == {"l1-0.3-lang-zh.html"}
    assert said.out.strip() == str(tmp_path / "l1-0.3-lang-zh.html")
    assert "100%" in said.err
    assert (tmp_path / "l1-0.3-lang-zh.html").stat().st_size > 1_000_000


def test_several_share_one_plotly(tmp_path: Path) -> None:
    figures = tmp_path / "list.txt"
    figures.write_text("# two of them\none: l1=0.3\n\nein Zwei/..: l2=0.1&knobs=l2\n", encoding="utf-8")
    folder = tmp_path / "site"
    assert export.main(["--list", str(figures), "--to", str(folder), "--explorer", "https://a.example"]) == 0
    pages = sorted(folder.glob("*.html"))
    assert [path.name for path in pages] == ["ein-Zwei-...html", "one.html"] or len(pages) == 2
    assert bundle().name in written(folder)
    assert all(path.stat().st_size < 300_000 for path in pages)
    assert "https://a.example/?l1=0.3" in (folder / "one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["l1=99"], "l1"),
        (["l1=0.3", "x: l2=abc"], "l2"),
        (["data=own"], "own"),
        (["a: l1=1", "a: l1=2"], "a.html"),
        (["--list", "/nowhere/list.txt"], "/nowhere/list.txt"),
        ([], "usage"),
    ],
)
def test_a_bad_request_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert export.main([*arguments, "--to", str(tmp_path / "out")]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
