"""How a scene is looked at: the query's keys that are not the landscape's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from landscapes import Spec, SpecError
from landscapes.errors import quoted
from landscapes.keys import Choice, Converter, Key, Names, Switch, fixed, read
from landscapes.knobs import KNOBS, MAIN, STOPS_PER_UNIT, knobs_of
from landscapes.models.penalties import PENALTIES
from landscapes.optimizers.methods import METHODS
from landscapes.optimizers.step_size import RATES
from landscapes.optimizers.trajectory import DEFAULT_METHODS, MOST_METHODS, STEPS, Descent
from landscapes.optimizers.trajectory import KEYS as OPTIMIZER_KEYS

from ..i18n import LANGUAGES, language_of
from .camera import CAMERA, FURTHEST, NEAREST, Camera
from .schema import ViewEntry, ViewStart
from .view_state import ViewState, view_state_from
from .views import MOST_CELLS, SURFACE, USUAL, VIEWS, option_keys

THEMES = ("auto", "light", "dark")
LONGEST_TITLE = 120
# A page without a server carries the minimum at every combination of its sliders.
MOST_KNOBS = 2


@dataclass(frozen=True)
class Sliders(Names):
    """The sliders of a figure, in our order. An empty text names none; so does “none”, for tools that drop empty
    values.
    """

    def read(self, text: str) -> tuple[str, ...] | None:
        named = {*([] if text in ("", "none") else super().read(text) or ())}
        return tuple(name for name in self.names if name in named) if named <= {*self.names} else None

    def write(self, value: tuple[str, ...]) -> str:
        return super().write(value) or "none"

    def allows(self, value: tuple[str, ...]) -> bool:
        return len(value) <= MOST_KNOBS

    def refusal(self, field: str, value: object) -> SpecError:
        if isinstance(value, str) and self.read(value) is not None:
            return SpecError("knobs.many", field=field, value=quoted(value), limit=MOST_KNOBS)
        return super().refusal(field, value)


@dataclass(frozen=True)
class Title(Converter[str]):
    """The author's words above a figure."""

    def read(self, text: str) -> str | None:
        return text.strip()

    def write(self, value: str) -> str:
        return value

    def allows(self, value: str) -> bool:
        return len(value) <= LONGEST_TITLE

    def refusal(self, field: str, value: object) -> SpecError:
        text = str(value).strip()
        return SpecError("title", field=field, value=quoted(text), length=len(text), limit=LONGEST_TITLE)


# The page's keys of a query. Without a language it is the browser's.
PAGE: tuple[Key[Spec], ...] = (
    fixed("lang", Choice(LANGUAGES), "", "language"),
    fixed("theme", Choice(THEMES), THEMES[0]),
    CAMERA,
    fixed("wireframe", Switch(), False),
    fixed("inertia", Switch(), False),
)
# Those of an embed or export alone.
EMBED: tuple[Key[Spec], ...] = (
    Key("knobs", lambda spec: Sliders(knobs_of(spec), "knobs"), lambda _: MAIN),
    fixed("autorotate", Switch(), False),
    fixed("controls", Switch(), True),
    fixed("title", Title(), ""),
)


@dataclass(frozen=True)
class View:
    """Language, theme, camera and views; for an embed also what its author left in.

    camera : eye, or eye and centre, within reach; None for the default
    wireframe : whether the surface is drawn as a net of lines
    inertia : whether it turns on for a moment after the hand has let go
    knobs : the sliders that are shown; none of them makes a still figure
    autorotate : whether the surface turns by itself until it is touched
    title : the author's words above the figure
    controls : whether the buttons are shown
    view_state : the views beside the surface, and how they are set
    descent : the optimisers' trajectories, where their view is open
    """

    language: str
    theme: str = "auto"
    camera: Camera | None = None
    wireframe: bool = False
    inertia: bool = False
    knobs: tuple[str, ...] = MAIN
    autorotate: bool = False
    title: str = ""
    controls: bool = True
    view_state: ViewState = field(default_factory=ViewState)
    descent: Descent | None = None


def view_from(query: Mapping[str, str], accepted: str, spec: Spec) -> View:
    """The view of a spec that a query means; ``accepted`` is the browser's Accept-Language. Raises SpecError."""
    page, view_state = read(PAGE, query, spec), view_state_from(query, spec)
    shown = "descent" in view_state.views
    # Trajectories that are not shown are checked as well, where there can be some.
    asked = spec.model.linear_score and any(key.name in query for key in OPTIMIZER_KEYS)
    descent = Descent.from_query(query, spec) if shown or asked else None
    page["language"] = language_of(query, accepted)
    return View(**page, view_state=view_state, descent=descent if shown else None)


def embed_view_from(query: Mapping[str, str], accepted: str, spec: Spec) -> View:
    """The view of an embed or export: also the keys of ``EMBED``. Raises SpecError."""
    return replace(view_from(query, accepted, spec), **read(EMBED, query, spec))


def views_of(spec: Spec, view: View) -> ViewStart:
    """What the browser has to know of the views, in the explorer and in an embed: which there are, with the options
    of each at their defaults as a query says them; how they are set; and within what.
    """
    state = view.view_state
    kinds: list[ViewEntry] = [
        {
            "name": kind.name,
            "asks": kind.asks,
            "options": {option.name: option.converter(spec).write(option.default(spec)) for option in kind.options},
        }
        for kind in VIEWS.values()
        if kind.name != SURFACE
    ]
    texts = {option.name: option.converter(spec).write(state.options[option.name]) for option in option_keys()}
    descent = {} if view.descent is None else view.descent.to_query(spec)
    return {
        "views": kinds,
        "viewState": {"views": state.views, "pick": state.pick, "linked": state.linked, "descent": descent},
        "options": texts,
        "optimizers": {
            "known": list(METHODS),
            "usual": list(DEFAULT_METHODS),
            "most": MOST_METHODS,
            "rate": RATES,
            "steps": STEPS,
        },
        "gallery": {
            "weights": {name: (KNOBS[name].low, KNOBS[name].high) for name in PENALTIES},
            "stops": STOPS_PER_UNIT,
            "most": MOST_CELLS,
            "usual": USUAL,
        },
        "reach": {"nearest": NEAREST, "furthest": FURTHEST},
    }
