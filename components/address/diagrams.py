"""The figures that are no landscapes: their addresses, and the plain data that their script draws.

``figure=norms`` lights what a normalization averages, ``figure=shift`` draws what dropout before batch norm shifts.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

import numpy as np

from landscapes import Spec, SpecError
from landscapes.converters import decimal_from, wholes_from
from landscapes.errors import quoted
from landscapes.models.normalization import BLOCK, EPSILON, NORMS, averaged_sets, normalized, statistics, variance_shift
from landscapes.spec import RANGES, written

from .view import View, embed_view_from

SHAPE = BLOCK.shape
MEANS = (0.0, 3.0)
RATES = RANGES["drop"]
# Significant digits: more than are shown, fewer than rounding reaches.
DIGITS = 12


@dataclass(frozen=True)
class Norms:
    """A block of numbers, of which those that share a mean with one cell are lit.

    norm : a name in ``NORMS``
    cell : sample, channel, row and column of the chosen cell, counted from 1
    """

    name: ClassVar[str] = "norms"
    page: ClassVar[str] = "what-is-averaged"
    # What it needs on a phone, where the page that holds it does not listen to its height.
    height: ClassVar[int] = 920
    formula: ClassVar[str] = r"\hat{x}=\frac{x-\mu}{\sqrt{\sigma^2+\varepsilon}}"

    norm: str = "batch"
    cell: tuple[int, ...] = (2, 2, 1, 1)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """The figure that a query means. Raises SpecError."""
        norm = query.get("norm", cls.norm)
        if norm not in NORMS:
            raise SpecError("choice", field="norm", value=quoted(norm), choices=", ".join(NORMS))
        return cls(norm, _cell(query["cell"]) if "cell" in query else cls.cell)

    def to_query(self) -> str:
        """Its address, without ``?``."""
        named = {"figure": self.name, "norm": self.norm, "cell": ",".join(map(str, self.cell))}
        return urlencode(named, safe=",")

    def scene(self) -> dict[str, Any]:
        """Everything that can be asked of the block: for each norm the sets, their statistics, every cell's value."""
        found = {}
        for name, norm in NORMS.items():
            sets = averaged_sets(norm, SHAPE)
            means, variances = statistics(BLOCK, sets)
            found[name] = {
                "sets": sets.ravel().tolist(),
                "sums": np.bincount(sets.ravel(), BLOCK.ravel()).tolist(),
                "means": means.tolist(),
                "variances": variances.tolist(),
                "values": normalized(BLOCK, sets).ravel().tolist(),
                "groups": norm.groups,
            }
        return {"block": BLOCK.ravel().tolist(), "shape": SHAPE, "epsilon": EPSILON, "norms": found} | asdict(self)

    def parts(self) -> dict[str, Any]:
        """What the template draws: the norms' names, and [channel][row][sample] → each entry's index and number."""
        indices = np.arange(BLOCK.size).reshape(SHAPE)
        table = np.stack([indices, BLOCK], axis=-1).astype(int).transpose(1, 2, 0, 3, 4)
        return {"norms": tuple(NORMS), "chosen": self.norm, "table": table.tolist(), "shape": SHAPE}


@dataclass(frozen=True)
class Shift:
    """Test variance over training variance after dropout, against the rate.

    c : the mean of the input, whose variance is 1
    drop : δ, the rate at which it is dropped
    """

    name: ClassVar[str] = "shift"
    page: ClassVar[str] = "variance-shift"
    height: ClassVar[int] = 700
    # «…» is a word of the catalogue.
    formula: ClassVar[str] = (
        r"\frac{\mathrm{Var}_{\text{«test»}}}{\mathrm{Var}_{\text{«train»}}}=\frac{v}{(c^2+v)/k-c^2},"
        r"\qquad k=1-\delta,\ v=1"
    )

    c: float = 1.0
    drop: float = 0.5

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """The figure that a query means. Raises SpecError."""
        return cls(_number(query, "c", MEANS, cls.c), _number(query, "drop", RATES, cls.drop))

    def to_query(self) -> str:
        """Its address, without ``?``."""
        return urlencode({"figure": self.name, "c": written(self.c), "drop": written(self.drop)})

    def scene(self) -> dict[str, Any]:
        """The ratio at every stop of both sliders; those of the address are among the stops."""
        means, rates = _stops(MEANS, 10, self.c), _stops(RATES, 100, self.drop)
        ratios = [[float(f"{variance_shift(c, 1.0, 1.0 - rate):.{DIGITS}g}") for rate in rates] for c in means]
        return {"stops": {"c": means, "drop": rates}, "ratios": ratios} | asdict(self)

    def parts(self) -> dict[str, Any]:
        """What the template draws: the sliders."""
        bounds = {"c": MEANS, "drop": RATES}
        signs = {"c": "c", "drop": "δ"}
        return {"knobs": [(name, signs[name], *bounds[name], written(getattr(self, name))) for name in bounds]}


Diagram = Norms | Shift
DIAGRAMS: dict[str, type[Norms] | type[Shift]] = {"norms": Norms, "shift": Shift}


def diagram_from(query: Mapping[str, str]) -> Diagram | None:
    """The diagram that ``figure`` names; None for a query of a landscape. Raises SpecError."""
    if "figure" not in query:
        return None
    name = query["figure"]
    if name not in DIAGRAMS:
        raise SpecError("choice", field="figure", value=quoted(name), choices=", ".join(DIAGRAMS))
    return DIAGRAMS[name].from_query(query)


def diagram_view_from(query: Mapping[str, str], accepted: str) -> View:
    """Language, theme and title; the other keys of a view are a landscape's. Raises SpecError."""
    kept = {key: query[key] for key in ("lang", "theme", "title") if key in query}
    return embed_view_from(kept, accepted, Spec())


def _cell(text: str) -> tuple[int, ...]:
    numbers = wholes_from(text) or ()
    if len(numbers) == len(SHAPE) and all(1 <= k <= size for k, size in zip(numbers, SHAPE, strict=True)):
        return numbers
    most = dict(zip(("samples", "channels", "rows", "columns"), SHAPE, strict=True))
    raise SpecError("cell", field="cell", value=quoted(text), **most)


def _number(query: Mapping[str, str], field: str, bounds: tuple[float, float], default: float) -> float:
    low, high = bounds
    number = decimal_from(query[field]) if field in query else default
    if number is None or not low <= number <= high:
        raise SpecError("number", field=field, value=quoted(query[field]), low=f"{low:g}", high=f"{high:g}")
    return number


def _stops(bounds: tuple[float, float], per_unit: int, own: float) -> list[float]:
    low, high = (round(bound * per_unit) for bound in bounds)
    return sorted({*(step / per_unit for step in range(low, high + 1)), own})
