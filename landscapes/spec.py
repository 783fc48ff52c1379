"""What to draw: a validated description that travels as a URL query."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .converters import SWITCHES, decimal_from, switch_from, whole_from
from .data.datasets import DATASETS, datasets_of
from .errors import SpecError, quoted
from .models.dropout import MASKS
from .models.losses import LOSSES, Loss
from .models.networks import DEPTH_RATE, DEPTH_RATES, FAINTEST, LINES_TO_ONE, NETS, NetModel
from .models.penalties import PENALTIES
from .models.perturbation import Perturbation
from .models.smoothing import CONVENTIONS

RANGES: dict[str, tuple[float, float]] = {
    "p": (0.0, 1.0),
    "x": (-5.0, 5.0),
    "l1": (0.0, 2.0),
    "l2": (0.0, 2.0),
    "group": (0.0, 2.0),
    "rho": (-1.0, 1.0),
    "outlier": (-10.0, 10.0),
    "n": (61, 241),
    "range": (0.5, 20.0),
}
# What makes the landscape another one: 0 for a knob that is off.
TRANSFORMS: dict[str, tuple[float, float]] = {
    "drop": (0.0, 0.9),
    "noise": (0.0, 2.0),
    "smoothing": (0.0, 0.9),
    "share": (0.0, 2.0),
    "confidence": (0.0, 2.0),
}
NUMBERS = RANGES | TRANSFORMS
CHOICES: dict[str, Collection[str]] = {"mask": MASKS, "convention": CONVENTIONS}


def models() -> Mapping[str, Loss | NetModel]:
    """Every value of ``Spec.loss`` and what it means: the losses of a linear score, then the nets."""
    return LOSSES | NETS


def _between(field: str) -> Any:
    low, high = NUMBERS[field]
    return Field(ge=low, le=high, allow_inf_nan=False)


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
    p: Annotated[float, _between("p")] = 1.0
    x: Annotated[float, _between("x")] = 1.0
    l1: Annotated[float, _between("l1")] = 0.2
    l2: Annotated[float, _between("l2")] = 0.0
    group: Annotated[float, _between("group")] = 0.0
    rho: Annotated[float, _between("rho")] = 0.8
    outlier: Annotated[float, _between("outlier")] = 7.0
    n: Annotated[int, _between("n")] = 121
    range: Annotated[float, _between("range")] = 0.0
    drop: Annotated[float, _between("drop")] = 0.0
    mask: str = "dropout"
    rescale: bool = True
    noise: Annotated[float, _between("noise")] = 0.0
    smoothing: Annotated[float, _between("smoothing")] = 0.0
    convention: str = "uniform"
    share: Annotated[float, _between("share")] = 0.0
    confidence: Annotated[float, _between("confidence")] = 0.0

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
            text = query[name]
            if name in NUMBERS or name == "rescale":
                convert = switch_from if name == "rescale" else whole_from if name == "n" else decimal_from
                fields[name] = convert(text)
                if fields[name] is None:
                    raise _refusal(name, text)
            else:
                fields[name] = text
        try:
            return cls(**fields)
        except SpecError as refusal:
            name = str(refusal.values.get("field"))
            # The sentence shows what was typed, not how it was read.
            typed = name in NUMBERS and refusal.key in ("number", "odd")
            raise (_refusal(name, query[name]) if typed else refusal) from None

    def to_query(self) -> dict[str, str]:
        """The shortest query that means this spec: fields at their defaults are left out."""
        plain = {**Spec(loss=self.loss, data=self.data).model_dump(), "loss": "softmax"}
        plain["data"] = datasets_of(self.loss)[0]
        return {name: written(value) for name, value in self.model_dump().items() if value != plain[name]}

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
    def plain(self) -> bool:
        """Whether the loss is the bare one, without noise, smoothing, shared weights or confidence penalty."""
        return self.drop == self.noise == self.smoothing == self.share == self.confidence == 0.0

    def with_(self, **changes: Any) -> "Spec":
        """A copy with some fields changed, validated anew."""
        return Spec(**{**self.model_dump(), **changes})


def _filled_in(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the defaults that depend on others; raises SpecError where choices do not go together."""
    loss = fields.get("loss", "softmax")
    if not isinstance(loss, str) or loss not in models():
        raise SpecError("choice", field="loss", value=quoted(loss), choices=", ".join(models()))
    choices = datasets_of(loss)
    data = fields.get("data", choices[0])
    if data not in choices:
        raise SpecError("data", field="data", value=quoted(data), loss=loss, choices=", ".join(choices))
    for field, named in CHOICES.items():
        chosen = fields.get(field, next(iter(named)))
        if not isinstance(chosen, str) or chosen not in named:
            raise _refusal(field, chosen)
    smoothing = fields.get("smoothing")
    # Only a cross-entropy's targets are probabilities. A number that is none is refused by its range.
    if isinstance(smoothing, float) and smoothing > 0.0 and not models()[loss].affine_in_target:
        raise SpecError("apart", field="smoothing", value=written(smoothing), other=f"loss={loss}")
    confidence = fields.get("confidence")
    if isinstance(confidence, float) and confidence > 0.0:
        stranger = _beside_confidence(loss, fields)
        if stranger:
            raise SpecError("apart", field="confidence", value=written(confidence), other=stranger)
    if not models()[loss].linear_score:
        fields = _fit_for_net(loss, fields)
    n = fields.get("n", 121)
    if isinstance(n, int) and n % 2 == 0:
        raise _refusal("n", n)
    filled = {"range": DATASETS[data].half_widths[loss], **fields, "loss": loss, "data": data}
    # −0.0 equals 0.0 but would be written differently into a link.
    return {name: value + 0.0 if isinstance(value, float) else value for name, value in filled.items()}


