"""``figure=failing``: where batch norm in training and batch norm in use are two functions, in four cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from typing import ClassVar

from .failing_schema import FailingScene
from .panel import Panel, Slider

CASES = ("small", "sparse", "padding", "drift")
# The mean of words whose variance is 1; padding is 0.
WORD = 2.0
# What counts as far out, in standard deviations.
FAR_SCORE = 2.0


@dataclass(frozen=True)
class Failing(Panel):
    """Batch statistics that are not those of use: few rows, rare features, padding, and inputs that have moved.

    m : the rows of a batch
    present : q, the share of rows that have a feature
    padded : f, the share of padding
    moved : d, how far the mean has moved since training
    case : which of the four is drawn
    """

    name: ClassVar[str] = "failing"
    page: ClassVar[str] = "batch-norm-fails"
    height: ClassVar[int] = 1080
    formula: ClassVar[str] = (
        r"\mathrm{E}\,\sigma_B^2=\frac{m-1}{m}\,\sigma^2,\qquad\mathrm{sd}\,\sigma_B^2=\frac{\sqrt{2(m-1)}}{m}\,\sigma^2,"
        r"\qquad|\hat x|\le\sqrt{m-1}"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {
        "m": Slider("m", 2, 64),
        "present": Slider("q", 0.01, 0.5, 100),
        "padded": Slider("f", 0, 0.9, 100),
        "moved": Slider("d", 0, 3, 10),
    }
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"case": CASES}
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("data", "training"), ("penalty", "use"))
    facts: ClassVar[tuple[str, ...]] = ("training", "use")

    m: int = 4
    present: float = 0.05
    padded: float = 0.5
    moved: float = 1.5
    case: str = "small"

    def scene(self) -> FailingScene:
        """The numbers of the four cases; the share of outputs that lie far out at every stop of d."""
        state = self.state()
        beyond = [
            (erfc((FAR_SCORE - d) / sqrt(2)) + erfc((FAR_SCORE + d) / sqrt(2))) / 2 for d in state["stops"]["moved"]
        ]
        return {**state, "word": WORD, "far": FAR_SCORE, "beyond": [float(f"{each:.9g}") for each in beyond]}
