"""What an operator sets: one table for the code and for docs/operating.md, and a sentence for what is wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

from components.server.check import cache_is_writable, problems, report
from components.settings import Settings, SettingsError, settings, table
from tests.conftest import ROOT


def test_the_table_of_the_document_is_the_codes_own() -> None:
    lines = (ROOT / "docs" / "operating.md").read_text("utf-8").splitlines()
    begin = lines.index(table()[0])
    assert lines[begin : begin + len(table())] == table()
    # No other line beside it.
    assert not any(line.startswith("|") for line in lines[begin + len(table()) :][:1])


def test_an_empty_environment_means_the_defaults() -> None:
    assert Settings.of({}) == Settings() == Settings.of({"PORT": " "})


def test_the_environment_is_read_anew_when_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    assert settings().port == 9000
    monkeypatch.setenv("PORT", "9001")
    assert settings().port == 9001


def test_every_wrong_value_has_a_sentence_with_what_is_allowed() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.of({"PORT": "70000", "WORKERS": "two"})
    assert str(refused.value).splitlines() == [
        "PORT: '70000' is not allowed; it must be a whole number from 1 to 65535.",
        "WORKERS: 'two' is not allowed; it must be a whole number from 1 to 256.",
    ]


@pytest.mark.parametrize("value", ["-1", "0", "1e3", "٣", "0x10", "1" * 40, "8\n0"])
def test_a_port_is_a_number_of_ascii_digits(value: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.of({"PORT": value})


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert list(cache_is_writable(Settings(cache=str(tmp_path / "new")))) == []
    (sentence,) = cache_is_writable(Settings(cache=str(tmp_path / "file" / "below")))
    assert sentence.startswith("LOSSFOLD_CACHE: ")


def test_the_report_names_every_setting_and_all_that_is_amiss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKERS", "3")
    monkeypatch.setenv("LOSSFOLD_CACHE", "/proc/none")
    lines, is_well = report()
    assert "WORKERS=3" in lines
    assert not is_well
    assert set(problems()) <= set(lines)
    monkeypatch.setenv("WORKERS", "none")
    assert report() == (["WORKERS: 'none' is not allowed; it must be a whole number from 1 to 256."], False)


@pytest.mark.slow  # a process of its own
def test_a_server_with_a_wrong_setting_does_not_start() -> None:
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    environment = {"PATH": "/usr/bin:/bin", "WORKERS": "many"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "WORKERS: 'many' is not allowed; it must be a whole number from 1 to 256." in done.stderr
