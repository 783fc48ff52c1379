"""The figures that are not landscapes: their addresses, and the plain data that their script draws.

``figure=norms`` lights what a normalization averages, ``figure=shift`` draws what dropout before batch norm shifts,
``figure=polynomial`` a curve that overfits. Those of batch norm at work and of dropout are panels of sliders.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from landscapes import Spec, SpecError
from landscapes.converters import wholes_from
from landscapes.errors import quoted
from landscapes.keys import Choice, Converter, Decimal, Key, fixed
from landscapes.models.normalization import (
    BLOCK,
    EPSILON,
    NOISES,
    NORMS,
    averaged_sets,
    normalized,
    statistics,
)
from landscapes.spec import RANGES

from .batch_norm_diagrams import Batches, Rates, Stack, Unit
from .diagram_address import Addressed
from .diagram_context import NormsContext, PanelContext
from .dropout_diagrams import Ensemble, Masks
from .failing_diagram import Failing
from .panel import Panel
from .polynomial import Polynomial
from .rate_diagram import Chosen
from .schema import NormSets, NormsScene, ShiftScene, ShiftStops
from .text_diagrams import Certainty, Sums, Tied
from .useless_diagram import Useless
from .variant_diagrams import Variants
from .view import View, embed_view_from

SHAPE = BLOCK.shape
MEANS = (0.0, 3.0)
RATES = RANGES["drop"]


@dataclass(frozen=True)
class Cell(Converter[tuple[int, ...]]):
    """Sample, channel, row and column of a cell of the block, counted from 1."""

    def read(self, text: str) -> tuple[int, ...] | None:
        return wholes_from(text)

    def write(self, value: tuple[int, ...]) -> str:
        return ",".join(map(str, value))

    def allows(self, value: tuple[int, ...]) -> bool:
        return len(value) == len(SHAPE) and all(1 <= k <= size for k, size in zip(value, SHAPE, strict=True))

    def refusal(self, field: str, value: object) -> SpecError:
        most = dict(zip(("samples", "channels", "rows", "columns"), SHAPE, strict=True))
        return SpecError("cell", field=field, value=quoted(value), **most)


@dataclass(frozen=True)
class Norms(Addressed):
    """A block of numbers, of which those that have their mean in common with one cell are lit.

    norm : a name in ``NORMS``
    cell : sample, channel, row and column of the chosen cell, counted from 1
    """

    name: ClassVar[str] = "norms"
    bundle: ClassVar[str] = "diagram"
    page: ClassVar[str] = "what-is-averaged"
    height: ClassVar[int] = 920
    formula: ClassVar[str] = r"\hat{x}=\frac{x-\mu}{\sqrt{\sigma^2+\varepsilon}}"

    keys: ClassVar[tuple[Key[None], ...]] = (fixed("norm", Choice(NORMS), "batch"), fixed("cell", Cell(), (2, 2, 1, 1)))

    norm: str = "batch"
    cell: tuple[int, ...] = (2, 2, 1, 1)

    def scene(self) -> NormsScene:
        """Everything that can be asked of the block: for each norm the sets, their statistics, every cell's value."""
        found: dict[str, NormSets] = {}
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
        return {
            "block": BLOCK.ravel().tolist(),
            "shape": SHAPE,
            "epsilon": EPSILON,
            "norms": found,
            "norm": self.norm,
            "cell": self.cell,
        }

    def context(self) -> NormsContext:
        """What the template draws: the norms' names, and [channel][row][sample] → each entry's index and number."""
        indices = np.arange(BLOCK.size).reshape(SHAPE)
        table = np.stack([indices, BLOCK], axis=-1).astype(int).transpose(1, 2, 0, 3, 4)
        return {"norms": tuple(NORMS), "chosen": self.norm, "table": table.tolist(), "shape": SHAPE}


@dataclass(frozen=True)
class Shift(Addressed):
    """Test variance over training variance after dropout, against the rate.

    c : the mean of the input, whose variance is 1
    drop : δ, the rate at which it is dropped
    family : the noise that does it, a name in ``NOISES``
    """

    name: ClassVar[str] = "shift"
    bundle: ClassVar[str] = "diagram"
    page: ClassVar[str] = "variance-shift"
    height: ClassVar[int] = 700
    # «…» is a word of the catalogue.
    formula: ClassVar[str] = (
        r"\frac{\mathrm{Var}_{\text{«test»}}}{\mathrm{Var}_{\text{«train»}}}=\frac{v}{(c^2+v)/k-c^2},"
        r"\qquad k=\frac1{1+s^2},\ v=1"
    )

    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"family": tuple(NOISES)}
    keys: ClassVar[tuple[Key[None], ...]] = (
        fixed("c", Decimal(*MEANS), 1.0),
        fixed("drop", Decimal(*RATES), 0.5),
        fixed("family", Choice(NOISES), "dropout"),
    )

    c: float = 1.0
    drop: float = 0.5
    family: str = "dropout"

    def scene(self) -> ShiftScene:
        """The stops of both sliders, and the variance of each noise at those of δ; the script finds the ratios."""
        stops: ShiftStops = {"c": _stops(MEANS, 10, self.c), "drop": _stops(RATES, 100, self.drop)}
        spreads = {noise: [variance(rate) for rate in stops["drop"]] for noise, variance in NOISES.items()}
        return {"stops": stops, "spreads": spreads, "c": self.c, "drop": self.drop, "family": self.family}

    def context(self) -> PanelContext:
        """What the template draws: the sliders and the choice."""
        bounds = {"c": MEANS, "drop": RATES}
        signs = {"c": "c", "drop": "δ"}
        texts = self.texts()
        knobs = [(name, signs[name], *bounds[name], texts[name]) for name in bounds]
        return {"knobs": knobs, "chosen": {"family": self.family}}


Diagram = Norms | Shift | Polynomial | Panel
BATCH_NORM = (Unit, Batches, Failing, Rates, Stack)
PANELS: tuple[type[Panel], ...] = (*BATCH_NORM, Masks, Ensemble, Chosen, Useless, Variants, Sums, Certainty, Tied)
DIAGRAMS: dict[str, type[Norms] | type[Shift] | type[Polynomial] | type[Panel]] = {
    kind.name: kind for kind in (Norms, Shift, Polynomial, *PANELS)
}
# Which diagram a query is of; without it, of a landscape.
FIGURE = fixed("figure", Choice(DIAGRAMS), "")


def diagram_from(query: Mapping[str, str]) -> Diagram | None:
    """The diagram that ``figure`` names; None for a query of a landscape. Raises SpecError."""
    name = FIGURE.of(query, None)
    return DIAGRAMS[name].from_query(query) if name else None


def diagram_view_from(query: Mapping[str, str], accepted: str) -> View:
    """Language, theme and title; the other keys of a view are a landscape's. Raises SpecError."""
    kept = {key: query[key] for key in ("lang", "theme", "title") if key in query}
    return embed_view_from(kept, accepted, Spec())


def _stops(bounds: tuple[float, float], per_unit: int, own: float) -> list[float]:
    low, high = (round(bound * per_unit) for bound in bounds)
    return sorted({*(step / per_unit for step in range(low, high + 1)), own})
