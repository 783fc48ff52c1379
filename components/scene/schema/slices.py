"""What a slice's page draws: a surface of the loss of any net, and what is said of it."""

from typing_extensions import TypedDict

from ...address.schema import CameraReach, FrameShapes
from .scene import Drawn
from .values import Weights, Words


class SliceAxis(TypedDict):
    """A coordinate of the plane: what the drawn axis stands for.

    low, high : the coordinates at the ends of the drawn axis
    """

    low: float
    high: float


class SlicePath(TypedDict):
    """An optimiser's path, or marked points, on the drawn axes.

    name : what they are
    points : a₁, b₁, a₂, b₂, … on the drawn axes
    joined : whether they follow one another in time
    farthest : the largest distance of its points from the plane
    """

    name: str
    points: list[float]
    joined: bool
    farthest: float


class SliceScene(Drawn):
    """What is drawn of a slice.

    name : what people call it; "" for none
    kind : "slice", "landscape" for a loss of two parameters, or "file"
    convex : whether J is known to be convex
    a, b : what the drawn axes stand for
    positive : whether every loss is above 0, so that a logarithm can be drawn
    wide : whether the losses span so much that only a logarithm shows them
    others : the layers that may be drawn in the loss's place
    l2 : the six numbers of ‖θ₀ + a·d₁ + b·d₂‖²: 1, a, b, a², ab, b²; None where it is unknown
    paths : what lies on the surface
    """

    name: str
    kind: str
    convex: bool
    a: SliceAxis
    b: SliceAxis
    positive: bool
    wide: bool
    others: list[str]
    l2: list[float] | None
    paths: list[SlicePath]


class OpeningLimits(TypedDict):
    """What is read of an HDF5 file in the browser.

    most : bytes of the file
    points : points an axis
    bytes : of its numbers, as they are sent
    """

    most: int
    points: int
    bytes: int


class OpeningStart(TypedDict):
    """What the page that asks for a surface says to its script.

    words : the sentences that it fills in
    library : the address of what reads HDF5; "" where it is not here
    limits : what is read of it
    """

    words: Words
    library: str
    limits: OpeningLimits


class SliceShown(TypedDict):
    """How the page opens.

    weights : of the penalties
    layer : what is drawn
    logarithm : whether heights are logarithms
    views : what is open beside the surface
    along : the coordinate that the cut runs along
    through : what the cut runs through
    camera : eye, or eye and centre; None for the default
    """

    weights: Weights
    layer: str
    logarithm: bool
    views: list[str]
    along: str
    through: str
    camera: tuple[float, ...] | None


class SliceFile(TypedDict):
    """The file that a visitor has sent, so that the page in another language can be asked for.

    name : what it is called
    base64 : its bytes
    """

    name: str
    base64: str


class SliceStart(TypedDict):
    """What a slice's page says beside its scene.

    words : the sentences that its script fills in
    theme : "auto", "light" or "dark"
    language : of the page
    of : which of our own it is; "" for one that has no address
    beside : which of our own stands beside it; "" for none
    others : the slices beside it, on one scale with it
    reaches : where the sliders end beside each of our own
    menu : where λ and Ω end behind each option of the menu; empty without one
    shown : how it opens
    frames : what the iframe of a figure is made of
    reach : how far a link's camera may stand
    file : the visitor's own; None for one that has an address, or stands in a file
    """

    words: Words
    theme: str
    language: str
    of: str
    beside: str
    others: list[SliceScene]
    reaches: dict[str, Weights]
    menu: dict[str, Weights]
    shown: SliceShown
    frames: FrameShapes
    reach: CameraReach
    file: SliceFile | None
