"""The built-in data sets, and which losses each goes with.

A data set is an entry of ``DATASETS``: the losses it serves with the half-width of the square that shows each
best, the knobs that it takes, and a function from these to its rows.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..errors import SpecError, quoted
from ..libraries import sklearn_data
from .edited import edited_rows
from .outlier import outlier
from .rows import Rows, standardize

OWN = "own"


@dataclass(frozen=True)
class Dataset:
    """Rows for one or more losses.

    half_widths : loss name → half-width of its square in the β-plane
    make : the values of ``knobs``, by name → rows, standardized; and, ``of_kind``, whether their targets are classes
    knobs : the fields of a spec that change the rows
    of_kind : whether there are rows with classes and rows with numbers as targets
    noted : whether pages say what the rows are, with the values of ``knobs``, and what each loss makes of them
    editable : whether its rows, which are few, may be moved, added and taken away
    """

    name: str
    half_widths: Mapping[str, float]
    make: Callable[..., Rows]
    knobs: tuple[str, ...] = ()
    of_kind: bool = False
    noted: bool = False
    editable: bool = False

    def rows(self, values: object, classification: bool) -> Rows:
        """The rows; ``values`` has the knobs as its attributes, ``classification``: of a loss of classes. Where they
        were edited, its ``edited`` says them all, and no knob moves them.
        """
        kind = {"classification": classification} if self.of_kind else {}
        made = self.make(**{knob: getattr(values, knob) for knob in self.knobs}, **kind)
        edited = getattr(values, "edited", "") if self.editable else ""
        return edited_rows(edited, made) if edited else made


def point(p: float, x: float) -> Rows:
    """One input x with true probability p: the softmax pair, whose score z₁ − z₂ is (x, −x)·β.

    The one input stands in both features, so noise moves both at once.
    """
    features = np.array([[x, -x]])
    return Rows(features, np.array([p]), names=("z₁", "z₂"), target="p", moves=np.array([1.0, -1.0]))


@lru_cache(maxsize=64)
def correlated(rho: float, classification: bool) -> Rows:
    """200 made rows whose two features correlate by exactly ρ in the sample; the seed is fixed.

    The first feature matters twice as much as the second (1.2 against 0.6, plus noise). With ρ near 1 the rows
    hardly tell them apart. Then L2 shares the weight out between them, and L1, with a squared error, keeps both below
    λ ≈ 1.2 and the first alone above it, up to λ ≈ 1.8. At ρ = ±1 they are the same feature, and without a penalty
    only the sum (difference) of their coefficients is known.
    """
    count = 200
    draws = np.random.default_rng(20).standard_normal((3, count))
    first = standardize(draws[0])
    other = standardize(draws[1])
    other = standardize(other - first * np.mean(first * other))
    # Exactly ρ in this sample; at ρ = ±1 the second feature is the first, or its mirror image, bit for bit.
    second = rho * first + np.sqrt((1.0 - rho) * (1.0 + rho)) * other
    features = np.column_stack([first, second])
    signal = 1.2 * first + 0.6 * second
    if not classification:
        return Rows(features, standardize(signal + 0.8 * standardize(draws[2])))
    noise = np.random.default_rng(21).logistic(size=count)
    return Rows(features, (signal + noise > 0).astype(float), classes=("0", "1"))


@lru_cache(maxsize=1)
def doubled() -> Rows:
    """100 made rows with y = 2x + 0.5·noise, for two blocks in a row, f₁ and f₂; the seed is fixed.

    x is standardized and noise does not correlate with it in the sample, so mean xy = 2 and mean y² = 4.25 exactly.
    Two residual blocks fit it best where (1 + β₁)(1 + β₂) = 2. The one feature stands in both columns.
    """
    draws = np.random.default_rng(22).standard_normal((2, 100))
    feature = standardize(draws[0])
    noise = standardize(draws[1])
    noise = standardize(noise - feature * np.mean(feature * noise))
    return Rows(np.column_stack([feature, feature]), 2.0 * feature + 0.5 * noise, names=("f₁", "f₂"))


def toy() -> Rows:
    """The textbook y = w·x whose loss is 0 at w = 0.5, once for each of two features.

    Four rows at the corners (±1, ±1) with y = 0.5x₁ + 0.5x₂ and no noise, so that a squared error is
    L(β) = (β₁ − 0.5)² + (β₂ − 0.5)² exactly: along either axis it is the parabola of the textbooks. The features
    are standardized; y keeps its scale (variance 0.5), else the zero would not be at 0.5.
    """
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    return Rows(features, features @ np.array([0.5, 0.5]))


@lru_cache(maxsize=1)
def diabetes() -> Rows:
    """442 patients: body-mass index and blood pressure against the disease's progression a year later.

    Chosen because everybody knows both measures, both matter (correlations 0.59 and 0.44 with the target) and they
    overlap (0.40 with each other): as λ grows, blood pressure reaches exactly 0 at λ ≈ 0.69 while body mass
    stays until λ ≈ 1.17. Both moments lie well inside the slider.

    Source: Efron, Hastie, Johnstone & Tibshirani, Ann. Stat. 32(2), 2004; from scikit-learn's ``load_diabetes``.
    """
    table, progression = sklearn_data.diabetes()
    typed = np.column_stack([table[:, (2, 3)], progression])
    first, second, target = (standardize(column) for column in typed.T)
    return Rows(np.column_stack([first, second]), target, names=("bmi", "bp"), target="progression", typed=typed)


@lru_cache(maxsize=1)
def breast_cancer() -> Rows:
    """569 tumours: mean radius and mean texture against malignant (0) or benign (1), scikit-learn's coding.

    Chosen because the two are measured in different ways and hardly correlate (0.32): radius alone separates the
    classes well, texture adds a little. Both coefficients are negative (a larger, rougher tumour is less likely
    benign), and L1 removes texture long before radius. No line through the origin (the model has no intercept)
    separates the classes, so the bare loss has a minimum.

    Source: Street, Wolberg & Mangasarian, Proc. SPIE 1905, 1993; from scikit-learn's ``load_breast_cancer``.
    """
    table, benign = sklearn_data.breast_cancer()
    typed = np.column_stack([table[:, (0, 1)], benign])
    return Rows(
        np.column_stack([standardize(typed[:, 0]), standardize(typed[:, 1])]),
        typed[:, 2],
        ("mean radius", "mean texture"),
        target="benign",
        classes=("malignant", "benign"),
        typed=typed,
    )


def own() -> Rows:
    """The visitor's own file; its rows come with the request (see ``table``), never with the spec."""
    raise SpecError("rows", field="data", value=quoted(OWN))


