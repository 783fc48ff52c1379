"""The scikit-learn program that finds the same minimum, as a template whose numbers the browser fills in; under a norm
without its square, which scikit-learn does not have, a few lines of NumPy.
"""

from typing import Literal

from landscapes import Spec
from landscapes.data.datasets import DATASETS, OWN
from landscapes.data.rows import Rows, Vector
from landscapes.knobs import affine_terms_of
from landscapes.models.losses import Loss
from landscapes.models.net_models import NetModel

from .framework_code import framework_programs
from .own_code import own_setup
from .schema.scene import Equivalent

# How the rows of a data set come to stand in X and y where scikit-learn has them, or where they are few.
SETUP = {
    "diabetes": """from sklearn.datasets import load_diabetes
from sklearn.preprocessing import scale

table = load_diabetes(scaled=False)
X, y = scale(table.data[:, [2, 3]]), scale(table.target)  # bmi, bp
""",
    "breast-cancer": """from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import scale

table = load_breast_cancer()
X, y = scale(table.data[:, [0, 1]]), table.target  # mean radius, mean texture
""",
    "toy": """X = [[1, 1], [1, -1], [-1, 1], [-1, -1]]
y = [1, 0, 0, -1]
""",
    "point": """X = [[{x!r}, {minus_x!r}]] * 2
y, sample_weight = [1, 0], [{p!r}, {q!r}]  # one row of each class, weighted by p and 1 - p
""",
}
# Of other data sets the rows are our own.
MADE = """from landscapes import Problem, Spec

rows = Problem.of(Spec({fields})).rows
X, y = rows.features, rows.targets
"""
# One model per pair (λ > 0, Ω > 0), as "00", "10", "01", "11": its name, its arguments, and what these are. {alpha},
# {ratio} and {C} are filled by the browser, all at once with {setup}: a column's name may look like a gap, and is none.
LINEAR = {
    "00": ("LinearRegression", "fit_intercept=False", ""),
    "10": ("Lasso", "alpha={alpha}, fit_intercept=False, tol=1e-10, max_iter=100_000", "alpha = λ/2"),
    "01": ("Ridge", "alpha={ridge}, fit_intercept=False", "alpha = mΩ, m = {count}"),
    "11": (
        "ElasticNet",
        "alpha={alpha}, l1_ratio={ratio}, fit_intercept=False, tol=1e-10, max_iter=100_000",
        "alpha = λ/2 + Ω, l1_ratio = (λ/2)/alpha",
    ),
}
LOGISTIC = {
    "00": ("LogisticRegression", "C=float('inf'), fit_intercept=False, tol=1e-8", ""),
    "10": (
        "LogisticRegression",
        "C={C}, l1_ratio=1, fit_intercept=False, solver='saga', tol=1e-10, max_iter=100_000, random_state=0",
        "C = 1/(mλ), m = {count}",
    ),
    "01": ("LogisticRegression", "C={C}, fit_intercept=False, tol=1e-8", "C = 1/(2mΩ), m = {count}"),
    "11": (
        "LogisticRegression",
        "C={C}, l1_ratio={ratio}, fit_intercept=False, solver='saga', tol=1e-10, max_iter=100_000, random_state=0",
        "C = 1/(m(λ + 2Ω)), l1_ratio = λ/(λ + 2Ω), m = {count}",
    ),
}
# Proximal gradient steps: a step down the smooth part, then what the fold takes, then what the cone takes. {l1}, {l2}
# and {group} are filled by the browser.
LOOP = """import numpy as np
{{setup}}
# scikit-learn has no penalty ‖β‖₂ without the square: proximal gradient steps
X, y = np.asarray(X, float), np.asarray(y, float)
weights = {weights}
l1, l2, group = {{l1}}, {{l2}}, {{group}}
step = 1 / ({curvature} * np.linalg.norm((weights * X.T) @ X, 2) + 2 * l2)
beta = np.zeros(2)
for _ in range(200_000):
    slope = {slope} + 2 * l2 * beta
    to = beta - step * slope
    to = np.sign(to) * np.maximum(np.abs(to) - step * l1, 0)
    to = to * max(1 - step * group / max(np.linalg.norm(to), 1e-300), 0)
    beta, last = to, beta
    if np.abs(beta - last).max() < 1e-14:
        break
print(beta)
"""
# The largest second derivative of a row's loss in its score, and the slope of the loss.
SLOPES = {
    "linear": ("2", "2 * X.T @ (weights * (X @ beta - y))"),
    "logistic": ("0.25", "X.T @ (weights * (1 / (1 + np.exp(-X @ beta)) - y))"),
}


