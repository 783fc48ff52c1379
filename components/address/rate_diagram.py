"""``figure=chosen``: the loss on rows that were left out against the dropout rate, and the rate that it chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from landscapes.data.rows import Vector
from landscapes.models.dropout_rate import errors_at
from landscapes.spec import RANGES

from .panel import Panel, Slider
from .rate_schema import ChosenScene

COUNTS = ("20", "40", "80", "160")


@dataclass(frozen=True)
class Chosen(Panel):
    """Training, validation and held-out error of a linear model under dropout, at every rate.

    drop : δ
    fitted : how many rows are fitted
    """

    name: ClassVar[str] = "chosen"
    page: ClassVar[str] = "dropout-rate"
    height: ClassVar[int] = 980
    formula: ClassVar[str] = (
        r"\hat\beta=\Bigl(G+\frac{\delta}{1-\delta}\,\mathrm{diag}\,G\Bigr)^{-1}c,"
        r"\qquad G=\overline{xx^\top},\ c=\overline{xy}"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {"drop": Slider("δ", *RANGES["drop"], 100)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"fitted": COUNTS}
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("train", "training"), ("data", "validation"), ("held", "fresh"))
    facts: ClassVar[tuple[str, ...]] = ("here", "chosen", "best")

    drop: float = 0.5
    fitted: str = "20"

    def scene(self) -> ChosenScene:
        """The three errors at every stop of δ, for each number of rows."""
        state = self.state()
        found = {count: errors_at(state["stops"]["drop"], int(count)) for count in COUNTS}
        return {
            **state,
            "training": {count: _digits(each.training) for count, each in found.items()},
            "validation": {count: _digits(each.validation) for count, each in found.items()},
            "fresh": {count: _digits(each.fresh) for count, each in found.items()},
        }


def _digits(errors: Vector) -> list[float]:
    return [float(f"{each:.7g}") for each in errors]
