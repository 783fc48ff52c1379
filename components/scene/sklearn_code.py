"""The scikit-learn program that finds the same minimum, as a template whose numbers the browser fills in."""

from landscapes import Spec
from landscapes.data.datasets import DATASETS, OWN
from landscapes.data.rows import Rows
from landscapes.knobs import parts_of

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


# Losses that scikit-learn has; another loss gets no program. Its HuberRegressor is another loss than ours: a parabola
# with straight wings put on, whose scale it estimates as well.
FAMILIES = {"softmax": "logistic", "logistic": "logistic", "linear": "linear"}


def equivalents(spec: Spec, rows: Rows) -> Equivalent:
    """The programs for every pair of switched penalties, what they begin with, and the number of rows for their
    coefficients.

    rows : plain ones. Of noise and of a norm without its square scikit-learn knows nothing: then each program is "".
        Nor does it know label smoothing, shared weights and a confidence penalty: where one of these has weight the
        browser shows no program.

    scikit-learn's ElasticNet has α·r = λ/2 and α(1 − r) = Ω; Ridge sums over rows, so α = mΩ; LogisticRegression
    has C = 1/(m(λ + 2Ω)) and l1_ratio = λ/(λ + 2Ω). The softmax pair is a weighted logistic regression with m = 1.
    """
    if spec.loss not in FAMILIES or (spec.data == OWN and rows.source is None):
        return {"programs": dict.fromkeys(LINEAR, ""), "setup": ("",), "family": "", "rows": len(rows)}
    bare = spec.with_(**dict.fromkeys(parts_of(spec), 0.0)).is_unregularized and spec.group == 0.0
    weighted = ", sample_weight=sample_weight" if spec.loss == "softmax" else ""
    count = 1 if spec.loss == "softmax" else len(rows)
    programs = {}
    for pair, (name, inside, rule) in (LINEAR if spec.loss == "linear" else LOGISTIC).items():
        said = f"# {rule.format(count=count)}\n" if rule else ""
        fit = f"{said}model = {name}({inside}).fit(X, y{weighted})\nprint(model.coef_)"
        programs[pair] = f"from sklearn.linear_model import {name}\n{{setup}}\n{fit}\n" if bare else ""
    return {
        "programs": programs,
        "setup": _setup(spec, rows),
        "family": FAMILIES[spec.loss],
        "rows": count,
    }


def _setup(spec: Spec, rows: Rows) -> tuple[str, ...]:
    """The lines that make X and y; of the visitor's own file those before and after its name."""
    if rows.source is not None:
        return own_setup(rows.source, classes=spec.loss == "logistic")
    if spec.data in SETUP:
        return (SETUP[spec.data].format(x=spec.x, minus_x=-spec.x, p=spec.p, q=1 - spec.p),)
    knobs = [f"{knob}={getattr(spec, knob)!r}" for knob in DATASETS[spec.data].knobs]
    return (MADE.format(fields=", ".join([f'loss="{spec.loss}"', f'data="{spec.data}"', *knobs])),)
