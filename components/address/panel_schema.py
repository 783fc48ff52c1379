"""What the diagrams that are panels of sliders send to the browser; the rest of this room's is in ``schema.py``."""

from typing_extensions import TypedDict


class PanelScene(TypedDict):
    """What every diagram with sliders says.

    stops : where each slider may stand
    now : where sliders and choices stand
    """

    stops: dict[str, list[float]]
    now: dict[str, float | str]


class UnitScene(PanelScene):
    """The diagram ``figure=unit``: one unit's scores before and after batch norm.

    scores : of the batch
    mean, variance, epsilon : of these, and what is added to the variance
    presets : what each button sets
    """

    scores: list[float]
    mean: float
    variance: float
    epsilon: float
    presets: dict[str, dict[str, float]]


class BatchesScene(PanelScene):
    """The diagram ``figure=batches``: batch statistics, running ones, and batch norm in use.

    seed : of the scores
    batches, largest : how many batches there are, and the most scores that one can have
    mean, deviation : of the normal distribution that scores are drawn from
    epsilon : what is added to the variance
    gamma, beta : the learned scale and shift
    weights, bias, input : the layer before, and the input that is followed
    """

    seed: int
    batches: int
    largest: int
    mean: float
    deviation: float
    epsilon: float
    gamma: float
    beta: float
    weights: list[float]
    bias: float
    input: list[float]


class RatesScene(PanelScene):
    """The diagram ``figure=rates``: trajectories on the batch norm loss with and without weight decay.

    all : c₁, c₂, G₁₁, G₁₂, G₂₂ of all rows
    batches, order : the same of each batch; the batch of each step, all of them once in an epoch
    gamma : the learned scale, which is held
    best : the direction of least loss
    start, steps : of every trajectory
    """

    all: list[float]
    batches: list[list[float]]
    order: list[int]
    gamma: float
    best: list[float]
    start: list[float]
    steps: int


class StackScene(PanelScene):
    """The diagram ``figure=stack``: gradients on their way down a deep stack.

    sizes : activation → "unnormalized" and "normalized" → for each stop of the scale, from the inputs to the top
    """

    sizes: dict[str, dict[str, list[list[float]]]]


class MasksScene(PanelScene):
    """The diagram ``figure=masks``: losses under sampled masks.

    seed, times : of the masks, and how many times they are drawn
    features, targets : the rows
    at : the β whose sampled losses are drawn
    """

    seed: int
    times: int
    features: list[list[float]]
    targets: list[float]
    at: list[float]


class EnsembleScene(PanelScene):
    """The diagram ``figure=ensemble``: the sub-models of two inputs under dropout.

    input, target, weights : one row and the unit
    masks : the sub-models, by what each keeps
    """

    input: list[float]
    target: float
    weights: list[float]
    masks: list[str]
