"""What a host draws: the scene of the explorer and what it shares with those of other pages."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from .values import Packed, PlotlyLayout, PlotlyTrace, QueryTexts, SolutionKind, SpecFields, Weights


class PackedGrid(TypedDict):
    """A smooth layer as second differences of 24-bit counts (see components/scene/encoding.py).

    n : points an axis
    low, step : the least value, and what a count stands for
    bends : the differences
    """

    n: int
    low: float
    step: float
    bends: Packed


class PackedLayer(TypedDict, total=False):
    """A layer on the grid, in exactly one of five shapes.

    grid : every number
    along : t(β₁) + t(β₂), given by t on the axis
    plane : s₁β₁ + s₂β₂, given by s
    apart : a function of β₁ − β₂, given by its values from corner to corner
    norm : c‖β‖ + Σ|s·β|, given by c, 0 and the s
    """

    grid: PackedGrid
    along: Packed
    plane: Packed
    apart: Packed
    norm: Packed


class Quadratic(TypedDict):
    """c + sᵀβ + m₁₁β₁² + m₁₂β₁β₂ + m₂₂β₂².

    constant, slope, bend : c, s and (m₁₁, m₁₂, m₂₂)
    exact : whether it is what it stands for, and not only near 0
    """

    constant: float
    slope: list[float]
    bend: list[float]
    exact: bool


class StandIns(TypedDict):
    """What the regularizers stand for; the browser adds them up.

    inputs : what masks and noise on the inputs add; null where nothing acts on them
    parts : what each part of the loss adds at weight 1
    """

    inputs: Quadratic | None
    parts: dict[str, Quadratic]


class OriginSlopes(TypedDict):
    """∇L(0), from which λmax follows at any ε.

    bare : that of the bare loss
    smoothing : what label smoothing adds at ε = 1
    """

    bare: list[float]
    smoothing: NotRequired[list[float]]


class ClosedForm(TypedDict):
    """The numbers of a closed form, shown as proof.

    key : its sentence
    numbers : what the sentence shows, in its order
    """

    key: str
    numbers: list[float]


class Solution(TypedDict):
    """The minimisers of J, told.

    kind : what they are
    points : the minimiser; the ends of a segment; a point of a line and its direction; a direction in which J falls
    value : the least J, or its infimum
    loss : the data loss at the first point, parts included; for "none" the infimum of J
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


class SurfaceColours(TypedDict):
    """The colours of the surface's figure in one theme, as CSS writes them.

    text, grid, plate : of the axes, their lines and the label under the pointer
    floor, creases, path, drop, pick, walks : of lines and dots
    minimum, rim : of the minimiser and of the ring around it
    """

    text: str
    grid: str
    plate: str
    floor: str
    creases: str
    path: str
    drop: str
    pick: str
    walks: list[str]
    minimum: str
    rim: str


class FlatColours(TypedDict):
    """The colours of lines and dots where the landscape is seen from above.

    floor, creases, path : of lines
    shaft : of minimisers that are no point
    minimum, rim : of the minimiser and of the ring around it
    """

    floor: str
    creases: str
    path: str
    shaft: str
    minimum: str
    rim: str


class Colours(TypedDict):
    """The colours of what WebGL and canvas draw.

    light, dark : of the surface
    flat : of the landscape from above
    """

    light: SurfaceColours
    dark: SurfaceColours
    flat: FlatColours


class Figure(TypedDict):
    """The Plotly figure without its numbers, and its colours.

    data : its traces
    layout : axes and light
    config : what plotly.js is to show of itself
    colours : what the renderer paints it with
    """

    data: list[PlotlyTrace]
    layout: PlotlyLayout
    config: dict[str, bool]
    colours: Colours


class SentNote(TypedDict):
    """A sentence about the model (see components/scene/model_notes.py).

    key, values : the sentence, and what is filled into it
    part : the part of the loss whose weight is filled in too; "" for none
    above : said only where that weight is above
    alone : whether it is said only where no part has weight
    """

    key: str
    values: dict[str, str]
    part: str
    above: float
    alone: bool


class Equivalent(TypedDict):
    """The scikit-learn programs that find the same minimum.

    programs : by the pair of penalties that are on: "00", "10", "01", "11"; "" where there is none
    setup : what they begin with; of the visitor's own file what stands before and after its name
    family : "linear" or "logistic", which say how weights become arguments; "" where there is no program
    rows : their number
    """

    programs: dict[str, str]
    setup: tuple[str, ...]
    family: str
    rows: int


class Knob(TypedDict):
    """What the scripts know of a number with a slider (see landscapes/knobs.py).

    symbol : as mathematicians write it; "" if the page has words for it
    kind : what it moves
    power : the power to which it is the weight of its part of J
    main : whether every page has a slider of it
    low, high, step : of its slider
    default : where it stands in an address that does not name it
    """

    symbol: str
    kind: Literal["penalty", "loss", "data", "frame"]
    power: int
    main: bool
    low: float
    high: float
    default: float
    step: float


class Scene(TypedDict):
    """What every host draws of one spec.

    spec : what is drawn
    nets : the losses that are networks
    widest : the largest half-width on which the model can be shown
    preview : the grid for drags that need a new loss at every step; null where the loss comes quickly
    without : the views that the model lacks
    axis : the grid's coordinates along one axis
    layers : the loss, the penalties, the loss's parts, and `plain`, the loss without masks and noise where they act
    alike : what the regularizers stand for; null for nets
    weights : where the knobs stand, and 1 for the loss
    knobs : these knobs, but for the loss
    parts : the parts of the loss, and the power to which a knob is its part's weight
    hasClosedForms : whether minima of its loss have closed forms
    lambdaMax : the smallest λ at which the origin is a minimum
    slopes : ∇L(0); null for nets
    features : what the two features are called
    count : the number of rows
    solution : the minimisers where the knobs stand
    figure : the Plotly figure to be filled
    """

    spec: SpecFields
    nets: list[str]
    widest: float
    preview: Preview | None
    without: list[str]
    axis: Packed
    layers: dict[str, PackedLayer]
    alike: StandIns | None
    weights: Weights
    knobs: dict[str, Knob]
    parts: dict[str, int]
    hasClosedForms: bool
    lambdaMax: float
    slopes: OriginSlopes | None
    features: list[str]
    count: int
    solution: Solution
    figure: Figure


class ExplorerScene(Scene):
    """The scene of a page that asks the server for more.

    query : the shortest query of the spec
    datasets : those that go with the loss
    sliders : those that act on this landscape and not on every other
    losses : those that go with the data
    sliders : all that act on what is drawn
    defaultRange : the half-width that the data have by default
    target : what the target is called
    formula : MathML of J
    notes : what else is in the model
    equivalent : the scikit-learn programs
    rough : whether the layers are on the preview's grid
    """

    query: QueryTexts
    datasets: list[str]
    sliders: list[str]
    losses: list[str]
    sliders: list[str]
    defaultRange: float
    target: str
    formula: str
    notes: list[SentNote]
    equivalent: Equivalent
    rough: NotRequired[bool]
