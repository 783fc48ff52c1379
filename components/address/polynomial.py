"""``figure=polynomial``: a curve through noisy rows of a sine, and its errors against what holds it back."""

from dataclasses import dataclass
from typing import ClassVar

from landscapes.keys import Choice, Decimal, Key, Whole, fixed
from landscapes.models.polynomial import DEGREES, DRAWS, FOLDS, ROWS, draws, sine_products

from .diagram_address import Addressed
from .diagram_context import PolynomialContext, SliderContext
from .schema import PolynomialScene, PolynomialStops

NOISES = (0.0, 1.0)
WEIGHTS = (0.0, 10.0)
STEPS = (0, 10_000)
PATIENCE = (1, 1000)
# Ten to a decade, as ISO 3 has them (R10), from the least weight that is told from none.
TENTHS = (1.0, 1.25, 1.6, 2.0, 2.5, 3.15, 4.0, 5.0, 6.3, 8.0)
DECADES = range(-5, 1)
# What the errors may be drawn against.
AXES = ("l2", "l1", "degree", "steps")
SIGNS = {"steps": "t", "patience": "p", "l1": "λ", "l2": "Ω", "degree": "d", "rows": "m", "noise": "σ", "draw": "z"}


@dataclass(frozen=True)
class Polynomial(Addressed):
    """A polynomial through noisy rows of a sine, with both penalties.

    degree : d, how many terms beside the constant
    rows : m, how many rows are fitted
    noise : σ
    draw : which of the fixed draws of noise, counted from 1
    l1, l2 : λ and Ω
    against : what the errors are drawn against
    steps : t, after how many steps gradient descent stops; 0 for never. Along the steps alone
    patience : p, for how many steps a trajectory that is watched goes on without a lower loss. Along the steps alone
    """

    name: ClassVar[str] = "polynomial"
    bundle: ClassVar[str] = "polynomial"
    page: ClassVar[str] = "overfitting"
    height: ClassVar[int] = 1560
    formula: ClassVar[str] = (
        r"\begin{array}{l}J=\frac1m\sum_{i=1}^m\bigl(y_i-f(x_i)\bigr)^2+\sum_{k=1}^d\bigl(\lambda|\theta_k|"
        r"+\Omega\,\theta_k^2\bigr)\\f(x)=\theta_0+\theta_1T_1(x)+\dots+\theta_dT_d(x)\end{array}"
    )

    keys: ClassVar[tuple[Key[None], ...]] = (
        fixed("degree", Whole(*DEGREES), 11),
        fixed("rows", Whole(*ROWS), 12),
        fixed("noise", Decimal(*NOISES), 0.3),
        fixed("draw", Whole(1, DRAWS), 1),
        fixed("l1", Decimal(*WEIGHTS), 0.0),
        fixed("l2", Decimal(*WEIGHTS), 0.0),
        fixed("against", Choice(AXES), "l2"),
        fixed("steps", Whole(*STEPS), 0),
        fixed("patience", Whole(*PATIENCE), 20),
    )

    degree: int = 11
    rows: int = 12
    noise: float = 0.3
    draw: int = 1
    l1: float = 0.0
    l2: float = 0.0
    against: str = "l2"
    steps: int = 0
    patience: int = 20

    def stops(self) -> PolynomialStops:
        """Where each slider may stand; the numbers of the address are among them."""
        weights = [0.0, *(float(f"{tenth}e{decade}") for decade in DECADES for tenth in TENTHS), WEIGHTS[1]]
        counts = {round(tenth * 10**decade) for decade in range(4) for tenth in TENTHS}
        return {
            "degree": [*range(DEGREES[0], DEGREES[1] + 1)],
            "rows": [*range(ROWS[0], ROWS[1] + 1)],
            "noise": sorted({*(step / 20 for step in range(21)), self.noise}),
            "draw": [*range(1, DRAWS + 1)],
            "l1": sorted({*weights, self.l1}),
            "l2": sorted({*weights, self.l2}),
            "steps": [*sorted((counts | {STEPS[1], self.steps}) - {0}), 0],
            "patience": sorted({*(count for count in counts if count <= PATIENCE[1]), self.patience}),
        }

    def scene(self) -> PolynomialScene:
        """What the page fits: the draws of noise, and what the error on new rows is made of."""
        return {
            "stops": self.stops(),
            "draws": draws().tolist(),
            "sine": sine_products().tolist(),
            "folds": FOLDS,
            "now": {name: getattr(self, name) for name in SIGNS},
            "against": self.against,
        }

    def context(self) -> PolynomialContext:
        """What the template draws: the sliders, which stand on the number of a stop, and the axes to choose from."""
        stops, texts = self.stops(), self.texts()
        knobs: list[SliderContext] = [
            (name, sign, len(stops[name]) - 1, stops[name].index(getattr(self, name)), texts[name])
            for name, sign in SIGNS.items()
        ]
        return {"knobs": knobs, "axes": AXES, "chosen": self.against}
