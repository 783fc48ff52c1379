"""What is looked up under the sliders: minima, trajectories, samples."""

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


class PackedFolds(TypedDict):
    """What cross-validation found along one slider; nothing but `at` where there are too few rows, or none for it.

    at : where the other knobs are held
    stops : where the slider may stand
    mean, error : the mean over the folds of the loss on the fold, and its standard error
    best, simplest : the numbers of the stop with the least mean, and of the largest within one standard error of it
    chosen : λ and Ω with the least mean of all that were tried
    least : that mean
    folds, rows : how many
    """

    at: Held
    stops: NotRequired[list[float]]
    mean: NotRequired[Gaps]
    error: NotRequired[Gaps]
    best: NotRequired[int]
    simplest: NotRequired[int]
    chosen: NotRequired[Weights]
    least: NotRequired[float]
    folds: NotRequired[int]
    rows: NotRequired[int]


class PackedBiasVariance(TypedDict):
    """Where small samples of the rows would put the minimum; no more than `asked` and no stops for too few rows.

    at : where the other knobs are held
    asked : how many rows a sample was to have
    stops : where the slider may stand
    points : counts of `unit`, by stop, sample and coordinate
    unit : what a count stands for
    nowhere : the count of a sample without a minimum on the picture
    draws, rows : the number of samples, and of the rows of each
    target : the minimiser of all rows without penalty
    bias, variance : at each stop
    zeros : at each stop, in how many samples each coefficient is exactly 0
    """

    at: Held
    asked: int
    stops: list[float]
    points: NotRequired[Packed]
    unit: NotRequired[float]
    nowhere: NotRequired[int]
    draws: NotRequired[int]
    rows: NotRequired[int]
    target: NotRequired[list[float] | None]
    bias: NotRequired[Gaps]
    variance: NotRequired[Gaps]
    zeros: NotRequired[list[list[int]]]


class PackedLosses(TypedDict):
    """The bare loss along one optimiser's trajectories on the training rows, one for each setting of the knobs.

    training, held : counts of `lossUnit`, on these rows and on the held-out ones, filled up with the last
    lengths : the number of losses of each trajectory
    best : the first step of each with the least held-out loss
    says : the held-out loss there, and at the last step
    """

    training: Packed
    held: Packed
    lengths: list[int]
    best: list[int]
    says: list[list[float]]


class MethodTrajectories(TypedDict):
    """One optimiser's trajectories, one for each setting of the knobs.

    method : its name
    points, heights : counts of `unit`, and of `heightUnit` of log₁₀(J − min J), filled up with the last
    lengths : the number of points of each trajectory
    says : outcome and its numbers
    """

    method: str
    points: Packed
    heights: Packed
    lengths: list[int]
    says: list[tuple[str, dict[str, float]]]


class PackedTrajectory(MethodTrajectories):
    """The same with what is watched.

    watched : null where nothing is
    """

    watched: PackedLosses | None


class PackedTrajectories(TypedDict):
    """Optimisers' trajectories at some settings of the knobs.

    at : the settings
    near : how far from a setting its trajectories may stand in for others
    start, rate, steps : where they begin, the step size, the number of steps
    limits : 2/Lipschitz at each setting; null where the loss is flat
    query : the shortest query that means them
    unit, heightUnit, lossUnit : what a count stands for
    watched : how many rows are for training and how many held out, none where there are too few; null if not asked for
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
    heightUnit: float
    lossUnit: float
    watched: list[int] | None
    paths: list[PackedTrajectory]


class RidgePath(TypedDict):
    """The path of L2 minima beside trajectories that are stopped early.

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


class PackedHeld(TypedDict):
    """The rows that are held out, and what the others train.

    at : where the other knobs are held
    places : which of the drawn rows are held out; none where there are too few rows
    points : b1, b2, b1, b2, … at each stop of the slider; null where there is no single minimum
    """

    at: Held
    places: list[int]
    points: Gaps


class PackedRows(TypedDict):
    """The rows that the data view draws.

    features : x₁, x₂, x₁, x₂, … of each, as β multiplies them; packed float32
    targets : numbers, or the probability of class 1; packed float32
    count : how many rows there are, of which some may not be drawn
    held : which of them are held out, where that was asked for
    form, numbers : how β becomes the coefficients that multiply the features (see landscapes/analysis/fitted.py)
    """

    features: str
    targets: str
    count: int
    held: PackedHeld | None
    form: str
    numbers: list[float]


class ViewExtras(TypedDict, total=False):
    """What the open views need of the server, each that asks.

    fit, path, folds, cloud, trajectories, ridge, cells : of the view that asks for it
    """

    fit: PackedRows
    path: PackedPath
    folds: PackedFolds
    cloud: PackedBiasVariance
    trajectories: PackedTrajectories
    ridge: RidgePath | None
    cells: Cells


class PackedExtras(ViewExtras):
    """The same with what it is for.

    knob : the slider along which paths run
    """

    knob: str
