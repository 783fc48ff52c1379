"""What a page brings along, what the explorer asks for, and what it is answered."""

from typing import NotRequired

from typing_extensions import TypeAliasType, TypedDict

from ...address.failing_schema import FailingScene
from ...address.panel_schema import BatchesScene, EnsembleScene, MasksScene, RatesScene, StackScene, UnitScene
from ...address.rate_schema import ChosenScene
from ...address.schema import FrameShapes, NormsScene, PolynomialScene, ShiftScene, ViewStart
from ...address.text_schema import CertaintyScene, SumsScene, TiedScene
from ...address.useless_schema import UselessScene
from ...address.variant_schema import VariantsScene
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
    wireframe : whether the surface is a net of lines
    inertia : whether it turns on for a moment after the hand has let go
    """

    words: Words
    theme: str
    camera: tuple[float, ...] | None
    wireframe: bool
    inertia: bool


class PageLimits(TypedDict):
    """What the server takes.

    fileBytes : the size of a visitor's file
    embedKnobs : the number of sliders of an embed
    """

    fileBytes: int
    embedKnobs: int


class RowEdits(TypedDict):
    """What may be edited by hand.

    data : the data sets whose rows may
    rows : how many rows there may be
    reach : how far from 0 a number may be
    """

    data: list[str]
    rows: int
    reach: float


class ExplorerStart(Start):
    """What the explorer's page says.

    language : of the page
    numbers : every number that has a slider beside some landscape
    takes : the knobs that each loss takes
    presets : the penalties that have weight under each preset
    own : the losses that a visitor's file may have
    scores : the losses of a linear score: between these, what acts on inputs goes along
    choices : the fields of a spec that are picked, beside loss and data
    limits : what the server takes
    edits : which rows may be edited, and how far
    frames : what the iframes of figures are made of
    address : the query of what is shown, where it is not what was opened
    """

    language: str
    numbers: dict[str, Knob]
    takes: dict[str, list[str]]
    presets: dict[str, list[str]]
    own: list[str]
    scores: list[str]
    choices: list[str]
    limits: PageLimits
    edits: RowEdits
    frames: FrameShapes
    address: str | None


class EarlyStart(TypedDict):
    """What the explorer's page says before Dash has come.

    scene : the address of the first scene
    words : those on the picture
    theme, camera, wireframe : as in Start
    label : the surface's text alternative until its sentence is there
    release : of the server that has made the page
    """

    scene: str
    words: Words
    theme: str
    camera: tuple[float, ...] | None
    wireframe: bool
    label: str
    release: str


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
DiagramScene = TypeAliasType(
    "DiagramScene",
    NormsScene
    | ShiftScene
    | PolynomialScene
    | UnitScene
    | BatchesScene
    | RatesScene
    | StackScene
    | MasksScene
    | EnsembleScene
    | VariantsScene
    | ChosenScene
    | UselessScene
    | FailingScene
    | SumsScene
    | CertaintyScene
    | TiedScene,
)


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
    gaps : how many of them lack a value in a chosen column
    remarks : sentences about how it was read
    leftOut, leftOutMore : sentences about columns that cannot serve, and how many more there are
    correlations : of the columns that can be features, those most correlated with the target, and by how much
    """

    loss: str
    losses: list[str]
    columns: list[str]
    numeric: list[str]
    features: list[str]
    target: str
    rows: int
    gaps: int
    remarks: list[str]
    leftOut: list[str]
    leftOutMore: int
    correlations: list[tuple[str, float]]


class SceneCame(TypedDict):
    """The answer to a request for a scene.

    scene : what was asked for
    own : what was read in the visitor's file
    seq : the number of the request
    """

    scene: ExplorerScene
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


SceneAnswer = TypeAliasType("SceneAnswer", SceneCame | Refused)
PathsAnswer = TypeAliasType("PathsAnswer", PathsCame | Refused)
ExtrasAnswer = TypeAliasType("ExtrasAnswer", ExtrasCame | Refused)
