"""The colours of what is drawn: ``assets/renderer/tokens.css`` names them, and nothing else does.

The page's own come by CSS. What WebGL, a canvas and the social card draw takes colours as texts, those of both themes
at once: on paper a dark page is drawn light.
"""

import re
from functools import cache
from pathlib import Path

from landscapes.optimizers.trajectory import MOST_METHODS

from .schema.figure import Colours, SurfaceColours

TOKENS = Path(__file__).parents[2] / "assets" / "renderer" / "tokens.css"
BLOCKS = {"light": ":root {", "dark": ':root[data-theme="dark"] {'}
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")
SAME = re.compile(r"var\(--([\w-]+)\)")


@cache
def tokens(theme: str) -> dict[str, str]:
    """Every custom property of a theme in ``BLOCKS``, without “--”; the dark one has the light one's beside its own."""
    named = _written(theme) if theme == "light" else _written("light") | _written(theme)
    return {name: SAME.sub(lambda same: named[same[1]], colour) for name, colour in named.items()}


def _written(theme: str) -> dict[str, str]:
    text = TOKENS.read_text(encoding="utf-8")
    return dict(TOKEN.findall(text.split(BLOCKS[theme], maxsplit=1)[1].split("}", maxsplit=1)[0]))


@cache
def colours() -> Colours:
    """What comes with a scene."""
    flat = tokens("light")
    return {
        "light": _of_surface("light"),
        "dark": _of_surface("dark"),
        "flat": {
            "floor": flat["flat-floor"],
            "creases": flat["flat-creases"],
            "path": flat["flat-path"],
            "shaft": flat["flat-shaft"],
            "minimum": flat["flat-minimum"],
            "rim": flat["flat-rim"],
        },
    }


def _of_surface(theme: str) -> SurfaceColours:
    named = {name.removeprefix("surface-"): colour for name, colour in tokens(theme).items() if "surface-" in name}
    return {
        "paper": tokens(theme)["paper"],
        "text": named["text"],
        "grid": named["grid"],
        "floor": named["floor"],
        "isolines": named["isolines"],
        "creases": named["creases"],
        "path": named["path"],
        "drop": named["drop"],
        "minimum": named["minimum"],
        "rim": named["rim"],
        "plate": named["plate"],
        "pick": named["pick"],
        "trajectories": [named[f"trajectory{k}"] for k in range(MOST_METHODS)],
    }
