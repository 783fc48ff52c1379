"""A scene: everything that a host draws of one spec, as plain data. A pure function of the spec and its rows."""

import itertools
from collections.abc import Collection
from typing import cast

import jax.numpy as jnp
import numpy as np

from landscapes import Problem, Rows, Spec, Terms
from landscapes.analysis.taylor import TaylorPolynomial, of_affine_terms, of_inputs
from landscapes.data.datasets import DATASETS, OWN, datasets_of
from landscapes.knobs import KNOBS, affine_terms_of, knobs_of, values_of
from landscapes.layers.affine_terms import AffineTerm, Shape
from landscapes.layers.grid import axis_of, evaluate, loss_layer
from landscapes.layers.jax_rows import samples_of
from landscapes.layers.mean_loss import compile_for
from landscapes.libraries.jax64 import float64
from landscapes.models.losses import LOSSES
from landscapes.models.penalties import PENALTIES
from landscapes.optimizers.trajectory import Descent, descend
from landscapes.spec import RANGES, max_range, models, takes_copies

from ..address.views import missing_views
from .drawing import drawing
from .encoding import packed, packed_grid
from .figure import frame
from .formula import formula
from .model_notes import is_mean, sent_notes
from .schema import scene as schema
from .schema.scene import ExplorerScene, L2Equivalents, PackedLayer, Preview, Quadratic, Scene
from .schema.tables import Paths
from .sklearn_code import equivalents
from .solution_tables import packed_minima, stops_within
from .story import solution_json
from .units import units_of

# Samples that see both coordinates of β, with their noise, whose loss on 121² points is there while a hand still waits:
# some 30 ms.
MOST_SAMPLES_AT_ONCE = 2048


def build_scene(problem: Problem, *, rough: bool = False) -> ExplorerScene:
    """The layers, the solution at the spec's weights, and the texts. Paths come apart (``build_paths``).

    ``rough``: see ``loss_layer``.
    """
    spec, raw = problem.spec, problem.raw_rows
    return {
        **common_scene(problem, rough=rough),
        "query": spec.to_query(),
        "datasets": dataset_choices(spec.loss),
        "losses": [loss for loss in LOSSES if spec.data in datasets_of(loss)],
        # And the picker of copies, where it stands.
        "sliders": [*sliders_of(spec), *(["copies"] if takes_copies(spec.model) else [])],
        "defaultRange": DATASETS[spec.data].half_widths[spec.loss],
        "formula": formula(spec),
        "drawing": drawing(spec),
        "notes": sent_notes(problem),
        "equivalent": equivalents(spec, raw),
        "units": units_of(raw, linear_score=spec.model.linear_score, classification=spec.model.classification),
    }


def common_scene(problem: Problem, *, rough: bool = False) -> Scene:
    """What every host draws: the layers and the solution at the spec's weights."""
    spec, raw, terms = problem.spec, problem.raw_rows, evaluate(problem, rough=rough)
    equivalent = l2_equivalent_json(problem)
    changed = equivalent is not None and equivalent["inputs"] is not None
    return {
        "spec": spec.model_dump(),
        "linearScore": spec.model.linear_score,
        "maxRange": max_range(spec.model, int(RANGES["n"][1])),
        "preview": preview_of(problem),
        "without": missing_views(spec.model),
        "axis": packed(terms.axis),
        "layers": packed_layers(terms, spec) | (raw_rows_layer(spec, raw, terms, rough) if changed else {}),
        "l2Equivalent": equivalent,
        "weights": {"loss": 1.0} | values_of(spec),
        "knobs": {name: sent_knob(name) for name in values_of(spec)},
        "penalties": {name: sent_penalty(name) for name in PENALTIES},
        "affineTerms": {name: KNOBS[name].power for name in affine_terms_of(spec)},
        "classification": spec.model.classification,
        "hasClosedForms": spec.model.quadratic or spec.model.pair,
        "lambdaMax": problem.lambda_max,
        "originGradient": origin_gradient(problem),
        "perturbed": is_mean(spec),
        "features": list(raw.names),
        "target": raw.target,
        "count": len(raw),
        "solution": solution_json(spec, problem.solution, problem.lambda_max_alone, problem.rows),
        "figure": frame(),
    }


def sent_knob(name: str) -> schema.Knob:
    """A knob for the browser."""
    return cast(schema.Knob, KNOBS[name].for_page())


def sent_penalty(name: str) -> schema.Penalty:
    """A penalty for the browser."""
    return cast(schema.Penalty, PENALTIES[name].for_page)


def build_preview(problem: Problem) -> ExplorerScene:
    """The scene for a step of a drag: ``rough``, its layers on the grid of ``preview_of``, if its loss takes long."""
    spec, preview = problem.spec, preview_of(problem)
    if preview is None:
        return build_scene(problem)
    coarse = build_scene(problem.changed(n=preview["n"]), rough=True)
    return {**coarse, "spec": spec.model_dump(), "query": spec.to_query(), "preview": preview, "rough": True}


def preview_of(problem: Problem) -> Preview | None:
    """The grid on which a drag is followed that needs a new loss at every step, ``n`` points an axis, and the ``knobs``
    for which that is so; None where the loss comes quickly. Gaussian noise makes many rows of a few.

    The browser draws 61 points an axis on the same 121 that it has for 121, so nothing but the loss is new.
    """
    spec = problem.spec
    if spec.n != 121 or not spec.model.linear_score or spec.model.quadratic:
        return None
    samples = samples_of(problem.rows)
    heavy = np.count_nonzero(samples.depends_on(0) & samples.depends_on(1)) > MOST_SAMPLES_AT_ONCE
    anew = [name for name in sliders_of(spec) if name not in knobs_of(spec)]
    return {"n": 61, "knobs": [name for name in anew if heavy or KNOBS[name].slow]}


