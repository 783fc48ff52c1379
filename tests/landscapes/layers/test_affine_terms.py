"""The terms of a loss that are affine in a knob: against the loss of changed rows, by hand, and along their paths."""

import numpy as np
import pytest

from landscapes import Problem, Spec, SpecError, evaluate, path, solve
from landscapes.knobs import affine_terms_of, knobs_of, values_of
from landscapes.layers.affine_terms import AffineTerm, smoothing_gradient
from landscapes.models.losses import LOSSES
from landscapes.models.penalties import PENALTIES
from landscapes.models.penalty_sum import NO_PENALTY
from landscapes.solvers.objective import Objective

SPECS = [
    Spec(p=0.8, x=1.7, smoothing=0.2, share=0.3, confidence=0.4, n=61),
    Spec(loss="softmax", drop=0.3, smoothing=0.5, convention="others", n=61),
    Spec(loss="logistic", data="breast-cancer", smoothing=0.3, convention="others", share=0.2, drop=0.3, n=61),
    Spec(loss="logistic", smoothing=0.3, drop=0.3, rescale=False, noise=0.4, n=61),
    Spec(loss="linear", noise=0.7, share=0.1, drop=0.2, n=61),
    Spec(loss="linear", data="toy", noise=2.0, n=61),
    Spec(loss="huber", noise=0.7, share=0.1, n=61),
]


@pytest.mark.parametrize("spec", SPECS)
def test_bare_loss_and_parts_are_the_loss_of_the_changed_rows(spec: Spec) -> None:
    """The other way: targets smoothed and inputs made noisy row by row, the rest by the solver's own formulas."""
    terms = evaluate(spec)
    objective = Objective(LOSSES[spec.loss], Problem.of(spec).rows, NO_PENALTY, spec.share, spec.confidence)
    assert any(getattr(spec, term) > 0.0 for term in terms.affine_terms)
    for i, j in ((3, 50), (30, 30), (60, 0), (17, 44)):
        beta = np.array([terms.axis[j], terms.axis[i]])
        expected = objective.data_loss(beta) + spec.share * (beta[0] - beta[1]) ** 2
        assert terms.layers["loss"][i, j] == pytest.approx(expected, abs=1e-12)


def test_smoothing_adds_a_plane_by_hand() -> None:
    # p = 1, x = 2: the target goes to ½, or to 0, at ε = 1, and the score is 2(β₁ − β₂).
    for convention, slope in (("uniform", 1.0), ("others", 2.0)):
        spec = Spec(x=2.0, convention=convention)
        assert smoothing_gradient(spec, Problem.of(spec).rows).tolist() == [slope, -slope]


def test_a_part_lies_on_the_grid_as_its_shape_says() -> None:
    axis = np.array([-2.0, 0.0, 2.0])
    assert AffineTerm("plane", np.array([1.0, 10.0])).on(axis).tolist() == [[-22, -20, -18], [-2, 0, 2], [18, 20, 22]]
    assert AffineTerm("separable", axis**2).on(axis).tolist() == [[8, 4, 8], [4, 0, 4], [8, 4, 8]]
    # β₁ − β₂ from −4 to 4; rows are β₂.
    assert AffineTerm("difference", np.arange(-4.0, 5.0, 2.0)).on(axis).tolist() == [[0, 2, 4], [-2, 0, 2], [-4, -2, 0]]


@pytest.mark.parametrize(
    ("spec", "terms"),
    [
        (Spec(), ("smoothing", "confidence", "share")),
        (Spec(noise=0.1), ("smoothing", "share")),
        (Spec(drop=0.1), ("smoothing", "share")),
        (Spec(loss="logistic", noise=0.2), ("smoothing", "share")),
        (Spec(loss="linear", drop=0.2), ("noise", "share")),
        (Spec(loss="huber"), ("share",)),
        (Spec(loss="residual"), ()),
        (Spec(loss="batchnorm"), ()),
    ],
)
def test_a_model_has_the_terms_that_its_loss_is_affine_in(spec: Spec, terms: tuple[str, ...]) -> None:
    assert affine_terms_of(spec) == terms
    assert knobs_of(spec) == (*PENALTIES, *terms)
    assert list(evaluate(spec).affine_terms) == list(terms)
    assert values_of(spec) == {knob: getattr(spec, knob) for knob in knobs_of(spec)}
    assert all(getattr(Problem.of(spec).without_affine_terms.spec, term) == 0.0 for term in terms)
    assert Problem.of(spec).without_affine_terms.spec.drop == spec.drop


@pytest.mark.parametrize(
    ("spec", "knob"),
    [
        (Spec(l2=0.1), "confidence"),
        (Spec(l1=0.1, p=0.7), "smoothing"),
        (Spec(loss="logistic", data="breast-cancer", l1=0.0, l2=0.01, drop=0.2), "smoothing"),
        (Spec(loss="logistic", l1=0.0), "share"),
        pytest.param(Spec(loss="linear", data="diabetes", l1=0.1), "noise", marks=pytest.mark.slow),
        (Spec(loss="linear", rho=1.0, l1=0.0), "share"),
    ],
)
def test_a_path_along_a_part_is_solved_anew_at_every_stop(spec: Spec, knob: str) -> None:
    found = path(spec, knob)
    assert found.residuals.max() < 1e-8
    for k in range(0, len(found.stops), 15):
        alone = solve(spec.with_(**{knob: float(found.stops[k])}))
        assert found.solutions[k].kind == alone.kind
        np.testing.assert_allclose(found.solutions[k].points, alone.points, atol=1e-8)
        assert found.values[k] == pytest.approx(alone.value, abs=1e-12)


@pytest.mark.slow  # 201 stops, 884 rows
def test_noise_on_a_squared_error_moves_the_minimum_as_ridge_does() -> None:
    spec = Spec(loss="linear", data="diabetes", l1=0.1)
    noisy = path(spec, "noise")
    for k in (0, 30, 70, 140):
        ridge = solve(spec.with_(l2=float(noisy.stops[k]) ** 2))
        np.testing.assert_allclose(noisy.solutions[k].points, ridge.points, atol=1e-10)


def test_a_path_along_what_the_model_has_not_is_refused() -> None:
    allowed = ", ".join([*PENALTIES, "noise", "share"])
    with pytest.raises(
        SpecError, match=f"knob: “smoothing” is not a slider that has a path; it must be one of {allowed}"
    ):
        path(Spec(loss="linear"), "smoothing")
