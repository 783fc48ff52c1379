"""The README's programs, as they are printed."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
SECTION = re.compile(r"## Your net in ten lines\n(.*?)\n## ", re.DOTALL)
PROGRAM = re.compile(r"```python\n(.*?)```", re.DOTALL)


def programs() -> list[str]:
    """Those of “Your net in ten lines”: for JAX, for PyTorch."""
    found = SECTION.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return PROGRAM.findall(found[1])