def family_of(loss: Loss | NetModel) -> Literal["linear", "logistic", ""]:
    """Which of scikit-learn's models have a loss: those of the squared error, of the cross-entropy, or none. Its
    HuberRegressor is another loss than ours: a parabola with straight wings put on, whose scale it estimates as well.
    """
    if loss.quadratic:
        return "linear"
    return "logistic" if loss.symmetry == "logistic" else ""


def equivalents(spec: Spec, rows: Rows) -> Equivalent:
    """The programs for every pair of switched penalties and the one beside other penalties, what they begin with, and
    the number of rows for their coefficients.

    rows : raw ones. Of noise scikit-learn knows nothing: then each program is "". Nor does it know label smoothing,
        shared weights and a confidence penalty: where one of these has weight the browser shows no program.

    scikit-learn's ElasticNet has α·r = λ/2 and α(1 − r) = Ω; Ridge sums over rows, so α = mΩ; LogisticRegression
    has C = 1/(m(λ + 2Ω)) and l1_ratio = λ/(λ + 2Ω). The softmax pair is a weighted logistic regression with m = 1.
    """
    family, pair = family_of(spec.model), spec.model.pair
    if not family or (spec.data == OWN and rows.source is None):
        return {
            "programs": dict.fromkeys(LINEAR, ""),
            "loop": "",
            "setup": ("",),
            "family": "",
            "rows": len(rows),
            "frameworks": {},
        }
    bare = spec.with_(**dict.fromkeys(affine_terms_of(spec), 0.0)).is_unregularized
    weighted = ", sample_weight=sample_weight" if pair else ""
    count = 1 if pair else len(rows)
    programs = {}
    for switched, (name, inside, rule) in (LINEAR if family == "linear" else LOGISTIC).items():
        said = f"# {rule.format(count=count)}\n" if rule else ""
        fit = f"{said}model = {name}({inside}).fit(X, y{weighted})\nprint(model.coef_)"
        programs[switched] = f"from sklearn.linear_model import {name}\n{{setup}}\n{fit}\n" if bare else ""
    return {
        "programs": programs,
        "loop": _loop(family, pair=pair) if bare else "",
        "setup": _setup(spec, rows),
        "family": family,
        "rows": count,
        "frameworks": framework_programs(family, pair=pair) if bare else {},
    }


def _loop(family: str, *, pair: bool) -> str:
    """The program under penalties that scikit-learn does not have."""
    weights = "np.asarray(sample_weight)" if pair else "np.full(len(y), 1 / len(y))"
    curvature, slope = SLOPES[family]
    return LOOP.format(weights=weights, curvature=curvature, slope=slope)


def _listed(numbers: Vector) -> str:
    """An array as a program says it, whole numbers without a point."""
    return str(numbers.tolist()).replace(".0]", "]").replace(".0,", ",")


def _setup(spec: Spec, rows: Rows) -> tuple[str, ...]:
    """The lines that make X and y; of the visitor's own file those before and after its name."""
    if rows.source is not None:
        return own_setup(rows.source, classes=spec.model.classification)
    if spec.edited:
        return (f"X = {_listed(rows.features)}\ny = {_listed(rows.targets)}\n",)
    if spec.data in SETUP:
        return (SETUP[spec.data].format(x=spec.x, minus_x=-spec.x, p=spec.p, q=1 - spec.p),)
    knobs = [f"{knob}={getattr(spec, knob)!r}" for knob in DATASETS[spec.data].knobs]
    return (MADE.format(fields=", ".join([f'loss="{spec.loss}"', f'data="{spec.data}"', *knobs])),)
