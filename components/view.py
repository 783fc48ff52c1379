"""How a scene is looked at: the query's keys that are not the landscape's."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from landscapes import Spec, SpecError
from landscapes.descent import STEPS, Descent
from landscapes.parts import knobs_of
from landscapes.penalties import PENALTIES
from landscapes.rates import RATES
from landscapes.refusals import quoted
from landscapes.spec import DECIMAL
from landscapes.steps import METHODS

from .i18n import LANGUAGES, language_of
from .looks import Looks, looks_from

THEMES = ("auto", "light", "dark")
FURTHEST = 10.0
SWITCH = ("0", "1")
LONGEST_TITLE = 120
# A page without a server carries the minimum at every combination of its sliders.
MOST_KNOBS = 2


@dataclass(frozen=True)
class View:
    """Language, theme, camera and views; for an embed also what its author left in.

    camera : eye, or eye and centre, as Plotly counts (the box has size 1); None for the default
    knobs : the sliders that are shown; none of them makes a still figure
    autorotate : whether the surface turns by itself until it is touched
    title : the author's words above the figure
    controls : whether the buttons are shown
    looks : the views beside the surface, and how they are set
    descent : the optimisers' walks, where their view is open
    """

    language: str
    theme: str = "auto"
    camera: tuple[float, ...] | None = None
    knobs: tuple[str, ...] = tuple(PENALTIES)
    autorotate: bool = False
    title: str = ""
    controls: bool = True
    looks: Looks = field(default_factory=Looks)
    descent: Descent | None = None


def view_from(query: Mapping[str, str], accepted: str, spec: Spec) -> View:
    """The view of a spec that a query means; ``accepted`` is the browser's Accept-Language. Raises SpecError."""
    if query.get("lang", LANGUAGES[0]) not in LANGUAGES:
        raise SpecError("choice", field="lang", value=quoted(query["lang"]), choices=", ".join(LANGUAGES))
    theme = query.get("theme", THEMES[0])
    if theme not in THEMES:
        raise SpecError("choice", field="theme", value=quoted(theme), choices=", ".join(THEMES))
    camera, looks = _camera(query.get("camera")), looks_from(query, spec)
    descent = Descent.from_query(query, spec) if "descent" in looks.views else None
    return View(language_of(query, accepted), theme, camera, looks=looks, descent=descent)


def embed_view_from(query: Mapping[str, str], accepted: str, spec: Spec) -> View:
    """The view of an embed or export: also ``knobs``, ``autorotate``, ``title``, ``controls``. Raises SpecError."""
    view = view_from(query, accepted, spec)
    for switch in ("autorotate", "controls"):
        if query.get(switch, "1") not in SWITCH:
            raise SpecError("choice", field=switch, value=quoted(query[switch]), choices=", ".join(SWITCH))
    title = query.get("title", "").strip()
    if len(title) > LONGEST_TITLE:
        raise SpecError("title", value=quoted(title), length=len(title), limit=LONGEST_TITLE)
    return replace(
        view,
        knobs=_knobs(query.get("knobs"), knobs_of(spec)),
        autorotate=query.get("autorotate") == "1",
        controls=query.get("controls") != "0",
        title=title,
    )


def _knobs(text: str | None, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The sliders named, in our order; λ and Ω by default. An empty text names none; so does “none”, for tools that
    drop empty values.
    """
    if text is None:
        return tuple(PENALTIES)
    named = {*([] if text in ("", "none") else text.split(","))}
    if not named <= {*choices}:
        raise SpecError("knobs", value=quoted(text), choices=", ".join(choices))
    if len(named) > MOST_KNOBS:
        raise SpecError("knobs.many", value=quoted(text), limit=MOST_KNOBS)
    return tuple(name for name in choices if name in named)


def _camera(text: str | None) -> tuple[float, ...] | None:
    if text is None:
        return None
    parts = text.split(",") if len(text) <= 200 else []
    numbers = tuple(float(part) for part in parts if DECIMAL.fullmatch(part))
    if len(parts) not in (3, 6) or len(numbers) != len(parts) or max(map(abs, numbers)) > FURTHEST:
        raise SpecError("camera", value=quoted(text))
    return numbers


def views_of(spec: Spec, view: View) -> dict[str, Any]:
    """What the browser has to know of the views, in the explorer and in an embed."""
    looks = asdict(view.looks) | {"walk": {} if view.descent is None else view.descent.to_query(spec)}
    return {"looks": looks, "walks": {"known": list(METHODS), "rate": RATES, "steps": STEPS}}