def _beside_confidence(loss: str, fields: Mapping[str, Any]) -> str:
    """What stands beside a confidence penalty that is written for one row without noise; "" if nothing does."""
    if loss != "softmax":
        return f"loss={loss}"
    for name in ("drop", "noise"):
        value, (_, high) = fields.get(name), NUMBERS[name]
        # One that is no number, or out of its range, is refused by its range.
        if isinstance(value, float) and 0.0 < value <= high:
            return f"{name}={written(value)}"
    return ""


def _fit_for_net(loss: str, fields: dict[str, Any]) -> dict[str, Any]:
    """A net's fields with its own default; raises SpecError for what acts on inputs, which a net does not know."""
    for field in ("noise", "share", *(() if loss == "residual" else ("drop",))):
        value = fields.get(field)
        if isinstance(value, int | float) and value > 0.0:
            raise SpecError("apart", field=field, value=written(value), other=f"loss={loss}")
    plain_mask = next(iter(MASKS))
    if fields.get("mask", plain_mask) != plain_mask:
        raise SpecError("only", field="mask", value=quoted(fields["mask"]), other=f"loss={loss}", wanted=plain_mask)
    if fields.get("rescale") is False:
        raise SpecError("only", field="rescale", value="0", other=f"loss={loss}", wanted="1")
    if loss == "batchnorm":
        width, n = fields.get("range", DATASETS["correlated"].half_widths[loss]), fields.get("n", 121)
        for field in PENALTIES:
            weight = fields.get(field)
            if isinstance(weight, int | float) and 0.0 < weight < FAINTEST:
                raise SpecError("faint", field=field, value=written(weight), least=written(FAINTEST))
        # A nan is refused later, as no number.
        if isinstance(width, int | float) and isinstance(n, int) and width > (n - 1) / (2 * LINES_TO_ONE):
            if "range" not in fields:
                least = round(2 * LINES_TO_ONE * width) + 1
                raise SpecError("coarse.n", field="n", value=n, half=written(width), least=least)
            raise SpecError("coarse", field="range", value=written(width), n=n, most=2 * LINES_TO_ONE)
        return fields
    filled = {"drop": DEPTH_RATE, **fields}
    low, high = DEPTH_RATES
    if isinstance(filled["drop"], int | float) and not low <= filled["drop"] <= high:
        shown = {"value": written(filled["drop"]), "low": written(low), "high": written(high)}
        raise SpecError("depth", field="drop", **shown)
    return filled


def written(value: str | float) -> str:
    """The shortest text that reads back as the same value."""
    short = f"{value:g}" if not isinstance(value, str) else value
    return short if isinstance(value, str) or float(short) == value else repr(value)


def _refusal(field: str, value: object) -> SpecError:
    if field in CHOICES:
        return SpecError("choice", field=field, value=quoted(value), choices=", ".join(CHOICES[field]))
    if field == "rescale":
        return SpecError("choice", field=field, value=quoted(value), choices=SWITCHES)
    low, high = NUMBERS[field]
    key = "odd" if field == "n" else "number"
    return SpecError(key, field=field, value=quoted(value), low=f"{low:g}", high=f"{high:g}")
