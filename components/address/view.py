"""How a scene is looked at: the query's keys that are not the landscape's."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from landscapes import Spec, SpecError
from landscapes.converters import names_from
from landscapes.errors import quoted
from landscapes.knobs import MAIN
from landscapes.models.losses import LOSSES
from landscapes.optimizers.methods import METHODS
from landscapes.optimizers.step_size import RATES
from landscapes.optimizers.trajectory import STEPS, Descent

from ..i18n import LANGUAGES, language_of
from .camera import FURTHEST, NEAREST, Camera, camera_from
from .sliders import movable_knobs
from .view_options import Looks, flag_from, looks_from

THEMES = ("auto", "light", "dark")
WALKS = frozenset(("walk", "start", "rate", "steps"))
LONGEST_TITLE = 120
# A page without a server carries the minimum at every combination of its sliders.
MOST_KNOBS = 2


@dataclass(frozen=True)
class View:
    """Language, theme, camera and views; for an embed also what its author left in.

    camera : eye, or eye and centre, within reach; None for the default
    knobs : the sliders that are shown; none of them makes a still figure
    autorotate : whether the surface turns by itself until it is touched
    title : the author's words above the figure
    controls : whether the buttons are shown
    looks : the views beside the surface, and how they are set
    descent : the optimisers' walks, where their view is open
    """

    language: str
    theme: str = "auto"
    camera: Camera | None = None
    knobs: tuple[str, ...] = MAIN
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
    camera, looks = camera_from(query.get("camera")), looks_from(query, spec)
    shown = "descent" in looks.views
    # Walks that are not shown are checked as well, where there can be some.
    asked = spec.loss in LOSSES and not WALKS.isdisjoint(query)
    descent = Descent.from_query(query, spec) if shown or asked else None
    return View(language_of(query, accepted), theme, camera, looks=looks, descent=descent if shown else None)


def embed_view_from(query: Mapping[str, str], accepted: str, spec: Spec) -> View:
    """The view of an embed or export: also ``knobs``, ``autorotate``, ``title``, ``controls``. Raises SpecError."""
    view = view_from(query, accepted, spec)
    title = query.get("title", "").strip()
    if len(title) > LONGEST_TITLE:
        raise SpecError("title", field="title", value=quoted(title), length=len(title), limit=LONGEST_TITLE)
    return replace(
        view,
        knobs=_knobs(query.get("knobs"), movable_knobs(spec)),
        autorotate=flag_from(query, "autorotate"),
        controls=flag_from(query, "controls", default=True),
        title=title,
    )


def _knobs(text: str | None, choices: tuple[str, ...]) -> tuple[str, ...]:
    """The sliders named, in our order; λ and Ω by default. An empty text names none; so does “none”, for tools that
    drop empty values.
    """
    if text is None:
        return MAIN
    named = {*([] if text in ("", "none") else names_from(text))}
    if not named <= {*choices}:
        raise SpecError("knobs", field="knobs", value=quoted(text), choices=", ".join(choices))
    if len(named) > MOST_KNOBS:
        raise SpecError("knobs.many", field="knobs", value=quoted(text), limit=MOST_KNOBS)
    return tuple(name for name in choices if name in named)


def views_of(spec: Spec, view: View) -> dict[str, Any]:
    """What the browser has to know of the views, in the explorer and in an embed."""
    looks = asdict(view.looks) | {"walk": {} if view.descent is None else view.descent.to_query(spec)}
    reach = {"nearest": NEAREST, "furthest": FURTHEST}
    return {"looks": looks, "walks": {"known": list(METHODS), "rate": RATES, "steps": STEPS}, "reach": reach}
