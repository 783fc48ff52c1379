"""What to draw: a validated description that travels as a URL query."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .data.datasets import DATASETS, datasets_of, editable_datasets
from .errors import SpecError, quoted
from .keys import Choice, Converter, Decimal, Key, Switch, Whole, write, written
from .knobs import KNOBS, of_kind
from .models.copies import COPIES, NONE
from .models.dropout import MASKS
from .models.losses import LOSSES, Loss
from .models.net_models import NETS, NetModel
from .models.penalties import PENALTIES
from .models.perturbation import Perturbation
from .models.smoothing import CONVENTIONS
from .rows_key import EditedRows

# What is smaller is 0: of a weight like 1e-300 the square is 0, and no solver can divide by it. Of a knob whose power
# is the weight, as σ² is for σ, that power is.
LEAST = 1e-12
# Every number of a spec, and where it may lie.
RANGES = {name: (knob.low, knob.high) for name, knob in KNOBS.items()} | {"n": (61, 241)}
CHOICES: dict[str, Collection[str]] = {"mask": MASKS, "convention": CONVENTIONS, "copies": COPIES}


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
    edited : the rows of an editable data set as somebody moved them (see ``data/edited``); "" as they are by themselves
    n : grid points per axis, odd, so that 0 lies on both axes
    range : half-width of the square in the β-plane; the default depends on the data set
    drop, mask, rescale : δ, the rate at which inputs are dropped; which go together, a name in ``MASKS``; and whether
        the kept ones are divided by 1 − δ (inverted dropout)
    noise : σ of Gaussian noise on the inputs that the masks left
    smoothing, convention : ε of label smoothing and a name in ``CONVENTIONS``; for cross-entropies only
    copies : under which symmetry each row is trained together with its images, a name in ``COPIES``; not for the
        softmax pair, whose one input is in both logits
    share : κ, the weight of (β₁ − β₂)²
    confidence : γ, the weight of −H(q), the prediction's entropy in nats; for the softmax pair only, without dropout
        and noise

    For a net nothing acts on the inputs: noise, smoothing and share are 0, mask, rescale and copies as by default. For
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
    edited: str = ""
    n: int = Field(121, ge=RANGES["n"][0], le=RANGES["n"][1])
    range: float = _knob("range")
    drop: float = _knob("drop")
    mask: str = "dropout"
    rescale: bool = True
    noise: float = _knob("noise")
    smoothing: float = _knob("smoothing")
    convention: str = "uniform"
    copies: str = NONE
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
        masks = (self.drop, self.mask, self.rescale)
        return Perturbation(*masks, self.noise, self.smoothing, self.convention, self.copies)

    @property
    def is_unregularized(self) -> bool:
        """Whether the loss is the bare one, without copies, noise, smoothing, shared weights or confidence penalty."""
        return self.copies == NONE and all(getattr(self, name) == 0.0 for name in of_kind("loss"))

    def with_(self, **changes: Any) -> "Spec":
        """A copy with some fields changed, validated anew."""
        return Spec(**{**self.model_dump(), **changes})


def check_complete() -> None:
    """Raises LookupError for a knob without a field, and for a loss or net that no data set goes with."""
    for name in KNOBS:
        if name not in Spec.model_fields:
            raise LookupError(f"missing field of Spec for knob {name}")
    for name in models():
        if not datasets_of(name):
            raise LookupError(f"missing half-width for loss {name}: half_widths of a data set in DATASETS")


check_complete()


def converter_of(field: str) -> Converter[Any]:
    """How a field is written in a query, and refused; which data go with a loss is seen where both are known."""
    if field in RANGES:
        low, high = RANGES[field]
        return Whole(int(low), int(high), odd=True) if field == "n" else Decimal(low, high)
    if field == "edited":
        return EditedRows()
    choices = {"loss": models(), "data": DATASETS} | CHOICES
    return Switch() if field == "rescale" else Choice(choices[field])


def _default(field: str, spec: Spec) -> Any:
    """What a field is where a query has it not: of the loss itself the first, of other fields what goes with it."""
    if field == "loss":
        return Spec.model_fields["loss"].default
    if field == "data":
        return datasets_of(spec.loss)[0]
    return getattr(Spec(loss=spec.loss, data=spec.data), field)


# The fields that are picked from a few values, beside loss and data.
PICKED = tuple(field for field in Spec.model_fields if field not in KNOBS and field not in ("loss", "data", "edited"))
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
    edited = _checked_rows(data, fields.get("edited", ""))
    _check_company(loss, fields)
    if fields.get("copies", NONE) != NONE and not takes_copies(models()[loss]):
        raise SpecError("only", field="copies", value=quoted(fields["copies"]), other=f"loss={loss}", wanted=NONE)
    if not models()[loss].linear_score:
        fields = _fit_for_net(NETS[loss], data, fields)
    n = fields.get("n", 121)
    if isinstance(n, int) and n % 2 == 0:
        raise _refusal("n", n)
    filled = {"range": DATASETS[data].half_widths[loss], **fields, "loss": loss, "data": data, "edited": edited}
    return {name: _kept(name, value) if isinstance(value, float) else value for name, value in filled.items()}


def _kept(name: str, value: float) -> float:
    """A number of a spec: 0.0 if it is too small to be seen, and for −0.0, which would be written differently."""
    power = KNOBS[name].power if name in KNOBS else 1
    return 0.0 if abs(value) < LEAST ** (1.0 / power) else value


def _checked_rows(data: str, rows: object) -> str:
    """Edited rows in their shortest text. Raises SpecError where they are none, or the data cannot be edited."""
    read = EditedRows().read(rows) if isinstance(rows, str) else None
    if read is None:
        raise _refusal("edited", rows)
    if read and not DATASETS[data].editable:
        choices = ", ".join(editable_datasets())
        raise SpecError("edited.data", field="edited", value=quoted(rows), data=data, choices=choices)
    return read


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
            raise SpecError("exclusive", field=name, value=written(value), other=strangers[0])


def takes_copies(model: Loss | NetModel) -> bool:
    """Whether rows may be trained with their images: where two inputs have a coefficient each."""
    return model.linear_score and not model.pair


def _fit_for_net(net: NetModel, data: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A net's fields with its own default; raises SpecError for masks, which act on inputs, and for what it cannot be
    drawn or solved with. A nan is refused later, as no number.
    """
    default_mask = next(iter(MASKS))
    if fields.get("mask", default_mask) != default_mask:
        other = f"loss={net.name}"
        raise SpecError("only", field="mask", value=quoted(fields["mask"]), other=other, wanted=default_mask)
    if fields.get("rescale") is False:
        raise SpecError("only", field="rescale", value="0", other=f"loss={net.name}", wanted="1")
    for field in PENALTIES:
        weight = fields.get(field)
        if isinstance(weight, int | float) and 0.0 < weight < net.least_weight:
            raise SpecError("faint", field=field, value=written(weight), least=written(net.least_weight))
    _check_grid(net, DATASETS[data].half_widths[net.name], fields)
    filled = {"drop": net.drop_rate, **fields}
    low, high = net.drop_rates
    if net.drops and isinstance(filled["drop"], int | float) and not low <= filled["drop"] <= high:
        shown = {"value": written(filled["drop"]), "low": written(low), "high": written(high)}
        raise SpecError("depth", field="drop", **shown)
    return filled


def max_range(model: Loss | NetModel, n: int) -> float:
    """The largest half-width that a model can be shown on with n grid points an axis."""
    most = RANGES["range"][1]
    return min(most, (n - 1) / (2 * model.points_per_unit)) if model.points_per_unit else most


def _check_grid(net: NetModel, default_width: float, fields: Mapping[str, Any]) -> None:
    """Raises SpecError for a square so wide that its grid is too coarse for the net."""
    width, n, dense = fields.get("range", default_width), fields.get("n", 121), 2 * net.points_per_unit
    if not isinstance(width, int | float) or not isinstance(n, int) or dense * width <= n - 1:
        return
    if "range" not in fields:
        raise SpecError("coarse.n", field="n", value=n, half=written(width), least=round(dense * width) + 1)
    raise SpecError("coarse", field="range", value=written(width), n=n, most=dense)


def _refusal(field: str, value: object) -> SpecError:
    return converter_of(field).refusal(field, value)
