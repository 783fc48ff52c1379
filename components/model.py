"""What the model shown is, beyond loss, data and weights: sentences about what else is in L.

Whoever shows a figure shows these: without them the picture would be of another model than its caption says.
"""

from landscapes import Spec
from landscapes.datasets import plain_rows_of
from landscapes.losses import LOSSES
from landscapes.nets import EPSILON, NETS, batchnorm
from landscapes.noise import MASKS

from .i18n import Words

Notes = list[tuple[str, dict[str, str]]]


def notes_of(spec: Spec) -> Notes:
    """(key, values) of each sentence, in the order in which the rows are changed; none for a plain model.

    What is said of the outlier's pull holds for its bare row: noise and shared weights change it.
    """
    if spec.loss in NETS:
        return [_note_of_net(spec)]
    notes: Notes = []
    if spec.data == "outlier":
        notes.append(("model.outlier", {"outlier": f"{spec.outlier:g}".replace("-", "−")}))
        if spec.plain:
            notes.append((f"model.outlier.{spec.loss}", {}))
    if spec.smoothing > 0.0:
        notes.append((f"model.smoothing.{spec.convention}", {"smoothing": f"{spec.smoothing:g}"}))
    if spec.drop > 0.0:
        notes.append((f"model.mask.{spec.mask}", {"drop": f"{spec.drop:g}"}))
        if MASKS[spec.mask].rates is not None:
            notes.append((f"model.rescale.own.{int(spec.rescale)}", {}))
        elif not MASKS[spec.mask].gaussian:
            notes.append((f"model.rescale.{int(spec.rescale)}", {}))
    if spec.noise > 0.0:
        exact = ".linear" if LOSSES[spec.loss].quadratic else ""
        notes.append((f"model.noise{exact}", {"noise": f"{spec.noise:g}"}))
    if spec.share > 0.0:
        notes.append(("model.share", {"share": f"{spec.share:g}"}))
    if spec.confidence > 0.0:
        notes.append(("model.confidence", {"confidence": f"{spec.confidence:g}"}))
    return notes


def _note_of_net(spec: Spec) -> tuple[str, dict[str, str]]:
    if spec.loss == "residual":
        return "model.residual", {"first": f"{0.5 * spec.drop:g}", "second": f"{spec.drop:g}"}
    scale = batchnorm(spec, plain_rows_of(spec)).scale
    return "model.batchnorm", {"scale": f"{scale:.3f}", "epsilon": f"{EPSILON:g}"}


def told(spec: Spec, say: Words) -> str:
    """The notes as one text."""
    return " ".join(say(key, **values) for key, values in notes_of(spec))
