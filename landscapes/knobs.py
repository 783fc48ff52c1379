"""Every number that a slider moves, declared once: the registry ``KNOBS``.

A spec's ranges and defaults, the sliders of the page, the keys of a query, the terms of the formula, paths, embeds and
exports all read it; the page's scripts get what they need of it with the scene. J is affine in a penalty's weight, and
in a power of the knob of an affine term of L (see ``layers/affine_terms``): these need no new layers when they move.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from .models.losses import Loss
from .models.net_models import NetModel
from .models.penalties import PENALTIES

Model = Loss | NetModel
# Where a slider may stand: only there the exact minima are known.
STOPS_PER_UNIT = 100


class Described(Protocol):
    """What is asked of a spec here: its model, and the knobs as attributes."""

    @property
    def model(self) -> Model: ...
    @property
    def drop(self) -> float: ...
    @property
    def noise(self) -> float: ...


@dataclass(frozen=True)
class Knob:
    """A number with a slider, or with a term of J.

    name : the field of ``Spec``, the key of a query, the id of the slider
    symbol : as mathematicians write it; "" if the page has words for it
    kind : "penalty", the weight of one; "loss", which makes L another one and is off at 0; "data", which changes the
        rows of those data sets that name it; "frame", what is shown of the plane
    low, high, default, step : of the slider; the step also of an arrow key in its number entry
    taken_by : the models that have it
    beside : other knobs that are 0 where this one is not
    affine : where L is affine in the knob's power, so that it is the weight of a term of L; None if nowhere
    power : the power to which it is that weight: noise is σ on the slider and σ² in J
    nonconvex : whether J may curve down where it has weight: a certificate and a line's only valley need more then
    slow : whether it makes many rows of one, so that a drag of it is followed on a coarser grid
    """

    name: str
    symbol: str
    kind: Literal["penalty", "loss", "data", "frame"]
    low: float
    high: float
    default: float = 0.0
    step: float = 1.0 / STOPS_PER_UNIT
    taken_by: Callable[[Model], bool] = lambda model: True
    beside: tuple[str, ...] = ()
    affine: Callable[[Described], bool] | None = None
    power: int = 1
    nonconvex: bool = False
    slow: bool = False

    def for_page(self) -> dict[str, Any]:
        """For JSON: all that the page's scripts know of it."""
        bounds = {"low": self.low, "high": self.high, "default": self.default, "step": self.step}
        kinds = {"kind": self.kind, "power": self.power, "main": self.name in MAIN, "nonconvex": self.nonconvex}
        return {"symbol": self.symbol, **kinds, **bounds}


# The penalties that stand first on every page, in each formula and in every figure's name, also where they are off.
MAIN = ("l1", "l2")
# The weight at which the page opens: L1's. The others are off.
OPEN = {"l1": 0.2}
_LIST = (
    *[
        Knob(name, penalty.symbol, "penalty", 0.0, 2.0, default=OPEN.get(name, 0.0))
        for name, penalty in PENALTIES.items()
    ],
    Knob("p", "p", "data", 0.0, 1.0, default=1.0),
    Knob("x", "x", "data", -5.0, 5.0, default=1.0, step=0.1),
    Knob("rho", "ρ", "data", -1.0, 1.0, default=0.8),
    Knob("outlier", "y", "data", -10.0, 10.0, default=7.0, step=0.1),
    # Its default is the data set's.
    Knob("range", "", "frame", 0.5, 20.0, step=0.5),
    Knob("drop", "δ", "loss", 0.0, 0.9, taken_by=lambda model: model.drops),
    Knob(
        "noise",
        "σ",
        "loss",
        0.0,
        2.0,
        step=0.05,
        taken_by=lambda model: model.linear_score,
        affine=lambda spec: spec.model.quadratic,
        power=2,
        slow=True,
    ),
    Knob(
        "smoothing",
        "ε",
        "loss",
        0.0,
        0.9,
        taken_by=lambda model: model.affine_in_target,
        affine=lambda spec: spec.model.affine_in_target,
    ),
    Knob(
        "confidence",
        "γ",
        "loss",
        0.0,
        2.0,
        taken_by=lambda model: model.pair,
        beside=("drop", "noise"),
        affine=lambda spec: spec.model.pair and spec.drop == spec.noise == 0.0,
        nonconvex=True,
    ),
    Knob(
        "share",
        "κ",
        "loss",
        0.0,
        2.0,
        taken_by=lambda model: model.linear_score,
        affine=lambda spec: spec.model.linear_score,
    ),
)
KNOBS: dict[str, Knob] = {knob.name: knob for knob in _LIST}


def of_kind(*kinds: str) -> tuple[str, ...]:
    """The names of all knobs of these kinds, in our order."""
    return tuple(name for name, knob in KNOBS.items() if knob.kind in kinds)


def affine_terms_of(spec: Described) -> tuple[str, ...]:
    """The knobs that weigh an affine term of the loss of the spec's model, in our order."""
    return tuple(name for name, knob in KNOBS.items() if knob.affine and knob.affine(spec))


def knobs_of(spec: Described) -> tuple[str, ...]:
    """Every knob in which J is affine or, for noise, affine in its square: the penalties', then the affine terms'."""
    return (*PENALTIES, *affine_terms_of(spec))


def leading(spec: Described) -> str:
    """The penalty along which paths run before one has been moved: the first of ``MAIN``, unless only another has
    weight.
    """
    on = [name for name in PENALTIES if getattr(spec, name) > 0.0]
    return MAIN[0] if not on or {*on} & {*MAIN} else on[0]


def values_of(spec: Described) -> dict[str, float]:
    """Knob → where the spec has it, for every knob of its model."""
    return {knob: getattr(spec, knob) for knob in knobs_of(spec)}


def weights_of(spec: Described) -> dict[str, float]:
    """Affine term → its weight in L."""
    return {name: getattr(spec, name) ** KNOBS[name].power for name in affine_terms_of(spec)}
