"""What the model shown is, beyond loss, data and weights: sentences about what else is in L.

Whoever shows a figure shows these: without them the picture would be of another model than its caption says.
"""

import math
from dataclasses import dataclass, field

from landscapes import Problem, Spec
from landscapes.analysis.quadrature_error import quadrature_error
from landscapes.knobs import parts_of
from landscapes.models.dropout import MASKS
from landscapes.models.networks import EPSILON, batchnorm

from ..i18n import Words, join
from .schema.scene import SentNote

# An error of L below as many percent is not told apart.
LEAST_PERCENT = 0.0001


@dataclass(frozen=True)
class Note:
    """A sentence about the model.

    key, values : the sentence, and what is filled into it
    part : the part of the loss whose weight is filled in too, under its name; said only where it is above ``above``
    alone : whether it is said only where no part has weight
    """

    key: str
    values: dict[str, str] = field(default_factory=dict)
    part: str = ""
    above: float = 0.0
    alone: bool = False


def notes_of(problem: Problem) -> list[Note]:
    """Every sentence that holds at some weights of the parts, in the order in which the rows are changed.

    What is said of the outlier's pull holds for its bare row: noise and shared weights change it.
    """
    spec = problem.spec
    if not spec.model.linear_score:
        return [_note_of_net(problem)]
    parts = parts_of(spec)
    notes: list[Note] = []
    if spec.data == "outlier":
        notes.append(Note("model.outlier", {"outlier": f"{spec.outlier:g}".replace("-", "−")}))
        if spec.drop == 0.0 and (spec.noise == 0.0 or "noise" in parts):
            notes.append(Note(f"model.outlier.{spec.loss}", alone=True))
    if "smoothing" in parts:
        notes.append(Note(f"model.smoothing.{spec.convention}", part="smoothing"))
        undecided = spec.data == "point" and (spec.p == 0.5 or spec.x == 0.0)
        if spec.convention == "others" and not undecided:
            notes.append(Note("model.smoothing.others.wrong", part="smoothing", above=0.5))
    if spec.drop > 0.0:
        notes.append(Note(f"model.mask.{spec.mask}", {"drop": f"{spec.drop:g}"}))
        if MASKS[spec.mask].rates is not None:
            notes.append(Note(f"model.rescale.own.{int(spec.rescale)}"))
        elif not MASKS[spec.mask].gaussian:
            notes.append(Note(f"model.rescale.{int(spec.rescale)}"))
    if "noise" in parts:
        notes.append(Note("model.noise.linear", part="noise"))
    elif spec.noise > 0.0:
        notes.append(Note("model.noise", {"noise": f"{spec.noise:g}"}))
    gaussian = (spec.drop > 0.0 and MASKS[spec.mask].gaussian) or (spec.noise > 0.0 and "noise" not in parts)
    if gaussian:
        notes.append(_note_of_rule(problem))
    if is_mean(spec):
        notes.append(Note("model.mean"))
    return notes + [Note(f"model.{part}", part=part) for part in ("share", "confidence") if part in parts]


def sent_notes(problem: Problem) -> list[SentNote]:
    """The same for the browser, which knows the weights."""
    return [
        {"key": note.key, "values": note.values, "part": note.part, "above": note.above, "alone": note.alone}
        for note in notes_of(problem)
    ]


def is_mean(spec: Spec) -> bool:
    """Whether L is a mean over inputs that masks or noise have changed: x̃ in the formula."""
    return spec.drop > 0.0 or (spec.noise > 0.0 and not spec.model.quadratic)


def _note_of_rule(problem: Problem) -> Note:
    """How exactly the mean over Gaussian noise is taken."""
    spec, used = problem.spec, problem.rows
    if spec.model.quadratic:
        return Note("model.rule.exact")
    percent = max(100.0 * quadrature_error(spec, used), LEAST_PERCENT)
    # Rounded up to one digit.
    step = 10.0 ** math.floor(math.log10(percent))
    return Note("model.rule", {"nodes": str(used.nodes), "off": f"{step * math.ceil(percent / step - 1e-9):.5g}"})


def _note_of_net(problem: Problem) -> Note:
    spec = problem.spec
    if spec.loss == "residual":
        return Note("model.residual", {"first": f"{0.5 * spec.drop:g}", "second": f"{spec.drop:g}"})
    scale = batchnorm(problem.rows).scale
    return Note("model.batchnorm", {"scale": f"{scale:.3f}", "epsilon": f"{EPSILON:g}"})


def active_notes(problem: Problem) -> list[tuple[str, dict[str, str]]]:
    """(key, values) of the sentences that hold at the spec's own weights; none for a plain model."""
    weights = {part: getattr(problem.spec, part) for part in parts_of(problem.spec)}
    return [
        (note.key, note.values | ({note.part: f"{weights[note.part]:g}"} if note.part else {}))
        for note in notes_of(problem)
        if (not note.part or weights[note.part] > note.above) and not (note.alone and any(weights.values()))
    ]


def told(problem: Problem, say: Words) -> str:
    """The notes as one text."""
    return join(*(say(key, **values) for key, values in active_notes(problem)))
