"""``figure=useless``: what features that are unrelated to the target do to a fit, and what L1 and L2 do about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from .panel import Panel, Slider
from .useless_schema import UselessScene

ROWS, MOST, SEED = 24, 16, 3
NOISE = 1.0


@dataclass(frozen=True)
class Useless(Panel):
    """A linear model on one column that counts and some that do not, without a penalty, with L1, with L2.

    extra : how many useless columns it is given
    l1, l2 : λ and Ω
    """

    name: ClassVar[str] = "useless"
    page: ClassVar[str] = "useless-features"
    height: ClassVar[int] = 1180
    formula: ClassVar[str] = r"\mathrm{E}\,(y-x\cdot\hat\beta)^2=\sigma^2+(\hat\beta_1-1)^2+\sum_{j>1}\hat\beta_j^2"
    sliders: ClassVar[Mapping[str, Slider]] = {
        "extra": Slider("p", 0, MOST),
        "l1": Slider("λ", 0, 2, 20),
        "l2": Slider("Ω", 0, 2, 20),
    }
    plots: ClassVar[tuple[str, ...]] = ("plot", "weights")
    legend: ClassVar[tuple[tuple[str, str], ...]] = (
        ("train", "training"),
        ("held", "none"),
        ("data", "l1"),
        ("penalty", "l2"),
    )
    facts: ClassVar[tuple[str, ...]] = ("none", "lasso", "ridge")

    extra: int = 12
    l1: float = 0.6
    l2: float = 0.6

    def scene(self) -> UselessScene:
        """The rows; the script solves for all numbers of columns."""
        draws = np.random.default_rng(SEED)
        features = draws.standard_normal((ROWS, 1 + MOST)).round(3)
        targets = (features[:, 0] + draws.standard_normal(ROWS)).round(3)
        return {**self.state(), "features": features.tolist(), "targets": targets.tolist(), "noise": NOISE}
