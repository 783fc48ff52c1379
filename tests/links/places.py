"""Where each meaning stands today: the one place to change when a field of a scene or a route's inside is renamed.

The records in ``expected`` know meanings only, the keys of these tables. A table's values are paths into what the
server sends: ``"solution.points"`` is ``scene["solution"]["points"]``. A field that moves or gets another name needs
another path here and nothing else; the records stay as they are.
"""

from typing import Any

Json = dict[str, Any]

# What a scene says as it stands.
SCENE = {
    "spec": "spec",
    "shortest query": "query",
    "data sets that go with it": "datasets",
    "losses that go with the data": "losses",
    "linear score": "linearScore",
    "views that it lacks": "without",
    "widest half-width": "maxRange",
    "default half-width": "defaultRange",
    "preview points": "preview.n",
    "preview knobs": "preview.knobs",
    "rough": "rough",
    "weights": "weights",
    "powers of the weights": "affineTerms",
    "lambda max": "lambdaMax",
    "slope at the origin": "originGradient",
    "slope of smoothing": "l2Equivalent.affineTerms.smoothing.linear",
    "features": "features",
    "target": "target",
    "rows": "count",
    "kind of minimum": "solution.kind",
    "minimum": "solution.points",
    "J at the minimum": "solution.value",
    "L at the minimum": "solution.loss",
    "programs": "equivalent.programs",
    "set-up of the programs": "equivalent.setup",
    "family of the programs": "equivalent.family",
    "rows of the programs": "equivalent.rows",
}
# What is read of it with more care.
AXIS = "axis"
LAYERS = "layers"
# What a layer is called in the records, where it is not its name.
LAYER_MEANINGS = {"raw": "plain"}
WEIGHTS = "weights"
POWERS = "affineTerms"
FORMULA = "formula"
NOTES = "notes"
STORY = "solution.story"
RESIDUAL = "solution.residual"
CLOSED = "solution.closed"
TABLES = "tables"
EXTRAS = "extras"
EQUIVALENT_INPUTS = "l2Equivalent.inputs"
EQUIVALENT_TERMS = "l2Equivalent.affineTerms"

POLYNOMIAL = {"constant": "constant", "slope": "linear", "bend": "quadratic", "exact": "exact"}
# A closed form: its sentence's key, its numbers. A note likewise, with when it is said.
SENTENCE = "key"
CLOSED_NUMBERS = "numbers"
NOTE = {"values": "values", "part": "knob", "above": "above", "alone": "alone"}

# The minimisers along sliders. ``CASES`` holds pairs of a kind and the key of a sentence.
TABLE = {"spec": "spec", "sliders": "knobs"}
STOPS, CASES, CASE, POINTS, LOSS, RESIDUALS, TABLE_CLOSED = (
    *("stops", "cases", "case", "points", "loss", "residual", "closed"),
)

# What views ask the server for.
SLIDER = "knob"
PATH = {
    "degrees of freedom": "path.degrees",
    "zeros": "path.zeros",
    "training loss": "path.training",
    "held-out loss": "path.held",
    "best": "path.best",
    "training and held-out rows": "path.counts",
    "held weights": "path.at",
}
FOLDS = {
    "mean": "folds.mean",
    "standard error": "folds.error",
    "best": "folds.best",
    "largest within one error": "folds.simplest",
    "best pair": "folds.chosen",
    "its mean": "folds.least",
    "folds": "folds.folds",
    "rows": "folds.rows",
    "held weights": "folds.at",
}
CLOUD = {
    "stops": "cloud.stops",
    "samples": "cloud.draws",
    "rows of a sample": "cloud.rows",
    "target": "cloud.target",
    "bias": "cloud.bias",
    "variance": "cloud.variance",
    "unit": "cloud.unit",
    "held weights": "cloud.at",
}
CLOUD_POINTS = "cloud.points"
CLOUD_STOPS, CLOUD_SAMPLES = "cloud.stops", "cloud.draws"
TRAJECTORIES = {
    "weights": "trajectories.at",
    "nearest weights": "trajectories.near",
    "start": "trajectories.start",
    "rate": "trajectories.rate",
    "steps": "trajectories.steps",
    "largest rates": "trajectories.limits",
    "shortest query": "trajectories.query",
    "unit": "trajectories.unit",
}
TRAJECTORIES_AT, TRAJECTORIES_STEPS, TRAJECTORIES_EACH = "trajectories.at", "trajectories.steps", "trajectories.paths"
TRAJECTORY = {"method": "method", "lengths": "lengths"}
TRAJECTORY_POINTS, TRAJECTORY_HEIGHTS, TRAJECTORY_SAYS = "points", "heights", "says"
RIDGE = {"steps": "ridge.steps", "points": "ridge.points", "weights": "ridge.at"}
CELLS, CELLS_COMPARE = "cells.tables", "cells.compare"

# What a page says to its script beside the scene.
START = {
    "language": "language",
    "theme": "theme",
    "camera": "camera",
    "sliders": "knobs",
    "turns by itself": "autorotate",
    "link to the explorer": "explorer",
    "address set right": "address",
    "views": "viewState.views",
    "along": "options.along",
    "pick": "viewState.pick",
    "compare": "options.compare",
    "difference": "options.difference",
    "linked": "viewState.linked",
    "decay": "options.decay",
    "ridge": "options.ridge",
    "walk": "viewState.descent",
    "methods": "optimizers.known",
    "rates": "optimizers.rate",
    "walk steps": "optimizers.steps",
    "nearest eye": "reach.nearest",
    "furthest eye": "reach.furthest",
}
WORDS = "words"
# Where the texts of the views' options stand.
OPTIONS = "options"
# The sentences that the script says of the surface to those who do not see it: all whose keys begin so.
SAID_OF_SURFACE = "aria"

# A diagram's scene.
DIAGRAM = {
    "block": "block",
    "shape": "shape",
    "epsilon": "epsilon",
    "norm": "norm",
    "cell": "cell",
    "c": "c",
    "drop": "drop",
    "stops of c": "stops.c",
    "stops of drop": "stops.drop",
    "square": "square",
    "absolute": "absolute",
    "bare": "bare",
    "less": "less",
    "more": "more",
    "inputs": "inputs",
    "targets": "targets",
    "where the sliders stand": "now",
    "against": "against",
    "stops of λ": "stops.l1",
    "stops of Ω": "stops.l2",
    "stops of σ": "stops.noise",
    "the sine's products": "sine",
    "draws": "draws",
    "scores": "scores",
    "moments": "all",
    "point": "at",
    "input": "input",
}
NORMS = "norms"
NORM = {"sets": "sets", "sums": "sums", "means": "means", "variances": "variances", "values": "values"}

# The explorer's callbacks as the page asks them: what is asked, what is answered, and where the answer stands in it.
CALLBACK = "/_dash-update-component"
OPEN = ("address.data", "page.children")
# What the explorer says at once, with the address of its first scene.
EARLY = "early-start"
START_STORE = "start"
QUESTIONS = {
    "scene": ("request.data", "scene.data", "scene"),
    "paths": ("paths-request.data", "paths.data", "paths"),
    "extras": ("extras-request.data", "extras.data", "extras"),
}
REFUSED = "refused"


def question(query: dict[str, str], language: str) -> Json:
    """What the page sends with a question."""
    return {"query": query, "language": language, "seq": 1, "file": None}


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path; None where there is nothing."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data


def taken(data: Any, table: dict[str, str]) -> Json:
    """Each meaning of a table that the data have."""
    found = {meaning: at(data, path) for meaning, path in table.items()}
    return {meaning: value for meaning, value in found.items() if value is not None}
