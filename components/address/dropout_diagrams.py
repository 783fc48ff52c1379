"""Dropout as it happens: masks that are drawn one after another, and the sub-models that they leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from landscapes.data.datasets import correlated
from landscapes.spec import RANGES

from .panel import Panel, Slider
from .panel_schema import EnsembleScene, MasksScene

DRAWS = 200
# Of sixty tried, the one in which every family stays nearest to its expectation.
SEED = 34
# Whether each row has masks of its own, all rows have the same, or each row drops both inputs together.
FAMILIES = ("rows", "shared", "together", "gaussian")


@dataclass(frozen=True)
class Masks(Panel):
    """Sampled losses under dropout one after another, and their mean, which becomes the expected loss.

    drop : δ
    k : how many masks have been drawn
    family : what is dropped together
    """

    name: ClassVar[str] = "masks"
    page: ClassVar[str] = "sampled-masks"
    height: ClassVar[int] = 1180
    formula: ClassVar[str] = (
        r"\frac1k\sum_{i=1}^kL(m^{(i)}\circ\beta)\;\longrightarrow\;"
        r"\mathrm{E}_m\,L(m\circ\beta)=L(\beta)+\frac{\delta}{1-\delta}\sum_j\beta_j^2\,\overline{x_j^2}"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {"drop": Slider("δ", *RANGES["drop"], 100), "k": Slider("k", 1, DRAWS)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"family": FAMILIES}
    plots: ClassVar[tuple[str, ...]] = ("plane", "means")
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("train", "exact"), ("penalty", "sampled"), ("data", "draw"))
    facts: ClassVar[tuple[str, ...]] = ("exact", "mean", "spread", "minimum")
    plays: ClassVar[str] = "k"

    drop: float = 0.5
    k: int = 40
    family: str = "rows"

    def scene(self) -> MasksScene:
        """The rows, to five digits, and the point whose losses are drawn: the minimum without dropout."""
        rows = correlated(0.8, classification=False)
        return {
            **self.state(),
            "seed": SEED,
            "times": DRAWS,
            "features": [[round(float(x), 5) for x in row] for row in rows.features],
            "targets": [round(float(y), 5) for y in rows.targets],
            "at": [0.618, 0.326],
        }


# One row, its target and the weights of the logistic unit.
INPUT, WEIGHTS, TARGET = (2.0, 1.0), (1.0, -1.5), 1.0
MASKS = ("11", "10", "01", "00")


@dataclass(frozen=True)
class Ensemble(Panel):
    """The four sub-models of two inputs, what each predicts and learns, and what stands for all of them at test.

    drop : δ
    mask : which inputs are kept
    unit : what follows the sum
    inverted : whether kept inputs are divided by 1 − δ in training
    """

    name: ClassVar[str] = "ensemble"
    page: ClassVar[str] = "sampled-masks"
    height: ClassVar[int] = 1240
    formula: ClassVar[str] = r"u_m=\sum_j m_j\beta_jx_j,\qquad\frac{\partial L}{\partial\beta_j}=(\hat y_m-y)\,m_jx_j"
    sliders: ClassVar[Mapping[str, Slider]] = {"drop": Slider("δ", *RANGES["drop"], 100)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "unit": ("sigmoid", "linear"),
        "inverted": ("1", "0"),
        "kept": MASKS,
    }
    plots: ClassVar[tuple[str, ...]] = ("nets",)
    facts: ClassVar[tuple[str, ...]] = ("forward", "backward", "average", "rule", "geometric")

    drop: float = 0.5
    kept: str = "10"
    unit: str = "sigmoid"
    inverted: str = "1"

    def scene(self) -> EnsembleScene:
        """The one row and the weights."""
        return {**self.state(), "input": [*INPUT], "weights": [*WEIGHTS], "target": TARGET, "masks": [*MASKS]}