DATASETS = {
    "point": Dataset("point", {"softmax": 5.0}, point, knobs=("p", "x")),
    "correlated": Dataset(
        "correlated",
        {"logistic": 4.0, "linear": 2.0, "huber": 2.0, "batchnorm": 0.5},
        correlated,
        knobs=("rho",),
        of_kind=True,
    ),
    "doubled": Dataset("doubled", {"residual": 3.0}, doubled),
    "diabetes": Dataset("diabetes", {"linear": 1.5, "huber": 1.5}, diabetes),
    "toy": Dataset("toy", {"linear": 1.5, "huber": 1.5}, toy, editable=True),
    "outlier": Dataset(
        "outlier", {"linear": 1.5, "huber": 1.5}, outlier, knobs=("outlier",), noted=True, editable=True
    ),
    "breast-cancer": Dataset("breast-cancer", {"logistic": 6.0}, breast_cancer),
    OWN: Dataset(OWN, {"logistic": 5.0, "linear": 2.0, "huber": 2.0}, own),
}


def editable_datasets() -> tuple[str, ...]:
    """The names of the data sets whose rows may be edited."""
    return tuple(name for name, dataset in DATASETS.items() if dataset.editable)


def datasets_of(loss: str) -> tuple[str, ...]:
    """The names of the data sets that go with a loss, its default first."""
    return tuple(name for name, dataset in DATASETS.items() if loss in dataset.half_widths)
