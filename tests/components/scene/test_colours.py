"""One file names the colours: the page has them by CSS, the renderer with its scene, the social card from that file."""

import re
from pathlib import Path

import pytest

from components.scene.colours import colours, tokens
from tests.conftest import ROOT

# “#3b46c4”, “rgba(20, 30, 60, 0.06)”, but neither an address's part nor a colour that is computed or none.
NAMED = re.compile(r"""(?<![\w&#/])#(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?![\w-])|\brgba?\((?!0, ?0, ?0, ?0\))[\d., ]+\)""")
SOURCES = [
    *(path for ending in ("js", "css") for path in sorted((ROOT / "assets").rglob(f"*.{ending}"))),
    *(path for ending in ("py", "html") for path in sorted((ROOT / "components").rglob(f"*.{ending}"))),
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_tokens_name_colours(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    if name != "assets/renderer/tokens.css":
        assert NAMED.findall(path.read_text(encoding="utf-8")) == []


def test_both_themes_come_with_a_scene() -> None:
    found = colours()
    assert found["light"]["grid"] != found["dark"]["grid"]
    assert len(found["light"]["trajectories"]) == len(found["dark"]["trajectories"]) == 4
    assert tokens("dark")["radius"] == tokens("light")["radius"]
    for theme in ("light", "dark"):
        for name in ("text", "grid", "plate", "floor", "creases", "path", "drop", "pick", "minimum", "rim"):
            assert NAMED.fullmatch(found[theme][name]), (theme, name)