def sliders_of(spec: Spec) -> list[str]:
    """The knobs that have a slider beside this model and these data."""
    has = {
        "penalty": lambda knob: True,
        # Rows that were edited are what they are.
        "data": lambda knob: knob.name in DATASETS[spec.data].knobs and not spec.edited,
        "frame": lambda knob: True,
        "loss": lambda knob: knob.taken_by(spec.model),
    }
    return [name for name, knob in KNOBS.items() if has[knob.kind](knob)]


def l2_equivalent_json(problem: Problem) -> L2Equivalents | None:
    """What the spec's regularizers stand for: ``inputs``, what masks and noise add, and ``affineTerms``, what
    each affine term of the loss adds at weight 1; the browser adds them up. None for nets.
    """
    if not problem.spec.model.linear_score:
        return None
    inputs = of_inputs(problem)
    terms = {name: quadratic_json(term) for name, term in of_affine_terms(problem).items()}
    return {"inputs": None if inputs is None else quadratic_json(inputs), "affineTerms": terms}


def quadratic_json(found: TaylorPolynomial) -> Quadratic:
    m = found.quadratic
    quadratic = [m[0, 0], m[0, 1] + m[1, 0], m[1, 1]]
    return {"constant": found.constant, "linear": found.linear.tolist(), "quadratic": quadratic, "exact": found.exact}


def raw_rows_layer(spec: Spec, raw: Rows, terms: Terms, rough: bool) -> dict[str, PackedLayer]:
    """The loss on raw rows, for the comparison with what masks and noise stand for; it has no weight of its own."""
    return {"raw": {"grid": packed_grid(loss_layer(LOSSES[spec.loss], raw, terms.axis, rough=rough))}}


def origin_gradient(problem: Problem) -> list[float] | None:
    """∇L(0) without the affine terms of L; what each adds is in ``l2_equivalent_json``, and λmax follows at all their
    weights. None for nets.
    """
    solver = problem.without_affine_terms.score_solver
    return None if solver is None else solver.objective().gradient_at_origin.tolist()


def dataset_choices(loss: str) -> list[str]:
    """The data sets that the page offers beside a loss; the visitor's own may bring another loss with it, no net."""
    if not models()[loss].linear_score:
        return list(datasets_of(loss))
    return [name for name in datasets_of(loss) if name != OWN] + [OWN]


def build_paths(problem: Problem, knobs: Collection[str] | None = None) -> Paths:
    """For each knob of the model the minimisers at every stop of its slider, the others held at the spec's values.

    knobs : only these of them, if given
    """
    spec = problem.spec
    wanted = [knob for knob in knobs_of(spec) if knobs is None or knob in knobs]
    tables = [packed_minima(problem, stops_within(problem, (knob,), len(wanted)), closed=True) for knob in wanted]
    return {"spec": spec.model_dump(), "tables": tables}


def packed_layers(terms: Terms, spec: Spec) -> dict[str, PackedLayer]:
    """Each layer for the browser: ``grid`` for n·n numbers, ``separable`` for a sum t(β₁) + t(β₂), given by t,
    ``norm`` for c‖β‖ + Σ|s·β|, given by c, 0 and the s, ``rounded`` for Σ h(s·β), given by each s and its δ; the loss
    comes as its bare self, and its affine terms (see ``AffineTerm``) in their own shapes.
    """
    axis = axis_of(spec)
    layers: dict[str, PackedLayer] = {"loss": {"grid": packed_grid(terms.bare)}}
    for name, penalty in PENALTIES.items():
        if penalty.of_coefficient is not None:
            with float64():
                layers[name] = {"separable": packed(np.asarray(penalty.of_coefficient(jnp.asarray(axis))))}
        elif penalty.rounded:
            layers[name] = {"rounded": packed(np.array(penalty.rounded).ravel())}
        else:
            layers[name] = {"norm": packed(np.array([[penalty.cone, 0.0], *penalty.folds]).ravel())}
    for name, term in terms.affine_terms.items():
        layers[name] = packed_affine_term(term)
    return layers


def packed_affine_term(term: AffineTerm) -> PackedLayer:
    """An affine term of the loss in its own shape."""
    numbers = packed(term.numbers)
    shapes: dict[Shape, PackedLayer] = {
        "plane": {"plane": numbers},
        "separable": {"separable": numbers},
        "difference": {"difference": numbers},
    }
    return shapes[term.shape]


def warm_up() -> None:
    """Compiles and imports what the first pictures need, so that no visitor waits for it."""
    for loss in models():
        problem = Problem.of(Spec(loss=loss))
        build_scene(problem)
        build_paths(problem)
    for loss in LOSSES:
        problem = Problem.of(Spec(loss=loss))
        descend(problem, Descent.from_query({}, problem.spec))
    for loss, data in itertools.product(LOSSES, DATASETS):
        if data != OWN and data in datasets_of(loss):
            build_scene(Problem.of(Spec(loss=loss, data=data)))
    for loss in [name for name, each in LOSSES.items() if not (each.quadratic or each.pair)]:
        build_preview(Problem.of(Spec(loss=loss, noise=0.2)))
    for loss, n in itertools.product([each for each in LOSSES.values() if not each.quadratic], (121, 61)):
        axis = axis_of(Spec(loss=loss.name, n=n))
        # The softmax pair's noise has one axis, that of others two.
        for roots in (0, 1 if loss.pair else 2):
            # A rough layer asks for every second line.
            compile_for(loss.value, axis if n == 121 else axis[::2], roots)
