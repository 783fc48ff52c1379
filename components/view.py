"""How a scene is looked at: the query's keys that are not the landscape's."""

from collections.abc import Mapping
from dataclasses import dataclass

from landscapes import SpecError
from landscapes.refusals import quoted
from landscapes.spec import DECIMAL

from .i18n import LANGUAGES, language_of

THEMES = ("auto", "light", "dark")
FURTHEST = 10.0


@dataclass(frozen=True)
class View:
    """Language, theme and camera.

    camera : eye, or eye and centre, as Plotly counts (the box has size 1); None for the default
    """

    language: str
    theme: str = "auto"
    camera: tuple[float, ...] | None = None


def view_from(query: Mapping[str, str], accepted: str) -> View:
    """The view that a query means; ``accepted`` is the browser's Accept-Language. Raises SpecError."""
    if query.get("lang", LANGUAGES[0]) not in LANGUAGES:
        raise SpecError("choice", field="lang", value=quoted(query["lang"]), choices=", ".join(LANGUAGES))
    theme = query.get("theme", THEMES[0])
    if theme not in THEMES:
        raise SpecError("choice", field="theme", value=quoted(theme), choices=", ".join(THEMES))
    return View(language_of(query, accepted), theme, _camera(query.get("camera")))


def _camera(text: str | None) -> tuple[float, ...] | None:
    if text is None:
        return None
    parts = text.split(",") if len(text) <= 200 else []
    numbers = tuple(float(part) for part in parts if DECIMAL.fullmatch(part))
    if len(parts) not in (3, 6) or len(numbers) != len(parts) or max(map(abs, numbers)) > FURTHEST:
        raise SpecError("camera", value=quoted(text))
    return numbers
