"""The views that can stand beside the surface: one entry a view, which everything that lists views reads.

In the browser a view is a class that registers itself under the same name (``lossfold.views`` in ``assets/views/``).
What it is called stands in the catalogues as ``view.<name>``, and the words by which people look for it under ``view``
in ``components/explorer/search.toml``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from landscapes import Spec, SpecError
from landscapes.analysis.bias_variance import SIZES
from landscapes.converters import decimals_from
from landscapes.errors import quoted
from landscapes.keys import Choice, Converter, Key, Switch, fixed
from landscapes.knobs import STOPS_PER_UNIT
from landscapes.models.losses import Loss
from landscapes.models.net_models import NetModel
from landscapes.models.penalties import PENALTIES
from landscapes.spec import RANGES

SURFACE = "surface"
KINDS = "kinds"
L2_EQUIVALENT = "alike"
MOST_CELLS = 8
# The weight of a penalty among its kinds where its slider says none.
USUAL = 0.2
DEFAULT_COMPARE = "l1:0,0.1,0.5,1"


@dataclass(frozen=True)
class ViewKind:
    """A view.

    name : what stands in a link; links keep their meaning, so it stays
    fits : whether a model has it
    asks : whether the server works something out for it (its entry of ``BUILDERS`` in ``components.scene.view_data``)
    runs : whether it shows what happens along the slider of a penalty
    broad : whether it needs the whole width of a page of the course
    options : the query's keys that only it reads, or it and others
    """

    name: str
    fits: Callable[[Loss | NetModel], bool] = lambda model: True
    asks: bool = False
    runs: bool = False
    broad: bool = False
    options: tuple[Key[Spec], ...] = ()


@dataclass(frozen=True)
class Coefficient(Converter[int]):
    """The coefficient β₁ or β₂, counted from 0."""

    def read(self, text: str) -> int | None:
        return {"1": 0, "2": 1}.get(text)

    def write(self, value: int) -> str:
        return str(value + 1)

    def refusal(self, field: str, value: object) -> SpecError:
        return Choice(("1", "2")).refusal(field, value)


@dataclass(frozen=True)
class Comparison(Converter[str]):
    """What the gallery compares: "l1:…", or another penalty, with up to eight weights, "kinds" of penalty, or "alike":
    the model with dropout or noise beside the unregularized one with the L2 weight that stands for it.
    """

    def read(self, text: str) -> str | None:
        """The comparison, its weights rounded to the sliders' stops, so that each has its exact minimum."""
        if text in (KINDS, L2_EQUIVALENT):
            return text
        knob, _, listed = text.partition(":")
        # Blanks separate its weights too.
        weights = decimals_from(re.sub(r"[,\s]+", ",", listed.strip()))
        low, high = RANGES.get(knob, (0.0, 0.0))
        if knob not in PENALTIES or weights is None or len(weights) > MOST_CELLS:
            return None
        if not all(low <= weight <= high for weight in weights):
            return None
        values = [round(weight * STOPS_PER_UNIT) / STOPS_PER_UNIT for weight in weights]
        return f"{knob}:{','.join(f'{value:g}' for value in values)}"

    def write(self, value: str) -> str:
        return value

    def refusal(self, field: str, value: object) -> SpecError:
        choices = f"{' / '.join(f'{name}:0,0.1,…' for name in PENALTIES)} / {KINDS} / {L2_EQUIVALENT}"
        return SpecError("compare", field=field, value=quoted(value), choices=choices, limit=MOST_CELLS)


def of_rows(model: Loss | NetModel) -> bool:
    """Whether a view that reads rows of a linear score has some: a net's exp(−n·J) is left out, and samples and
    methods are of such rows.
    """
    return model.linear_score


# The coefficient along which slice and prior run.
ALONG = fixed("along", Coefficient(), 0)
COMPARE = fixed("compare", Comparison(), DEFAULT_COMPARE)
# How the data view draws rows with numbers as targets.
FIT = fixed("fit", Choice(("features", "fitted", "residuals", "plane")), "features")
# Whether it draws a quarter of the rows as held out, and the function that the others train; and whether trajectories
# are watched by the loss on that quarter.
HELD = fixed("held", Switch(), False)
# Whether the gallery also shows its first landscape minus its second.
DIFFERENCE = fixed("difference", Switch(), False)
# Whether each trajectory shows one step of the penalties alone.
DECAY = fixed("decay", Switch(), False)
# How many rows each sample has.
SAMPLE = fixed("sample", Choice([str(size) for size in SIZES]), str(SIZES[0]))
# Whether the path of L2 minima that stopping early is said to follow stands beside the trajectories.
RIDGE = fixed("ridge", Switch(), False)

VIEWS = {
    view.name: view
    for view in (
        ViewKind(SURFACE),
        ViewKind("constraint"),
        ViewKind("fit", asks=True, broad=True, options=(FIT, HELD)),
        ViewKind("slice", options=(ALONG,)),
        ViewKind("prior", fits=of_rows, broad=True, options=(ALONG,)),
        ViewKind("path", asks=True, runs=True, broad=True),
        ViewKind("folds", fits=of_rows, asks=True, runs=True, broad=True),
        ViewKind("cloud", fits=of_rows, asks=True, runs=True, broad=True, options=(SAMPLE,)),
        ViewKind("descent", fits=of_rows, asks=True, broad=True, options=(DECAY, RIDGE, HELD)),
        ViewKind("compare", asks=True, broad=True, options=(COMPARE, DIFFERENCE)),
    )
}


def missing_views(model: Loss | NetModel) -> list[str]:
    """The views that a model does not have."""
    return [name for name, view in VIEWS.items() if not view.fits(model)]


def option_keys() -> tuple[Key[Spec], ...]:
    """The query's keys that views read, each once."""
    return tuple({option.name: option for view in VIEWS.values() for option in view.options}.values())
