"""What this room sends to the browser: how a page is looked at, and the diagrams. The scene's own is in
``components/scene/schema.py``; TypeScript is made of both by ``components/scene/types.py``.
"""

from typing_extensions import TypedDict


class OpenViews(TypedDict):
    """Which views are open, and how they are set beside their options.

    views : their names in our order, "surface" among them
    pick : a pinned point of the β-plane
    linked : whether windows of this page move together
    descent : the optimisers' part of the shortest query
    """

    views: tuple[str, ...]
    pick: tuple[float, ...] | None
    linked: bool
    descent: dict[str, str]


class ViewEntry(TypedDict):
    """One of the views that there are, the surface apart.

    name : its name in a link, and of its class
    asks : whether the server works something out for it
    options : the text of each of its options where it is at its default
    """

    name: str
    asks: bool
    options: dict[str, str]


class OptimizerLimits(TypedDict):
    """What optimisers may be asked for.

    known : their methods in our order
    usual : the methods that run unless others are asked for
    most : how many may run at once
    rate, steps : the least and the largest
    """

    known: list[str]
    usual: list[str]
    most: int
    rate: tuple[float, float]
    steps: tuple[float, float]


class GalleryLimits(TypedDict):
    """What the gallery may compare.

    weights : the least and the largest weight of each penalty that can differ from cell to cell
    stops : of a unit of such a weight, as minima are known there
    most : the number of cells
    usual : the weight of a penalty among its kinds where its slider says none
    """

    weights: dict[str, tuple[float, float]]
    stops: int
    most: int
    usual: float


class CameraReach(TypedDict):
    """How far a link's camera may stand.

    nearest : the least distance of the eye from what it looks at
    furthest : the largest coordinate
    """

    nearest: float
    furthest: float


class FrameShapes(TypedDict):
    """What the iframe of a figure is made of.

    rights : its attributes except address, title and style
    square : the style of a surface alone
    alone, row, below : the heights of one view, of a row of two of several, and of what stands below those
    """

    rights: str
    square: str
    alone: int
    row: int
    below: int


class ViewStart(TypedDict):
    """What every host says of the views.

    views : which there are, in our order
    viewState : which are open, and how
    options : the text of every option of every view
    optimizers : what optimisers may be asked for
    gallery : what the gallery may compare
    reach : how far a link's camera may stand
    """

    views: list[ViewEntry]
    viewState: OpenViews
    options: dict[str, str]
    optimizers: OptimizerLimits
    gallery: GalleryLimits
    reach: CameraReach


class NormSets(TypedDict):
    """What one normalization averages over a block of numbers.

    sets : for each entry the number of the set that it is averaged with
    sums, means, variances : of each set
    values : each entry, normalized
    groups : how many groups of channels; 0 where the norm knows none
    """

    sets: list[int]
    sums: list[float]
    means: list[float]
    variances: list[float]
    values: list[float]
    groups: int


class NormsScene(TypedDict):
    """The diagram ``figure=norms``.

    block : the entries, by sample, channel, row and column
    shape : how many there are of each
    epsilon : ε under the root
    norms : what each normalization averages
    norm, cell : the one that is shown and the chosen entry, its places counted from 1
    """

    block: list[float]
    shape: tuple[int, ...]
    epsilon: float
    norms: dict[str, NormSets]
    norm: str
    cell: tuple[int, ...]


class ShiftStops(TypedDict):
    """Where the sliders of a shift may stand.

    c : the mean of the input
    drop : δ, the rate at which it is dropped
    """

    c: list[float]
    drop: list[float]


class ShiftScene(TypedDict):
    """The diagram ``figure=shift``: test variance over training variance.

    stops : where both sliders may stand
    spreads : noise → its variance at each stop of drop
    c, drop : where they stand
    family : the noise that is chosen
    """

    stops: ShiftStops
    spreads: dict[str, list[float]]
    c: float
    drop: float
    family: str


class PolynomialStops(TypedDict):
    """Where the sliders of a polynomial may stand.

    degree, rows, draw : whole numbers
    noise : σ
    l1, l2 : λ and Ω, 0 and ten to a decade
    steps : of gradient descent; 0, at the end, for as many as it takes
    patience : for how many steps a trajectory that is watched goes on without a lower loss
    """

    degree: list[int]
    rows: list[int]
    noise: list[float]
    draw: list[int]
    l1: list[float]
    l2: list[float]
    steps: list[int]
    patience: list[int]


class PolynomialScene(TypedDict):
    """The diagram ``figure=polynomial``: what its page fits.

    stops : where each slider may stand
    draws : the standard normal numbers of each draw
    sine : the means of T_k(x)·sin πx on [−1, 1]
    folds : of the cross-validation
    now : where the sliders stand
    against : what the errors are drawn against
    """

    stops: PolynomialStops
    draws: list[list[float]]
    sine: list[float]
    folds: int
    now: dict[str, float]
    against: str
