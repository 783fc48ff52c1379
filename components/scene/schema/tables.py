"""What is looked up under the sliders: minima, walks, samples."""

from typing import NotRequired

from typing_extensions import TypedDict

from .scene import ClosedForm
from .values import Gaps, Held, Packed, QueryTexts, SolutionKind, SpecFields, Weights


class PackedTable(TypedDict):
    """The minimisers at every combination of some sliders' stops, as columns; the last slider changes fastest.

    spec : the weights that are held
    knobs, stops : the sliders, and where each may stand
    cases : the pairs of kind and story that occur
    case : which of them holds, row by row
    points : their coordinates, two or four
    loss : the data loss, from which J follows under any weights; for "none" the infimum of J
    residual : the certificate
    closed : the closed forms; not in an embed
    """

    spec: SpecFields
    knobs: list[str]
    stops: list[list[float]]
    cases: list[tuple[SolutionKind, str]]
    case: list[int]
    points: list[list[float]]
    loss: list[float]
    residual: list[float]
    closed: NotRequired[list[ClosedForm | None]]


class Paths(TypedDict):
    """Tables of one slider each.

    spec : what they were solved for
    tables : one a slider
    """

    spec: SpecFields
    tables: list[PackedTable]


class PackedPath(TypedDict):
    """What the path view needs of the server, along one slider.

    at : where the other knobs are held
    stops : where the slider may stand
    degrees : degrees of freedom at each stop
    zeros : from where on each coefficient is 0
    held, training : the loss on held-out and on training rows at each stop; null without enough rows
    best : the number of the stop whose held-out loss is least
    counts : the number of training and of held-out rows
    """

    at: Held
    stops: list[float]
    degrees: Gaps
    zeros: Gaps
    held: Gaps | None
    training: NotRequired[Gaps]
    best: NotRequired[int]
    counts: NotRequired[list[int]]


class PackedCloud(TypedDict):
    """Where small samples of the rows would put the minimum; nothing but `at` and no stops for data of too few rows.

    at : where the other knobs are held
    stops : where the slider may stand
    points : counts of `unit`, by stop, sample and coordinate
    unit : half-width/8192
    draws, rows : the number of samples, and of the rows of each
    target : the minimiser of all rows without penalty
    bias, variance : at each stop
    """

    at: Held
    stops: list[float]
    points: NotRequired[Packed]
    unit: NotRequired[float]
    draws: NotRequired[int]
    rows: NotRequired[int]
    target: NotRequired[list[float] | None]
    bias: NotRequired[Gaps]
    variance: NotRequired[Gaps]


class PackedWalk(TypedDict):
    """One optimiser's walks, one for each setting of the knobs.

    method : its name
    points, heights : counts of `unit` and of log₁₀(J − min J)/256, filled up with the last
    lengths : the number of points of each walk
    says : verdict and its numbers
    """

    method: str
    points: Packed
    heights: Packed
    lengths: list[int]
    says: list[tuple[str, dict[str, float]]]


class PackedWalks(TypedDict):
    """Optimisers' walks at some settings of the knobs.

    at : the settings
    near : how far from a setting its walks may stand in for others
    start, rate, steps : where they begin, the step size, the number of steps
    limits : 2/Lipschitz at each setting; null where the loss is flat
    query : the shortest query that means them
    unit : half-width/8192
    paths : one an optimiser
    """

    at: list[Weights]
    near: float
    start: list[float]
    rate: float
    steps: int
    limits: Gaps
    query: QueryTexts
    unit: float
    paths: list[PackedWalk]


class RidgePath(TypedDict):
    """The path of L2 minima beside walks that are stopped early.

    at : the setting of the knobs
    steps : the steps that the points stand for
    points : b1, b2, b1, b2, …
    """

    at: Weights
    steps: list[int]
    points: list[float]


class Cells(TypedDict):
    """The minima of the gallery's cells.

    compare : what is compared
    at : the setting of the knobs
    tables : one of one row for each cell
    """

    compare: str
    at: Weights
    tables: list[PackedTable]


class PackedExtras(TypedDict):
    """What the open views need of the server.

    knob : the slider along which paths run
    path, cloud, walks, ridge, cells : of the view that asks for it
    """

    knob: str
    path: NotRequired[PackedPath]
    cloud: NotRequired[PackedCloud]
    walks: NotRequired[PackedWalks]
    ridge: NotRequired[RidgePath | None]
    cells: NotRequired[Cells]
