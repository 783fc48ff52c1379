"""Batch norm at work: γ and β on one unit, the statistics of batches, and weight decay as a learning rate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from landscapes.data.datasets import correlated
from landscapes.data.rows import Vector
from landscapes.models import networks
from landscapes.models.gradient_flow import gradient_sizes, stack
from landscapes.models.normalization import EPSILON

from .panel import Panel, Slider
from .panel_schema import BatchesScene, RatesScene, StackScene, UnitScene

# Scores of a unit in a batch of twelve: mean 4, variance 4.
SCORES = (0.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0, 6.0, 6.0, 8.0)
ACTIVATIONS = ("sigmoid", "tanh", "relu")


@dataclass(frozen=True)
class Unit(Panel):
    """The scores of one unit before and after batch norm, and where its activation takes them.

    gamma, beta : what is learned, scale and shift
    act : the activation
    """

    name: ClassVar[str] = "unit"
    page: ClassVar[str] = "gamma-and-beta"
    height: ClassVar[int] = 1110
    formula: ClassVar[str] = r"y=\gamma\,\frac{z-\mu}{\sqrt{\sigma^2+\varepsilon}}+\beta"
    sliders: ClassVar[Mapping[str, Slider]] = {"gamma": Slider("γ", 0, 3, 20), "beta": Slider("β", -3, 6, 10)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"act": ACTIVATIONS}
    plots: ClassVar[tuple[str, ...]] = ("scores", "activation")
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("hollow", "before"), ("data", "after"))
    facts: ClassVar[tuple[str, ...]] = ("before", "after")
    presets: ClassVar[tuple[str, ...]] = ("standard", "off")

    gamma: float = 1.0
    beta: float = 0.0
    act: str = "sigmoid"

    def scene(self) -> UnitScene:
        """The scores with their statistics. Where γ undoes the division exactly, its slider has a stop."""
        mean, variance = float(np.mean(SCORES)), float(np.var(SCORES))
        root = float(np.sqrt(variance + EPSILON))
        state = self.state()
        state["stops"]["gamma"] = sorted({root, *state["stops"]["gamma"]} - {2.0} | {self.gamma})
        return {
            **state,
            "scores": [*SCORES],
            "mean": mean,
            "variance": variance,
            "epsilon": EPSILON,
            "presets": {"standard": {"gamma": 1.0, "beta": 0.0}, "off": {"gamma": root, "beta": mean}},
        }


BATCHES = 60
SIZES = (2, 64)
# Of a hundred tried, the one whose sixty batches of any size are most nearly as expected.
SEED = 5700
SHOWN = ("means", "variances", "outputs")


@dataclass(frozen=True)
class Batches(Panel):
    """What batch norm takes from batches of m scores, what its running statistics keep, and what it does in use.

    m : the scores of a batch
    t : how many batches have been seen
    momentum : the weight of the newest batch in the running statistics
    shown : which of the three is drawn
    """

    name: ClassVar[str] = "batches"
    page: ClassVar[str] = "batch-statistics"
    height: ClassVar[int] = 1080
    formula: ClassVar[str] = (
        r"r\leftarrow(1-a)\,r+a\,\mu,\qquad v\leftarrow(1-a)\,v+a\,\frac{m}{m-1}\sigma^2,"
        r"\qquad W'=\frac{\gamma\,W}{\sqrt{v+\varepsilon}},\quad b'=\beta+\frac{\gamma\,(b-r)}{\sqrt{v+\varepsilon}}"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {
        "m": Slider("m", *SIZES),
        "t": Slider("t", 1, BATCHES),
        "momentum": Slider("a", 0.01, 1, 100),
    }
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"shown": SHOWN}
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("data", "batch"), ("sum", "running"), ("train", "truth"))
    facts: ClassVar[tuple[str, ...]] = ("batch", "running", "training", "use", "folded")
    plays: ClassVar[str] = "t"

    m: int = 8
    t: int = 40
    momentum: float = 0.1
    shown: str = "means"

    def scene(self) -> BatchesScene:
        """Where scores come from, and the layer that makes the one that is followed: z = Wx + b = 6."""
        return {
            **self.state(),
            "seed": SEED,
            "batches": BATCHES,
            "largest": SIZES[1],
            "mean": 4.0,
            "deviation": 2.0,
            "epsilon": EPSILON,
            "gamma": 1.5,
            "beta": 0.5,
            "weights": [2.0, -1.0],
            "bias": 1.0,
            "input": [2.0, -1.0],
        }


STEPS = 400
# Rows of a batch of the trajectories; 200 rows make twenty of them.
BATCH = 10
START = (-0.3, 0.5)
SEEN = ("length", "rate")


@dataclass(frozen=True)
class Rates(Panel):
    """Three trajectories on the batch norm loss: without decay, with it, and without it at a rate that grows.

    eta : the learning rate
    l2 : Ω, the weight of ‖β‖²
    batch : all rows at each step, or ten of them
    epsilon : ε under the root
    seen : what the lower chart draws
    """

    name: ClassVar[str] = "rates"
    page: ClassVar[str] = "decay-is-rate"
    height: ClassVar[int] = 1240
    formula: ClassVar[str] = (
        r"\beta_{t+1}=(1-2\eta\Omega)\,\beta_t-\eta\,\nabla L(\beta_t)"
        r"\quad\text{«like»}\quad\tilde\beta_{t+1}=\tilde\beta_t-\eta\,(1-2\eta\Omega)^{-2t-1}\,\nabla L(\tilde\beta_t)"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {"eta": Slider("η", 0.02, 0.3, 100), "l2": Slider("Ω", 0, 0.2, 200)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "batch": ("ten", "all"),
        "epsilon": ("0", "0.01"),
        "seen": SEEN,
    }
    plots: ClassVar[tuple[str, ...]] = ("angle", "other")
    legend: ClassVar[tuple[tuple[str, str], ...]] = (
        ("trajectory1", "bare"),
        ("trajectory0", "decayed"),
        ("dotted", "grown"),
    )
    facts: ClassVar[tuple[str, ...]] = ("bare", "decayed", "grown")

    eta: float = 0.1
    l2: float = 0.05
    batch: str = "ten"
    epsilon: str = "0"
    seen: str = "length"

    def scene(self) -> RatesScene:
        """The moments of all rows and of each batch, centred as batch norm centres them."""
        rows = correlated(0.8, classification=False)
        net = networks.batchnorm(rows)
        draws = np.random.default_rng(3)
        groups = draws.permutation(len(rows)).reshape(-1, BATCH)
        batches = [_moments(rows.features[each], rows.targets[each]) for each in groups]
        epochs = -(-STEPS // len(batches))
        return {
            **self.state(),
            "all": _moments(rows.features, rows.targets),
            "batches": batches,
            "order": np.concatenate([draws.permutation(len(batches)) for _ in range(epochs)]).tolist(),
            "gamma": net.scale,
            "best": net.ray.tolist(),
            "start": [*START],
            "steps": STEPS,
        }


def _moments(features: Vector, targets: Vector) -> list[float]:
    """c₁, c₂, G₁₁, G₁₂, G₂₂ of rows, about their means."""
    x, y = features - features.mean(axis=0), targets - targets.mean()
    cross, gram = x.T @ y / len(x), x.T @ x / len(x)
    return [float(f"{each:.9g}") for each in (*cross, gram[0, 0], gram[0, 1], gram[1, 1])]


SCALES = (0.5, 6.0)


@dataclass(frozen=True)
class Stack(Panel):
    """The size of the gradient at every layer of a deep stack, with and without batch norm between its layers.

    scale : what the weights are multiplied by
    act : the activation
    """

    name: ClassVar[str] = "stack"
    page: ClassVar[str] = "deep-stack"
    height: ClassVar[int] = 860
    formula: ClassVar[str] = (
        r"\frac{\partial L}{\partial h_{l-1}}="
        r"\Bigl(\frac{\partial L}{\partial h_l}\circ a'(z_l)\Bigr)W_l^\top,\qquad h_l=a(z_l),\ z_l=h_{l-1}W_l"
    )
    sliders: ClassVar[Mapping[str, Slider]] = {"scale": Slider("s", *SCALES, 4)}
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"act": ACTIVATIONS}
    legend: ClassVar[tuple[tuple[str, str], ...]] = (("penalty", "unnormalized"), ("data", "normalized"))
    facts: ClassVar[tuple[str, ...]] = ("unnormalized", "normalized")

    scale: float = 1.0
    act: str = "sigmoid"

    def scene(self) -> StackScene:
        """Gradients at every stop of the scale; batch norm's do not depend on it, apart from ε."""
        state, given = self.state(), stack()

        def at_every_stop(act: str, normalized: bool) -> list[list[float]]:
            found = (gradient_sizes(given, scale, act, normalized=normalized) for scale in state["stops"]["scale"])
            return [[float(f"{size:.5g}") for size in sizes] for sizes in found]

        sizes = {
            act: {"unnormalized": at_every_stop(act, False), "normalized": at_every_stop(act, True)}
            for act in ACTIVATIONS
        }
        return {**state, "sizes": sizes}
