"""Which views stand beside the surface, and how they are set: the query's keys that only they read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from landscapes import Spec, SpecError
from landscapes.analysis.path import STOPS_PER_UNIT
from landscapes.converters import SWITCHES, decimals_from, names_from, switch_from
from landscapes.errors import quoted
from landscapes.knobs import MAIN
from landscapes.spec import RANGES, models, written

SURFACE = "surface"
VIEWS = (SURFACE, "constraint", "slice", "prior", "path", "cloud", "descent", "compare")
# exp(−n·J) of a net is left out, and samples and methods are of rows of a linear score.
NOT_OF_NETS = ("prior", "cloud", "descent")
# What the server works out for a view; the others live on the scene alone.
ASKING = ("path", "cloud", "descent", "compare")
KINDS = "kinds"
ALIKE = "alike"
ALONG = ("1", "2")
FLAGS = ("difference", "linked", "decay", "ridge")
MOST_CELLS = 8
DEFAULT_COMPARE = "l1:0,0.1,0.5,1"


@dataclass(frozen=True)
class Looks:
    """The views of a page.

    views : their names in our order; the surface is one of them
    along : 0 or 1, the coefficient along which slice and prior run
    pick : a pinned point of the β-plane, or None
    compare : what the gallery compares: "l1:…" or "l2:…" with up to eight weights, "kinds" of penalty, or "alike": the
        model with dropout or noise beside the plain one with the L2 weight that stands for it
    difference : whether the gallery also shows its first landscape minus its second
    linked : whether windows of this page move together
    decay : whether each walk shows one step of the penalties alone
    ridge : whether the path of L2 minima that stopping early is said to follow stands beside the walks
    """

    views: tuple[str, ...] = (SURFACE,)
    along: int = 0
    pick: tuple[float, float] | None = None
    compare: str = DEFAULT_COMPARE
    difference: bool = False
    linked: bool = False
    decay: bool = False
    ridge: bool = False

    def to_query(self) -> dict[str, str]:
        """The shortest query that means these looks."""
        parts: dict[str, str] = {}
        if self.views != (SURFACE,):
            parts["view"] = ",".join(self.views)
        if self.along:
            parts["along"] = str(self.along + 1)
        if self.pick is not None:
            parts["pick"] = ",".join(map(written, self.pick))
        if self.compare != DEFAULT_COMPARE:
            parts["compare"] = self.compare
        return parts | {name: "1" for name in FLAGS if getattr(self, name)}


def looks_from(query: Mapping[str, str], spec: Spec) -> Looks:
    """The looks that a query means. Raises SpecError."""
    along = query.get("along", ALONG[0])
    if along not in ALONG:
        raise SpecError("choice", field="along", value=quoted(along), choices=", ".join(ALONG))
    return Looks(
        views=views_from(query, spec),
        along=ALONG.index(along),
        pick=_pick(query.get("pick"), spec.range),
        compare=compare_from(query),
        **{name: flag_from(query, name) for name in FLAGS},
    )


def flag_from(query: Mapping[str, str], field: str, *, default: bool = False) -> bool:
    """What a query says of something that is on or off. Raises SpecError."""
    flag = switch_from(query[field]) if field in query else default
    if flag is None:
        raise SpecError("choice", field=field, value=quoted(query[field]), choices=SWITCHES)
    return flag


def views_from(query: Mapping[str, str], spec: Spec) -> tuple[str, ...]:
    """The views that a query names, in our order; the surface alone by default. Raises SpecError."""
    return _views(query.get("view"), spec.loss)


def missing_views(loss: str) -> list[str]:
    """The views that a model does not have."""
    return [] if models()[loss].linear_score else list(NOT_OF_NETS)


def cells_of(compare: str, l1: float, l2: float) -> list[tuple[float, float]]:
    """The (λ, Ω) of every cell of a comparison under the sliders' weights; none for "alike", which has its own."""
    if compare == ALIKE:
        return []
    if compare == KINDS:
        one, two = l1 or l2 or 0.2, l2 or l1 or 0.2
        return [(0.0, 0.0), (one, 0.0), (0.0, two), (one, two)]
    knob, _, listed = compare.partition(":")
    values = [float(part) for part in listed.split(",")]
    return [(value, l2) if knob == "l1" else (l1, value) for value in values]


def compare_from(query: Mapping[str, str]) -> str:
    """What the gallery compares. Raises SpecError."""
    return _compare(query.get("compare"))


def _views(text: str | None, loss: str) -> tuple[str, ...]:
    if text is None:
        return (SURFACE,)
    named = names_from(text)
    if any(name not in VIEWS for name in named):
        raise SpecError("views", field="view", value=quoted(text), choices=", ".join(VIEWS))
    if missing := [name for name in missing_views(loss) if name in named]:
        choices = ", ".join(name for name in VIEWS if name not in NOT_OF_NETS)
        raise SpecError("unfit", field="view", value=quoted(missing[0]), other=f"loss={loss}", choices=choices)
    return tuple(name for name in VIEWS if name in named)


def _pick(text: str | None, half: float) -> tuple[float, float] | None:
    if text is None:
        return None
    numbers = decimals_from(text)
    if numbers is None or len(numbers) != 2 or max(map(abs, numbers)) > half:
        raise SpecError("point", field="pick", value=quoted(text), half=written(half))
    return numbers[0], numbers[1]


def _compare(text: str | None) -> str:
    """The comparison, its weights rounded to the sliders' stops, so that each has its exact minimum."""
    if text is None or text in (KINDS, ALIKE):
        return text or DEFAULT_COMPARE
    knob, _, listed = text.partition(":")
    # Blanks part its weights too.
    weights = decimals_from(re.sub(r"[,\s]+", ",", listed.strip()))
    allowed = f"{' / '.join(f'{name}:0,0.1,…' for name in MAIN)} / {KINDS} / {ALIKE}"
    low, high = RANGES.get(knob, (0.0, 0.0))
    fits = weights is not None and len(weights) <= MOST_CELLS and all(low <= weight <= high for weight in weights)
    if knob not in MAIN or weights is None or not fits:
        raise SpecError("compare", field="compare", value=quoted(text), choices=allowed, limit=MOST_CELLS)
    values = [round(weight * STOPS_PER_UNIT) / STOPS_PER_UNIT for weight in weights]
    return f"{knob}:{','.join(f'{value:g}' for value in values)}"
