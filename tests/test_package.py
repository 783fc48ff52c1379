"""The wheel in an environment of its own, outside the checkout: one import, one command, nothing under other names."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import lossfold
from harness.places import ROOT, free_port
from hatch_build import below
from tests.test_serving import wait_for

pytestmark = pytest.mark.slow  # makes a wheel and an environment
QUERY = "loss=linear&data=diabetes&l1=0.6&knobs=l1"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*command, "--disable-pip-version-check", "--quiet"], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of an environment in which the wheel is installed; what it requires is taken from the tests' own."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    installed = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", f"--python={installed}", "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*command, "--disable-pip-version-check", "--quiet"], check=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "requirements.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return installed


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A user's folder, with modules of names that ours have in the checkout."""
    for name in ("components", "landscapes", "app"):
        (tmp_path / f"{name}.py").write_text("MINE = True\n", encoding="utf-8")
    return tmp_path


def environment() -> dict[str, str]:
    """That of a user: without what the tests set for JAX, and without the checkout."""
    theirs = ("JAX_ENABLE_X64", "JAX_NUMPY_RANK_PROMOTION", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in theirs}


def said_by(python: Path, folder: Path, program: str) -> dict[str, object]:
    """What a program prints as JSON in its last line."""
    done = subprocess.run(
        [python, "-c", program], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_wheel_has_one_name_and_what_the_pages_need(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"lossfold", "lossfold-0.1.0.dist-info"}
    assert {
        "lossfold/assets/renderer/tokens.css",
        "lossfold/components/i18n/zh.json",
        "lossfold/components/learn/pages/course.toml",
        "lossfold/components/embed/templates/embed.html",
        "lossfold/components/explorer/search.toml",
    } <= set(names)
    assert [name for name in names if name.endswith((".pyc", ".d.ts"))] == []


def test_a_module_moves_with_its_imports_and_commands() -> None:
    source = '''"""``python -m components.export`` writes files."""
from landscapes import (
    Spec,
)
from .frame import iframe


def late() -> None:
    from components.export import main
    from componentsmith import smith

    run("-m", "components.server.metrics", "see components.md")
'''
    assert below(source).splitlines() == [
        '"""``python -m lossfold.components.export`` writes files."""',
        "from lossfold.landscapes import (",
        *source.splitlines()[2:8],
        "    from lossfold.components.export import main",
        "    from componentsmith import smith",
        "",
        '    run("-m", "lossfold.components.server.metrics", "see components.md")',
    ]
    with pytest.raises(SyntaxError, match=r"line 1: write “from … import …”"):
        below("import components.http.host\n")


def test_nothing_in_the_package_says_a_name_of_the_checkout(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    texts = {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(".py")}
    imports = re.compile(
        r"^\s*(?:from|import) (?:landscapes|components|app)\b|[\"'](?:landscapes|components)\.", re.MULTILINE
    )
    assert [name for name, text in texts.items() if imports.search(text)] == []


def test_the_base_install_makes_figures_and_leaves_jax_and_other_names_alone(python: Path, outside: Path) -> None:
    # Where the packages of the extra are not there.
    program = f"""
import json, sys
for name in ("dash", "flask", "flask_compress", "flask_limiter", "gunicorn", "markdown", "matplotlib", "segno"):
    sys.modules[name] = None
import jax
import jax.numpy as jnp
import lossfold
figure = lossfold.figure({QUERY!r})
file = figure.export("figure.html")
total = lossfold.evaluate(lossfold.Spec.from_query({{"loss": "linear", "data": "diabetes", "l1": "0.6"}})).total
strangers = [name for name in sys.modules if name.split(".")[0] in ("landscapes", "components", "app")]
import components
print(json.dumps({{
    "at": lossfold.__file__, "strangers": strangers, "mine": components.MINE, "dtype": str(jnp.zeros(2).dtype),
    "total": total.ravel().tolist(), "bytes": file.stat().st_size,
}}))
"""
    said = said_by(python, outside, program)
    assert Path(str(said["at"])).is_relative_to(python.parents[1])
    assert said["strangers"] == []
    assert said["mine"] is True
    assert said["dtype"] == "float32"
    here = lossfold.evaluate(lossfold.Spec.from_query({"loss": "linear", "data": "diabetes", "l1": "0.6"})).total
    np.testing.assert_array_equal(np.array(said["total"]), here.ravel())
    page = (outside / "figure.html").read_text(encoding="utf-8")
    assert page == lossfold.figure(QUERY).page
    assert said["bytes"] == len(page.encode())


def test_the_command_names_its_commands_and_writes_a_figure(python: Path, outside: Path) -> None:
    command = python.parent / "lossfold"
    told = subprocess.run([command, "--help"], cwd=outside, capture_output=True, text=True, check=True)
    assert {"serve", "export", "setup"} <= set(told.stdout.split())
    done = subprocess.run([command, "export", "l1=0.3"], cwd=outside, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "figures/l1-0.3.html"
    refused = subprocess.run([command, "export", "l1=99"], cwd=outside, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert refused.stderr.startswith("l1")


@pytest.fixture
def served(python: Path, outside: Path) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [python.parent / "lossfold", "serve", "--port", str(port)],
        cwd=outside,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield f"http://127.0.0.1:{port}/"
    process.terminate()
    process.wait(10)


def test_the_explorer_is_served_from_the_package(served: str) -> None:
    assert wait_for(f"{served}healthz", 60) == "OK"
    page = wait_for(f"{served}?l1=0.5", 10)
    script = re.search(r"release/explorer-\w+\.js", page)
    assert script is not None
    assert "lossfold" in wait_for(served + script[0], 10)
    assert "<h1" in wait_for(f"{served}learn/", 10)


def requirement(line: str) -> tuple[str, str]:
    """(name, version) of "name==1.2" or "name>=1.2"."""
    name, version = re.split(r"[=>]=", line)
    return name, version


def test_the_package_requires_what_the_checkout_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["server"]]
    least = dict(map(requirement, lines))
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(requirement(line) for line in pinned if not line.startswith("#"))
    assert set(least) == set(pins)
    # 1.2 of 1.2.3
    assert {name for name in pins if not f"{pins[name]}.".startswith(f"{least[name]}.")} == set()
