"""What this room sends to the browser: how a page is looked at, and the diagrams. The scene's own is in
``components/scene/schema.py``; TypeScript is made of both by ``components/scene/types.py``.
"""

from typing_extensions import TypedDict


class ViewLooks(TypedDict):
    """Which views are open, and how they are set: the fields of ``Looks``, and its options.

    views : their names in our order, "surface" among them
    along : 0 or 1, the coefficient along which slice and prior run
    pick : a pinned point of the β-plane
    compare : what the gallery compares
    difference : whether the gallery also shows its first landscape minus its second
    linked : whether windows of this page move together
    decay : whether each walk shows one step of the penalties alone
    ridge : whether the path of L2 minima stands beside the walks
    walk : the optimisers' part of the shortest query
    """

    views: tuple[str, ...]
    along: int
    pick: tuple[float, ...] | None
    compare: str
    difference: bool
    linked: bool
    decay: bool
    ridge: bool
    walk: dict[str, str]


class ViewEntry(TypedDict):
    """One of the views that there are, the surface apart.

    name : its name in a link, and of its class
    asks : whether the server works something out for it
    options : the text of each of its options where it is at its default
    """

    name: str
    asks: bool
    options: dict[str, str]


class WalkLimits(TypedDict):
    """What optimisers may be asked for.

    known : their methods in our order
    rate, steps : the least and the largest
    """

    known: list[str]
    rate: tuple[float, float]
    steps: tuple[float, float]


class CameraReach(TypedDict):
    """How far a link's camera may stand.

    nearest : the least distance of the eye from what it looks at
    furthest : the largest coordinate
    """

    nearest: float
    furthest: float


class ViewStart(TypedDict):
    """What every host says of the views.

    views : which there are, in our order
    looks : which are open, and how
    options : the text of every option of every view
    walks : what optimisers may be asked for
    reach : how far a link's camera may stand
    """

    views: list[ViewEntry]
    looks: ViewLooks
    options: dict[str, str]
    walks: WalkLimits
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
    ratios : the ratio at each stop of c, for each of drop
    c, drop : where they stand
    """

    stops: ShiftStops
    ratios: list[list[float]]
    c: float
    drop: float
