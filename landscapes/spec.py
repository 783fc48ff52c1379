"""What to draw: a validated description that travels as a URL query."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .data.datasets import DATASETS, datasets_of
from .errors import SpecError, quoted
from .keys import Choice, Converter, Decimal, Key, Switch, Whole, write, written
from .knobs import KNOBS, of_kind
from .models.dropout import MASKS
from .models.losses import LOSSES, Loss
from .models.networks import DEPTH_RATE, DEPTH_RATES, MIN_PENALTY, MIN_POINTS_PER_UNIT, NETS, NetModel
from .models.penalties import PENALTIES
from .models.perturbation import Perturbation
from .models.smoothing import CONVENTIONS

# Every number of a spec, and where it may lie.
RANGES = {name: (knob.low, knob.high) for name, knob in KNOBS.items()} | {"n": (61, 241)}
CHOICES: dict[str, Collection[str]] = {"mask": MASKS, "convention": CONVENTIONS}


def models() -> Mapping[str, Loss | NetModel]:
    """Every value of ``Spec.loss`` and what it means: the losses of a linear score, then the nets."""
    return LOSSES | NETS


def _knob(name: str) -> Any:
    """The field of a knob: its range and default."""
    knob = KNOBS[name]
    return Field(knob.default, ge=knob.low, le=knob.high, allow_inf_nan=False)


class Spec(BaseModel, frozen=True):
    """A landscape: loss, data, penalty weights, grid.

    loss, data : names in ``LOSSES`` or ``NETS``, and ``DATASETS``; data defaults to the first that goes with the loss
    p, x : the softmax pair's true probability and input
    l1, l2, group : the weights λ, Ω and μ of the penalties ‖β‖₁, ‖β‖₂² and ‖β‖₂
    rho : the correlation of the data set ``correlated``
    outlier : the target y of the one row of the data set ``outlier`` that is one
    n : grid points per axis, odd, so that 0 lies on both axes
    range : half-width of the square in the β-plane; the default depends on the data set
    drop, mask, rescale : δ, the rate at which inputs are dropped; which go together, a name in ``MASKS``; and whether
        the kept ones are divided by 1 − δ (inverted dropout)
    noise : σ of Gaussian noise on the inputs that the masks left
    smoothing, convention : ε of label smoothing and a name in ``CONVENTIONS``; for cross-entropies only
    share : κ, the weight of (β₁ − β₂)²
    confidence : γ, the weight of −H(q), the prediction's entropy in nats; for the softmax pair only, without dropout
        and noise

    For a net nothing acts on the inputs: noise, smoothing and share are 0, mask and rescale as they are by default. For
    ``residual`` drop is the rate at which the second block is left out, 0.1 to 0.9 (0 would leave a curve of equal
    minima); for ``batchnorm`` it is 0, and range is at most (n − 1)/240, so that the grid sees what ε does,
    and a penalty's weight is 0 or at least 0.0001.

    Raises SpecError, a ValueError whose sentence names the field, the value and what is allowed.
    """

    model_config = ConfigDict(strict=True)

    loss: str = "softmax"
    data: str = ""
    p: float = _knob("p")
    x: float = _knob("x")
    l1: float = _knob("l1")
    l2: float = _knob("l2")
    group: float = _knob("group")
    rho: float = _knob("rho")
    outlier: float = _knob("outlier")
    n: int = Field(121, ge=RANGES["n"][0], le=RANGES["n"][1])
    range: float = _knob("range")
    drop: float = _knob("drop")
    mask: str = "dropout"
    rescale: bool = True
    noise: float = _knob("noise")
    smoothing: float = _knob("smoothing")
    convention: str = "uniform"
    share: float = _knob("share")
    confidence: float = _knob("confidence")

    def __init__(self, **fields: Any) -> None:
        unknown = fields.keys() - type(self).model_fields.keys()
        if unknown:
            raise TypeError(f"Spec has no field {sorted(unknown)[0]!r}")
        try:
            super().__init__(**_filled_in(fields))
        except ValidationError as error:
            first = error.errors()[0]
            raise _refusal(str(first["loc"][0]), first["input"]) from None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Spec":
        """The spec that a URL query means. Unknown keys are ignored; a bad value raises SpecError."""
        fields: dict[str, Any] = {}
        for name in cls.model_fields:
            if name not in query:
                continue
            fields[name] = converter_of(name).read(query[name])
            if fields[name] is None:
                raise _refusal(name, query[name])
        try:
            return cls(**fields)
        except SpecError as refusal:
            name = str(refusal.values.get("field"))
            # The sentence shows what was typed, not how it was read.
            typed = name in RANGES and refusal.key in ("number", "odd")
            raise (_refusal(name, query[name]) if typed else refusal) from None

    def to_query(self) -> dict[str, str]:
        """The shortest query that means this spec: fields at their defaults are left out."""
        return write(KEYS, self.model_dump(), self)

    @property
    def model(self) -> Loss | NetModel:
        """What ``loss`` names, with what it can do."""
        return models()[self.loss]

    @property
    def weights(self) -> dict[str, float]:
        """Penalty → its weight, of all that there are."""
        return {name: getattr(self, name) for name in PENALTIES}

    @property
    def perturbation(self) -> Perturbation:
        """What training does to inputs and targets."""
        return Perturbation(self.drop, self.mask, self.rescale, self.noise, self.smoothing, self.convention)

    @property
    def is_unregularized(self) -> bool:
        """Whether the loss is the bare one, without noise, smoothing, shared weights or confidence penalty."""
        return all(getattr(self, name) == 0.0 for name in of_kind("loss"))

    def with_(self, **changes: Any) -> "Spec":
        """A copy with some fields changed, validated anew."""
        return Spec(**{**self.model_dump(), **changes})


def converter_of(field: str) -> Converter[Any]:
    """How a field is written in a query, and refused; which data go with a loss is seen where both are known."""
    if field in RANGES:
        low, high = RANGES[field]
        return Whole(int(low), int(high), odd=True) if field == "n" else Decimal(low, high)
    choices = {"loss": models(), "data": DATASETS} | CHOICES
    return Switch() if field == "rescale" else Choice(choices[field])


def _default(field: str, spec: Spec) -> Any:
    """What a field is where a query has it not: of the loss itself the first, of other fields what goes with it."""
    if field == "loss":
        return Spec.model_fields["loss"].default
    if field == "data":
        return datasets_of(spec.loss)[0]
    return getattr(Spec(loss=spec.loss, data=spec.data), field)


# The landscape's keys of a query: a field each.
KEYS: tuple[Key[Spec], ...] = tuple(
    Key(field, lambda _, field=field: converter_of(field), partial(_default, field)) for field in Spec.model_fields
)


def _filled_in(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the defaults that depend on others; raises SpecError where choices do not go together."""
    loss = fields.get("loss", "softmax")
    if not isinstance(loss, str) or loss not in models():
        raise _refusal("loss", loss)
    choices = datasets_of(loss)
    data = fields.get("data", choices[0])
    if data not in choices:
        raise SpecError("data", field="data", value=quoted(data), loss=loss, choices=", ".join(choices))
    for field, named in CHOICES.items():
        chosen = fields.get(field, next(iter(named)))
        if not isinstance(chosen, str) or chosen not in named:
            raise _refusal(field, chosen)
    _check_company(loss, fields)
    if not models()[loss].linear_score:
        fields = _fit_for_net(loss, fields)
    n = fields.get("n", 121)
    if isinstance(n, int) and n % 2 == 0:
        raise _refusal("n", n)
    filled = {"range": DATASETS[data].half_widths[loss], **fields, "loss": loss, "data": data}
    # −0.0 equals 0.0 but would be written differently into a link.
    return {name: value + 0.0 if isinstance(value, float) else value for name, value in filled.items()}


