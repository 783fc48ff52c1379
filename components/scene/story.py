"""What there is to see in a solution: keys of sentences, decided from the solution, never from the picture.

The sentences themselves are in ``words/``; the browser fills in the numbers, as it moves along a path.
"""

from landscapes import Rows, Solution, Spec
from landscapes.knobs import MAIN
from landscapes.models.dropout import MASKS
from landscapes.models.penalties import PENALTIES
from landscapes.solvers.closed_forms import closed_form

from .schema import scene as schema


def story_key(spec: Spec, solution: Solution, lambda_max: float) -> str:
    """The sentence that says what is to be seen. “Exactly 0” is said only of a coefficient that is 0.0.

    lambda_max : that of λ alone, without other kinks; 0 where the loss is level at the origin
    """
    if not spec.model.linear_score and solution.kind != "segment":
        return _story_of_net(spec, solution, lambda_max)
    if solution.kind == "none" and (spec.noise > 0.0 or (spec.drop > 0.0 and MASKS[spec.mask].gaussian)):
        # Gaussian noise has no bound and always brings a minimum; a rule of finitely many values does not.
        return "story.none.noise"
    if solution.kind == "none":
        return "story.none.softmax" if spec.model.pair else "story.none.logistic"
    if spec.confidence > 0.0 and solution.kind == "line" and _beyond_float(spec, solution):
        return "story.line.faint"
    if solution.kind == "segment" and _others(spec):
        return "story.segment.others"
    if solution.kind != "point":
        return f"story.{solution.kind}"
    zeros = solution.points[0] == 0.0
    if zeros.all():
        # Without a penalty the origin is least only where λmax is 0: elsewhere kinks hold it.
        holding = [name for name in _others(spec) if not PENALTIES[name].smooth]
        return f"story.zero.{_holder(spec, holding)}" if lambda_max > 0.0 else "story.zero.origin"
    if zeros.any():
        # Without L1 nothing holds a coefficient at 0: what pulls at it cancels.
        return f"story.zero.{1 if zeros[0] else 2}{'' if spec.l1 > 0.0 else '.cancelled'}"
    if _others(spec):
        return f"story.both.{_holder(spec, _others(spec))}"
    # Masks can take the pair's symmetry from it; what is said of the middle of a segment then has no segment.
    if spec.model.pair and spec.drop == 0.0:
        return "story.softmax.net" if spec.l1 > 0.0 else "story.softmax.l2"
    penalties = (spec.l1 > 0.0, spec.l2 > 0.0)
    return {
        (False, False): "story.both.bare",
        (True, False): "story.both.l1",
        (False, True): "story.both.l2",
        (True, True): "story.both.net",
    }[penalties]


def _others(spec: Spec) -> list[str]:
    """The penalties with weight beside those that every page has a slider of."""
    return [name for name, weight in spec.weights.items() if name not in MAIN and weight > 0.0]


def _holder(spec: Spec, others: list[str]) -> str:
    """What holds both coefficients at 0, or pulls at them: λ ("all"), μ ("group"), both ("sparse"), or another sum.

    others : the penalties that do so, but for those that every page has a slider of
    """
    if not others:
        return "all"
    return ("sparse" if spec.l1 > 0.0 else "group") if others == ["group"] else "others"


def _beyond_float(spec: Spec, solution: Solution) -> bool:
    """Whether the minimum is so far out that J and its slope there, of size e^(−|u|), are below float64's range."""
    return abs(spec.x * float(solution.points[0, 0] - solution.points[0, 1])) > 700.0


def _story_of_net(spec: Spec, solution: Solution, lambda_max: float) -> str:
    if solution.kind == "none":
        return f"story.none.{spec.loss}"
    zeros = solution.points[0] == 0.0
    if zeros.all():
        return "story.zero.all.net" if 0.0 < lambda_max <= spec.l1 and not _others(spec) else "story.zero.origin"
    if zeros.any():
        which = 1 if zeros[0] else 2
        # Where blocks are dropped, β_j is one of them: at 0 it does nothing.
        return f"story.{spec.loss}.zero.{which}" if spec.model.drops else f"story.zero.{which}"
    return f"story.{spec.loss}"


def solution_json(spec: Spec, solution: Solution, lambda_max: float, rows: Rows) -> schema.Solution:
    """A solution as plain data with its story: what the browser shows at one stop of a slider.

    lambda_max : see ``story_key``
    rows : those of the problem, transformed

    ``loss`` is the first layer at the first point, shared weights included, from which the browser has J there under
    any weights.
    """
    closed = closed_form(spec, solution, rows)
    first = solution.points[0]
    penalty = sum(weight * float(PENALTIES[name].value(first)) for name, weight in spec.weights.items())
    return {
        "kind": solution.kind,
        "points": solution.points.tolist(),
        "value": solution.value,
        "loss": solution.value if solution.kind == "none" else float(solution.value - penalty),
        "residual": solution.residual,
        "story": story_key(spec, solution, lambda_max),
        "closed": None if closed is None else {"key": f"proof.{closed.key}", "numbers": list(closed.numbers)},
    }
