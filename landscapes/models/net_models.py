"""The nets as models to choose: an entry of ``NETS`` is a value of ``Spec.loss``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..data.rows import Rows
from .networks import EPSILON, BatchNorm, Net, Residual, batchnorm, residual

# Grid lines to a unit of β that batch norm needs: √ε spans twelve of them, and views that read the grid between its
# points by sixth-order polynomials then err by less than 10⁻⁶ of its height.
MIN_POINTS_PER_UNIT = 120
# The least weight of a penalty beside batch norm: fainter ones put the minimum so far out that L's slope is rounding.
MIN_PENALTY = 1e-4
# Without dropping (and at a rate of 1) the minimisers of two blocks are a curve, (1 + β₂)(1 + β₁) = c.
DEPTH_RATES = (0.1, 0.9)
DEPTH_RATE = 0.5


@dataclass(frozen=True)
class NetModel:
    """A net as a model to choose: the capabilities of a ``Loss``, of which it has none.

    build : (rows, δ) → the net
    facts : of its numbers those that the sentence about the model names, as it writes them
    drop_rates, drop_rate : where δ may lie, the rate at which blocks are left out, and its default; nothing is left out
        where they are 0. Else β_j is a block of its own, which a 0 turns off
    points_per_unit : the grid points that a unit of β needs; 0 for a loss that any grid sees
    least_weight : below which a penalty's weight must be 0
    """

    name: str
    build: Callable[[Rows, float], Net]
    facts: Callable[[Any], dict[str, str]]
    drop_rates: tuple[float, float] = (0.0, 0.0)
    drop_rate: float = 0.0
    points_per_unit: int = 0
    least_weight: float = 0.0
    quadratic: bool = field(default=False, init=False)
    classification: bool = field(default=False, init=False)
    affine_in_target: bool = field(default=False, init=False)
    symmetry: str = field(default="", init=False)
    separable: bool = field(default=False, init=False)
    pair: bool = field(default=False, init=False)
    linear_score: bool = field(default=False, init=False)

    @property
    def drops(self) -> bool:
        """Whether there is something to drop: blocks."""
        return self.drop_rates[1] > 0.0


def gates(net: Residual) -> dict[str, str]:
    """How often either block is left out."""
    return {"first": f"{1.0 - net.s1:g}", "second": f"{1.0 - net.s2:g}"}


def scale_and_epsilon(net: BatchNorm) -> dict[str, str]:
    """γ and ε."""
    return {"scale": f"{net.scale:.3f}", "epsilon": f"{EPSILON:g}"}


NETS = {
    "residual": NetModel("residual", residual, gates, drop_rates=DEPTH_RATES, drop_rate=DEPTH_RATE),
    "batchnorm": NetModel(
        "batchnorm",
        batchnorm,
        scale_and_epsilon,
        points_per_unit=MIN_POINTS_PER_UNIT,
        least_weight=MIN_PENALTY,
    ),
}