def _check_company(loss: str, fields: Mapping[str, Any]) -> None:
    """Raises SpecError for a knob of the loss that has weight, where the model does not take it or another stands
    beside it. A number that is none, or is out of its range, is refused by its range.
    """
    for name in of_kind("loss"):
        knob, value = KNOBS[name], fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0.0:
            continue
        strangers = [] if knob.taken_by(models()[loss]) else [f"loss={loss}"]
        for other in knob.beside:
            beside = fields.get(other)
            if isinstance(beside, float) and 0.0 < beside <= KNOBS[other].high:
                strangers.append(f"{other}={written(beside)}")
        if strangers:
            raise SpecError("apart", field=name, value=written(value), other=strangers[0])


def _fit_for_net(loss: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A net's fields with its own default; raises SpecError for masks, which act on inputs, and too coarse a grid."""
    default_mask = next(iter(MASKS))
    if fields.get("mask", default_mask) != default_mask:
        raise SpecError("only", field="mask", value=quoted(fields["mask"]), other=f"loss={loss}", wanted=default_mask)
    if fields.get("rescale") is False:
        raise SpecError("only", field="rescale", value="0", other=f"loss={loss}", wanted="1")
    if loss == "batchnorm":
        width, n = fields.get("range", DATASETS["correlated"].half_widths[loss]), fields.get("n", 121)
        for field in PENALTIES:
            weight = fields.get(field)
            if isinstance(weight, int | float) and 0.0 < weight < MIN_PENALTY:
                raise SpecError("faint", field=field, value=written(weight), least=written(MIN_PENALTY))
        # A nan is refused later, as no number.
        if isinstance(width, int | float) and isinstance(n, int) and width > (n - 1) / (2 * MIN_POINTS_PER_UNIT):
            if "range" not in fields:
                least = round(2 * MIN_POINTS_PER_UNIT * width) + 1
                raise SpecError("coarse.n", field="n", value=n, half=written(width), least=least)
            raise SpecError("coarse", field="range", value=written(width), n=n, most=2 * MIN_POINTS_PER_UNIT)
        return fields
    filled = {"drop": DEPTH_RATE, **fields}
    low, high = DEPTH_RATES
    if isinstance(filled["drop"], int | float) and not low <= filled["drop"] <= high:
        shown = {"value": written(filled["drop"]), "low": written(low), "high": written(high)}
        raise SpecError("depth", field="drop", **shown)
    return filled


def _refusal(field: str, value: object) -> SpecError:
    return converter_of(field).refusal(field, value)
