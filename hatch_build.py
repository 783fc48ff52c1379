"""Makes the wheel, by hatchling's rules: what stands at the checkout's top stands below ``lossfold`` in the package.

``components`` or ``assets`` in everybody's site-packages would be anybody's. So the files are copied below the one
name, and their imports of each other with them: ``from landscapes import Spec`` is ``from lossfold.landscapes import
Spec`` there. Nothing is aliased while a program runs, so that a user's own ``components`` is theirs.
"""

import ast
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "lossfold"
FOLDERS = ("landscapes", "components", "assets")
# File of the checkout → file of the package.
FILES = {"app.py": "app.py", "gunicorn.conf.py": "gunicorn_conf.py"}
OURS = {"landscapes", "components", "app"}
# A text that names one of our modules, as what `python -m` runs.
MODULE = re.compile(r"(?:landscapes|components)(?:\.\w+)+")
# Types for the linters, and what Python leaves behind.
LEFT_OUT = ("*.d.ts", "__pycache__")
# The smaller plotly.js, where `make setup` has built it; without it the package takes plotly.py's own.
SLIM = "plotly"


class OneName(BuildHookInterface[Any]):
    """Puts the package together in a folder that lasts as long as the build."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable install is the checkout itself, where nothing is copied."""
        if version == "editable":
            return
        self.folder = Path(tempfile.mkdtemp(prefix="lossfold-wheel-"))
        fill(self.folder, Path(self.root))
        build_data["force_include"][str(self.folder)] = NAME

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Removes the folder."""
        if version != "editable":
            shutil.rmtree(self.folder)


def fill(package: Path, checkout: Path) -> None:
    """Writes all files of the package."""
    for name in (NAME, *FOLDERS):
        to = package if name == NAME else package / name
        shutil.copytree(checkout / name, to, ignore=shutil.ignore_patterns(*LEFT_OUT), dirs_exist_ok=True)
    for name, to in FILES.items():
        shutil.copy(checkout / name, package / to)
    slim = checkout / ".venv" / NAME / SLIM
    if slim.exists():
        shutil.copytree(slim, package / SLIM)
    for path in package.rglob("*.py"):
        path.write_text(below(path.read_text(encoding="utf-8")), encoding="utf-8")


def below(source: str) -> str:
    """A module with its imports of ours, and the modules and commands that it names, moved below ``NAME``.

    Raises SyntaxError for an import that would bind a name of ours, ``import components.http``: it has no place there.
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and not node.level and _is_ours(node.module):
            at = node.lineno - 1
            lines[at] = lines[at].replace(f"from {node.module} ", f"from {NAME}.{node.module} ", 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and MODULE.fullmatch(node.value):
            at = node.lineno - 1
            lines[at] = lines[at].replace(f'"{node.value}"', f'"{NAME}.{node.value}"', 1)
        elif isinstance(node, ast.Import) and any(_is_ours(alias.name) for alias in node.names):
            raise SyntaxError(f"line {node.lineno}: write “from … import …” in place of “{ast.unparse(node)}”")
    text = "".join(lines)
    for name in OURS:
        text = text.replace(f"python -m {name}", f"python -m {NAME}.{name}")
    return text


def _is_ours(module: str | None) -> bool:
    return module is not None and module.split(".")[0] in OURS
