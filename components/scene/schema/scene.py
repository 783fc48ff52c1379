"""What a host draws: the scene of the explorer and what it has in common with those of other pages."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from .figure import Figure
from .values import Packed, QueryTexts, SolutionKind, SpecFields, Weights


class PackedGrid(TypedDict):
    """A smooth layer as second differences of 24-bit counts (see components/scene/encoding.py).

    n : points an axis
    low, step : the least value, and what a count stands for
    differences : the second differences
    """

    n: int
    low: float
    step: float
    differences: Packed


class PackedLayer(TypedDict, total=False):
    """A layer on the grid, in exactly one of six shapes.

    grid : every number
    floats : every number as it is, not a number for a hole
    separable : t(β₁) + t(β₂), given by t on the axis
    plane : s₁β₁ + s₂β₂, given by s
    difference : a function of β₁ − β₂, given by its values from corner to corner
    norm : c‖β‖ + Σ|s·β|, given by c, 0 and the s
    rounded : Σ h(s·β), h being t²/(2δ) for |t| ≤ δ and |t| − δ/2 beyond, given by each s and its δ
    """

    grid: PackedGrid
    floats: Packed
    separable: Packed
    plane: Packed
    difference: Packed
    norm: Packed
    rounded: Packed


class Quadratic(TypedDict):
    """c + sᵀβ + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂².

    constant, linear, quadratic : c, s and (m₁₁, m₁₂, m₂₂)
    exact : whether it is what it stands for, and not only near 0
    """

    constant: float
    linear: list[float]
    quadratic: list[float]
    exact: bool


class L2Equivalents(TypedDict):
    """What the regularizers stand for; the browser adds them up.

    inputs : what masks and noise on the inputs add; null where nothing acts on them
    affineTerms : what each affine term of the loss adds at weight 1
    """

    inputs: Quadratic | None
    affineTerms: dict[str, Quadratic]


class ClosedForm(TypedDict):
    """The numbers of a closed form, shown as proof.

    key : its sentence
    numbers : what the sentence shows, in its order
    """

    key: str
    numbers: list[float]


class Solution(TypedDict):
    """The minimisers of J, and what is said of them.

    kind : what they are
    points : the minimiser; the ends of a segment; a point of a line and its direction; a direction in which J falls
    value : the least J, or its infimum
    loss : the data loss at the first point, affine terms included; for "none" the infimum of J
    residual : the largest distance from 0 to ∂J
    story : the key of the sentence that says what is to be seen
    closed : its closed form, where it has one; an embed carries none
    """

    kind: SolutionKind
    points: list[list[float]]
    value: float
    loss: float
    residual: float
    story: str
    closed: ClosedForm | None


class Preview(TypedDict):
    """The coarser grid on which some drags are followed.

    n : its points an axis
    knobs : those whose drag needs it
    """

    n: int
    knobs: list[str]


class SentNote(TypedDict):
    """A sentence about the model (see components/scene/model_notes.py).

    key, values : the sentence, and what is filled into it
    knob : of the affine term of the loss, or the penalty, whose weight is filled in too; "" for none
    above : said only where that weight is above
    alone : whether it is said only where no affine term has weight, and no penalty but λ and Ω
    """

    key: str
    values: dict[str, str]
    knob: str
    above: float
    alone: bool


class Equivalent(TypedDict):
    """The programs that find the same minimum, in scikit-learn where it has the penalties.

    programs : by the pair of penalties that are on: "00", "10", "01", "11"; "" where there is none
    loop : the one for penalties that scikit-learn does not have; "" where there is none
    setup : what they begin with; of the visitor's own file what stands before and after its name
    family : "linear" or "logistic", which say how weights become arguments; "" where there is no program
    rows : their number
    frameworks : the ones in PyTorch and in JAX with optax, "torch" and "optax"; empty where there are none
    """

    programs: dict[str, str]
    loop: str
    setup: tuple[str, ...]
    family: str
    rows: int
    frameworks: dict[str, str]


class Knob(TypedDict):
    """What the scripts know of a number with a slider (see landscapes/knobs.py).

    symbol : as mathematicians write it; "" if the page has words for it
    kind : what it moves
    power : the power to which it is the weight of its term of J
    main : whether every page has a slider of it
    nonconvex : whether J may curve down where it has weight
    low, high, step : of its slider
    default : where it stands in an address that does not name it
    """

    symbol: str
    kind: Literal["penalty", "loss", "data", "frame"]
    power: int
    main: bool
    nonconvex: bool
    low: float
    high: float
    default: float
    step: float


class Penalty(TypedDict):
    """All that the scripts need to know of a penalty T (see landscapes/models/penalties.py).

    symbol : its weight as mathematicians write it
    notation : T(β) as they write it
    smooth : whether T has a gradient everywhere, so that it holds no β at 0
    separable : whether T is a sum over the coefficients
    folds, cone, bowl, rounded : T(β) = Σ|s·β| + cone·‖β‖₂ + bowl·‖β‖₂² + Σ h(s·β), by its folds s, and by s₁, s₂ and
        δ of each rounded one, for which h(t) is t²/(2δ) where |t| ≤ δ and |t| − δ/2 beyond
    """

    symbol: str
    notation: str
    smooth: bool
    separable: bool
    folds: list[list[float]]
    cone: float
    bowl: float
    rounded: list[list[float]]


class Drawn(TypedDict):
    """What the renderer itself reads of a scene.

    axis : the grid's coordinates along one axis
    layers : loss, penalties, the loss's affine terms, and `raw`, the loss without masks and noise where they act
    weights : where the knobs stand, and 1 for the loss
    knobs : these knobs, without the loss
    penalties : those that are among them, in our order
    affineTerms : those of the loss, and the power to which a knob is its term's weight
    figure : the Plotly figure to be filled
    """

    axis: Packed
    layers: dict[str, PackedLayer]
    weights: Weights
    knobs: dict[str, Knob]
    penalties: dict[str, Penalty]
    affineTerms: dict[str, int]
    figure: Figure


class Scene(Drawn):
    """What every host draws of one spec.

    spec : what is drawn
    classification : whether targets are classes
    linearScore : whether the loss sees β through scores x·β; a net does not
    maxRange : the largest half-width on which the model can be shown
    preview : the grid for drags that need a new loss at every step; null where the loss comes quickly
    without : the views that the model lacks
    l2Equivalent : what the regularizers stand for; null for nets
    hasClosedForms : whether minima of its loss have closed forms
    lambdaMax : the smallest λ at which the origin is a minimum
    originGradient : ∇L(0) of the loss without its affine terms, each of which adds its own linear; null for nets
    perturbed : whether L is a mean over inputs that masks or noise have changed
    features, target : what the two features and the target are called
    count : the number of rows
    solution : the minimisers where the knobs stand
    """

    spec: SpecFields
    classification: bool
    linearScore: bool
    maxRange: float
    preview: Preview | None
    without: list[str]
    l2Equivalent: L2Equivalents | None
    hasClosedForms: bool
    lambdaMax: float
    originGradient: list[float] | None
    perturbed: bool
    features: list[str]
    target: str
    count: int
    solution: Solution


class Units(TypedDict):
    """By what standardized columns are taken back to their own units.

    means, deviations : of the two features
    target : mean and deviation of the target; null for two classes
    one : the class that counts as 1, of two classes
    """

    means: list[float]
    deviations: list[float]
    target: list[float] | None
    one: str | None


class ExplorerScene(Scene):
    """The scene of a page that asks the server for more.

    query : the shortest query of the spec
    datasets : those that go with the loss
    sliders : those that act on this landscape and not on every other
    losses : those that go with the data
    sliders : all that act on what is drawn
    defaultRange : the half-width that the data have by default
    formula : MathML of J
    drawing : SVG of the model; "" where it has none
    notes : what else is in the model
    equivalent : the scikit-learn programs
    units : of columns that were typed; null for others
    rough : whether the layers are on the preview's grid
    """

    query: QueryTexts
    datasets: list[str]
    sliders: list[str]
    losses: list[str]
    sliders: list[str]
    defaultRange: float
    formula: str
    drawing: str
    notes: list[SentNote]
    equivalent: Equivalent
    units: Units | None
    rough: NotRequired[bool]
