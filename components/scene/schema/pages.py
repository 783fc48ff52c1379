"""What a page brings along, what the explorer asks for, and what it is answered."""

from typing import NotRequired

from typing_extensions import TypeAliasType, TypedDict

from ...address.schema import NormsScene, ShiftScene, ViewStart
from .scene import ExplorerScene, Knob, Scene, SentNote
from .tables import PackedExtras, PackedTable, Paths
from .values import QueryTexts, SpecFields, Words


class StandaloneScene(Scene):
    """The scene of a page that asks no server.

    notes : what else is in the model; only where a slider changes it
    tables : the minimisers at every stop of its sliders
    extras : what its views need
    """

    notes: NotRequired[list[SentNote]]
    tables: list[PackedTable]
    extras: NotRequired[PackedExtras]


class Start(ViewStart):
    """What a page with a landscape says beside its scene.

    words : the sentences that its scripts fill in
    theme : "auto", "light" or "dark"
    camera : the eye, or the eye and what it looks at; null for the default
    """

    words: Words
    theme: str
    camera: tuple[float, ...] | None


class ExplorerStart(Start):
    """What the explorer's page says.

    language : of the page
    numbers : every number that has a slider beside some landscape
    takes : the knobs that each loss takes
    own : the losses that a visitor's file may have
    address : the query of what is shown, where it is not what was opened
    """

    language: str
    numbers: dict[str, Knob]
    takes: dict[str, list[str]]
    own: list[str]
    address: str | None


class EmbedStart(Start):
    """What an embed's page says.

    language : of the page, where its address or its file names it
    autorotate : whether the surface turns by itself
    knobs : the sliders that are shown
    explorer : the address of the explorer; "" for none
    """

    language: str | None
    autorotate: bool
    knobs: tuple[str, ...]
    explorer: str


class DiagramStart(TypedDict):
    """What a diagram's page says.

    words : the sentences that its script fills in
    theme : "auto", "light" or "dark"
    """

    words: Words
    theme: str


# A diagram's own data.
DiagramScene = TypeAliasType("DiagramScene", NormsScene | ShiftScene)


# --- What the explorer asks and is answered --------------------------------------------------------------------------


class SentFile(TypedDict):
    """The visitor's own file, as a request brings it.

    contents : its bytes in base64
    features, target : the chosen columns; null for the server's choice
    """

    contents: str
    features: list[str] | None
    target: str | None


class SentRequest(TypedDict):
    """What the explorer asks for.

    query : of the landscape and what is asked of it
    language : of the answer
    seq : the number of the request
    file : the visitor's own
    """

    query: QueryTexts
    language: str
    seq: int
    file: SentFile | None


class OwnTable(TypedDict):
    """What the server read in the visitor's file.

    loss : the loss that is shown
    losses : those that the target can serve
    columns, numeric : all columns, and those of numbers
    features, target : the chosen ones
    rows : their number
    remarks : sentences about how it was read
    leftOut, leftOutMore : sentences about columns that cannot serve, and how many more there are
    """

    loss: str
    losses: list[str]
    columns: list[str]
    numeric: list[str]
    features: list[str]
    target: str
    rows: int
    remarks: list[str]
    leftOut: list[str]
    leftOutMore: int


class FirstScene(TypedDict):
    """The scene that comes with the page.

    scene : of the address
    """

    scene: ExplorerScene


class SceneCame(FirstScene):
    """The answer to a request for a scene.

    own : what was read in the visitor's file
    seq : the number of the request
    """

    own: OwnTable | None
    seq: int


class PathsCame(TypedDict):
    """The answer to a request for paths.

    paths : the tables
    seq : the number of the request
    """

    paths: Paths
    seq: int


class ExtrasCame(TypedDict):
    """The answer to a request of the views.

    extras : what they need
    spec : what it was worked out for
    seq : the number of the request
    """

    extras: PackedExtras
    spec: SpecFields
    seq: int


class Refused(TypedDict):
    """The answer to a request that is refused.

    refused : the sentence that says why
    own : what was read in the visitor's file, where a scene was asked for: another choice can be made with it
    seq : the number of the request
    """

    refused: str
    own: NotRequired[OwnTable | None]
    seq: int


SceneAnswer = TypeAliasType("SceneAnswer", FirstScene | SceneCame | Refused)
PathsAnswer = TypeAliasType("PathsAnswer", PathsCame | Refused)
ExtrasAnswer = TypeAliasType("ExtrasAnswer", ExtrasCame | Refused)
