"""What popular texts draw, or get wrong: both penalties in one chart, both signs of the entropy, a kernel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from landscapes.models.one_weight import least_with_absolute, least_with_square
from landscapes.solvers.entropy_added import least_margin

from .diagram_context import TiedContext
from .panel import Panel, Slider
from .text_schema import CertaintyScene, SumsScene, TiedScene

# Significant digits: more than are shown, fewer than rounding reaches.
DIGITS = 12
TAPS = ("1", "2", "3")
INPUTS = (1.0, 2.0, 0.0, -1.0, 1.0, 3.0)
TARGETS = (1.0, 0.0, -2.0, 1.0)


@dataclass(frozen=True)
class Sums(Panel):
    """L(w) = (w − a)² with its least place, and those of L + Cw² and L + C|w|.

    strength : C
    centre : a
    """

    name: ClassVar[str] = "sums"
    page: ClassVar[str] = "regularization"
    height: ClassVar[int] = 760
    formula: ClassVar[str] = r"\hat w_2=\frac{a}{1+C},\quad\hat w_1=\pm\max\left(|a|-\tfrac C2,\,0\right)"
    sliders: ClassVar[Mapping[str, Slider]] = {"strength": Slider("C", 0, 2, 20), "centre": Slider("a", -1, 1, 10)}
    plots: ClassVar[tuple[str, ...]] = ("curves",)
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("first", "loss"), ("second", "absolute"), ("held", "square"))

    strength: float = 0.4
    centre: float = 0.5

    def scene(self) -> SumsScene:
        """Both minima at every stop of both sliders."""
        state = self.state()
        strengths, centres = state["stops"]["strength"], state["stops"]["centre"]
        return {
            **state,
            "square": [[_rounded(least_with_square(a, c)) for a in centres] for c in strengths],
            "absolute": [[_rounded(least_with_absolute(a, c)) for a in centres] for c in strengths],
        }


@dataclass(frozen=True)
class Certainty(Panel):
    """L, L − γH and L + γH over the margin d = β₁ − β₂ of the softmax pair with x = 1.

    confidence : γ
    p : the label; below 0.55 both classes are nearly as likely, and L + γH has two minima that are nearly as low
    """

    name: ClassVar[str] = "certainty"
    page: ClassVar[str] = "entropy-sign"
    height: ClassVar[int] = 760
    formula: ClassVar[str] = r"H=-q\log q-(1-q)\log(1-q),\quad q=\sigma(d)"
    sliders: ClassVar[Mapping[str, Slider]] = {
        "confidence": Slider("γ", 0, 2, 20),
        "p": Slider("p", 0.55, 1, 20),
    }
    plots: ClassVar[tuple[str, ...]] = ("curves",)
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("first", "loss"), ("held", "less"), ("second", "more"))

    confidence: float = 1.0
    p: float = 1.0

    def scene(self) -> CertaintyScene:
        """The minima at every stop of both sliders."""
        state = self.state()
        weights, labels = state["stops"]["confidence"], state["stops"]["p"]

        def table(sign: float) -> list[list[float | None]]:
            return [[_known(least_margin(p, sign * weight)) for p in labels] for weight in weights]

        return {**state, "bare": table(0.0), "less": table(-1.0), "more": table(1.0)}


@dataclass(frozen=True)
class Tied(Panel):
    """A convolution of six inputs with three weights as a matrix, and the gradient of a weight that stands in it often.

    w1, w2, w3 : the kernel
    tap : the weight that is lit
    """

    name: ClassVar[str] = "tied"
    page: ClassVar[str] = "kernel"
    height: ClassVar[int] = 900
    formula: ClassVar[str] = r"o_i=\sum_j w_j\,x_{i+j-1},\quad\frac{\partial L}{\partial w_j}=\sum_i\delta_i\,x_{i+j-1}"
    sliders: ClassVar[Mapping[str, Slider]] = {
        "w1": Slider("w₁", -2, 2, 2),
        "w2": Slider("w₂", -2, 2, 2),
        "w3": Slider("w₃", -2, 2, 2),
    }
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"tap": TAPS}
    facts: ClassVar[tuple[str, ...]] = ("sum", "free")

    w1: float = 1.0
    w2: float = 0.5
    w3: float = -1.0
    tap: str = "2"

    def scene(self) -> TiedScene:
        """Inputs and targets; what follows from the kernel is a sum of a few products."""
        return {**self.state(), "inputs": [*INPUTS], "targets": [*TARGETS]}

    def context(self) -> TiedContext:
        """What the template draws: a row of the matrix for each output, a column for each input."""
        return {**super().context(), "rows": len(TARGETS), "columns": len(INPUTS)}


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _known(margin: float | None) -> float | None:
    return None if margin is None else _rounded(margin)
