"""What the model shown is, beyond loss, data and weights: sentences about what else is in L.

Whoever shows a figure shows these: without them the picture would be of another model than its caption says.
"""

import math
from dataclasses import dataclass, field

from landscapes import Problem, Spec
from landscapes.analysis.quadrature_error import quadrature_error
from landscapes.data.datasets import DATASETS
from landscapes.knobs import KNOBS, MAIN, affine_terms_of, of_kind
from landscapes.models.copies import NONE
from landscapes.models.dropout import MASKS
from landscapes.models.net_models import NETS
from landscapes.spec import models

from ..address.views import VIEWS
from ..i18n import LANGUAGES, Words, join, words
from .schema.scene import SentNote

# Affine terms of L whose sentences depend on more than their weight.
SAID_ABOVE = ("noise", "smoothing")
# An error of L below as many percent is not told apart.
LEAST_PERCENT = 0.0001
# Masks of which the softmax pair's sentence is another: its one input stands in both logits, and its weights are two.
OF_PAIR = ("dropout", "gaussian", "connect", "block")


@dataclass(frozen=True)
class Note:
    """A sentence about the model.

    key, values : the sentence, and what is filled into it
    knob : of an affine term of the loss, or a penalty, whose weight is filled in too, under its name; said only where
        it is above ``above``
    alone : whether it is said only where no affine term has weight, and no penalty but λ and Ω
    """

    key: str
    values: dict[str, str] = field(default_factory=dict)
    knob: str = ""
    above: float = 0.0
    alone: bool = False


def check_complete() -> None:
    """Raises LookupError if a language has no name for an entry, or no sentence that is always said of it."""
    registries = {
        "choice.loss": models(),
        "choice.data": DATASETS,
        "knob": of_kind("data", "loss", "penalty"),
        "view": VIEWS,
    }
    keys = [f"{kind}.{name}" for kind, entries in registries.items() for name in entries]
    weighed = [name for name, knob in KNOBS.items() if knob.kind == "penalty" or knob.affine]
    noted = [data for data in DATASETS.values() if data.noted]
    keys += [f"knob.{name}.short" for name in weighed]
    keys += [f"model.{name}" for name in (*NETS, *(data.name for data in noted))]
    keys += [f"model.{name}" for name in weighed if KNOBS[name].affine and name not in SAID_ABOVE]
    keys += [f"model.{data.name}.{loss}" for data in noted for loss in data.half_widths]
    for language in LANGUAGES:
        for key in keys:
            if key not in words(language).catalogue:
                raise LookupError(f"missing words in {language}.json: {key}")


check_complete()


def notes_of(problem: Problem) -> list[Note]:
    """Every sentence that holds at some weights of the affine terms, in the order in which the rows are changed.

    What is said of the outlier's pull holds for its bare row: noise and shared weights change it.
    """
    spec = problem.spec
    catalogue = words(next(iter(LANGUAGES))).catalogue
    penalties = [Note(f"model.{name}", knob=name) for name in other_penalties() if f"model.{name}" in catalogue]
    if not spec.model.linear_score:
        return [Note(f"model.{spec.loss}", NETS[spec.loss].facts(problem.net)), *penalties]
    terms = affine_terms_of(spec)
    notes: list[Note] = []
    data = DATASETS[spec.data]
    if spec.edited:
        notes.append(Note("model.edited", {"count": str(len(problem.raw_rows))}))
    elif data.noted:
        values = {knob: f"{getattr(spec, knob):g}".replace("-", "−") for knob in data.knobs}
        notes.append(Note(f"model.{data.name}", values))
        if spec.drop == 0.0 and spec.copies == NONE and (spec.noise == 0.0 or "noise" in terms):
            notes.append(Note(f"model.{data.name}.{spec.loss}", alone=True))
    if spec.copies != NONE:
        notes.append(Note(f"model.copies.{spec.copies}"))
    if "smoothing" in terms:
        notes.append(Note(f"model.smoothing.{spec.convention}", knob="smoothing"))
        undecided = spec.model.pair and (spec.p == 0.5 or spec.x == 0.0)
        if spec.convention == "others" and not undecided:
            notes.append(Note("model.smoothing.others.wrong", knob="smoothing", above=0.5))
    notes += _notes_of_masks(spec)
    if "noise" in terms:
        notes.append(Note("model.noise.linear", knob="noise"))
    elif spec.noise > 0.0:
        notes.append(Note("model.noise", {"noise": f"{spec.noise:g}"}))
    gaussian = (spec.drop > 0.0 and MASKS[spec.mask].gaussian) or (spec.noise > 0.0 and "noise" not in terms)
    if gaussian:
        notes.append(_note_of_rule(problem))
    if is_mean(spec):
        notes.append(Note("model.mean"))
    # The last knob is said first: it goes with most models.
    ends = [Note(f"model.{term}", knob=term) for term in reversed(terms) if term not in SAID_ABOVE]
    return [*notes, *ends, *penalties]


def _notes_of_masks(spec: Spec) -> list[Note]:
    """What is dropped, and whether what is kept makes up for it."""
    if spec.drop == 0.0:
        return []
    pair = ".pair" if spec.model.pair and spec.mask in OF_PAIR else ""
    dropped = Note(f"model.mask.{spec.mask}{pair}", {"drop": f"{spec.drop:g}"})
    if MASKS[spec.mask].gaussian:
        return [dropped]
    own = "" if MASKS[spec.mask].rates is None else "own."
    return [dropped, Note(f"model.rescale.{own}{int(spec.rescale)}")]


def other_penalties() -> list[str]:
    """The penalties beside λ and Ω, of which every reader knows what they are."""
    return [name for name in of_kind("penalty") if name not in MAIN]


def sent_notes(problem: Problem) -> list[SentNote]:
    """The same for the browser, which knows the weights."""
    return [
        {"key": note.key, "values": note.values, "knob": note.knob, "above": note.above, "alone": note.alone}
        for note in notes_of(problem)
    ]


def is_mean(spec: Spec) -> bool:
    """Whether L is a mean over inputs that a symmetry, masks or noise have changed: x̃ in the formula."""
    return spec.copies != NONE or spec.drop > 0.0 or (spec.noise > 0.0 and not spec.model.quadratic)


def _note_of_rule(problem: Problem) -> Note:
    """How exactly the mean over Gaussian noise is taken."""
    spec, used = problem.spec, problem.rows
    if spec.model.quadratic:
        return Note("model.rule.exact")
    percent = max(100.0 * quadrature_error(spec, used), LEAST_PERCENT)
    # Rounded up to one digit.
    step = 10.0 ** math.floor(math.log10(percent))
    return Note("model.rule", {"nodes": str(used.nodes), "off": f"{step * math.ceil(percent / step - 1e-9):.5g}"})


def active_notes(problem: Problem) -> list[tuple[str, dict[str, str]]]:
    """(key, values) of the sentences that hold at the spec's own weights; none for an unregularized model."""
    weights = {knob: getattr(problem.spec, knob) for knob in (*affine_terms_of(problem.spec), *other_penalties())}
    return [
        (note.key, note.values | ({note.knob: f"{weights[note.knob]:g}"} if note.knob else {}))
        for note in notes_of(problem)
        if (not note.knob or weights[note.knob] > note.above) and not (note.alone and any(weights.values()))
    ]


def notes_text(problem: Problem, say: Words) -> str:
    """The notes as one text."""
    return join(*(say(key, **values) for key, values in active_notes(problem)))
