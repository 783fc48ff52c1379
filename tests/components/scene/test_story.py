"""What is said of a solution is decided by the solution."""

import math

import pytest

from components.i18n import words
from components.scene.story import solution_json, story_key
from landscapes import Problem, Rows, Spec, solve


def key_of(spec: Spec, rows: Rows | None = None) -> str:
    problem = Problem.of(spec, rows)
    return story_key(spec, problem.solution, problem.solver.least_weight("l1"))


@pytest.mark.parametrize(
    ("spec", "key"),
    [
        (Spec(l1=0.0), "story.none.softmax"),
        (Spec(l1=0.0, p=0.7), "story.line"),
        (Spec(l1=0.0, x=0.0), "story.plane"),
        (Spec(), "story.segment"),
        (Spec(l1=0.5), "story.zero.all"),
        (Spec(l1=0.0, l2=0.1), "story.softmax.l2"),
        (Spec(l1=0.1, l2=0.1), "story.softmax.net"),
        (Spec(l1=0.0, l2=0.1, p=0.5), "story.zero.origin"),
        (Spec(loss="linear", data="diabetes", l1=0.0), "story.both.bare"),
        (Spec(loss="linear", data="diabetes", l1=0.1), "story.both.l1"),
        (Spec(loss="linear", data="diabetes", l1=0.0, l2=0.1), "story.both.l2"),
        (Spec(loss="linear", data="diabetes", l1=0.1, l2=0.1), "story.both.net"),
        (Spec(loss="linear", data="diabetes", l1=0.75), "story.zero.2"),
        (Spec(loss="linear", rho=1.0), "story.segment"),
        (Spec(loss="linear", data="outlier", l1=0.4), "story.zero.1"),
        (Spec(loss="huber", data="outlier", l1=0.4), "story.zero.2"),
        (Spec(loss="huber", data="outlier", l1=2.0), "story.zero.all"),
        (Spec(loss="huber", data="diabetes", l1=0.0), "story.both.bare"),
        (Spec(loss="linear", data="diabetes", l1=0.0, group=0.3), "story.both.group"),
        (Spec(loss="linear", data="diabetes", l1=0.0, l2=0.2, group=0.3), "story.both.group"),
        (Spec(loss="linear", data="diabetes", l1=0.2, group=0.2), "story.both.sparse"),
        (Spec(loss="linear", data="diabetes", l1=0.8, group=0.1), "story.zero.2"),
        # ‖∇L(0)‖ = 1.4681; beside λ = 0.2 ‖S(∇L(0), λ)‖ = 1.1891.
        (Spec(loss="linear", data="diabetes", l1=0.0, group=1.47), "story.zero.group"),
        (Spec(loss="linear", data="diabetes", l1=0.2, group=1.19), "story.zero.sparse"),
        (Spec(l1=0.0, group=0.2), "story.both.group"),
        (Spec(l1=0.0, group=0.8), "story.zero.group"),
        (Spec(l1=0.0, group=0.1, p=0.5), "story.zero.origin"),
        (Spec(loss="residual", l1=0.0, group=0.1), "story.residual"),
        (Spec(loss="residual", l1=0.0, group=2.0), "story.zero.origin"),
        (Spec(loss="residual", l1=0.0), "story.residual"),
        (Spec(loss="residual", l1=1.0), "story.residual.zero.2"),
        (Spec(loss="residual", l1=1.6), "story.zero.all.net"),
        (Spec(loss="residual", l1=1.49, l2=2.0), "story.residual.zero.2"),
        (Spec(loss="batchnorm", l1=0.0), "story.none.batchnorm"),
        (Spec(loss="batchnorm"), "story.batchnorm"),
        (Spec(loss="batchnorm", l1=0.0, l2=2.0), "story.batchnorm"),
        (Spec(loss="batchnorm", rho=-0.9, l1=2.0), "story.zero.2"),
        (Spec(loss="batchnorm", rho=1.0), "story.segment"),
    ],
)
def test_each_kind_of_minimum_has_its_sentence(spec: Spec, key: str) -> None:
    assert key_of(spec) == key
    assert key in words("en").catalogue


def test_a_tiny_coefficient_is_not_called_zero() -> None:
    rows = Rows(
        Problem.of(Spec(loss="linear", data="toy")).rows.features,
        Problem.of(Spec(loss="linear", data="toy")).rows.targets,
    )
    # β₂ = 0.5 − λ/2 = 5e-12 at λ = 1 − 1e-11: small, not 0
    spec = Spec(loss="linear", data="toy", l1=1.0 - 1e-11)
    assert key_of(spec, rows) == "story.both.l1"


def test_separable_rows_are_said_to_fall_forever() -> None:
    import numpy as np

    rows = Rows(np.array([[1.0, 0.5], [2.0, 1.0], [-1.0, -0.2], [-2.0, 0.3]]), np.array([1.0, 1.0, 0.0, 0.0]))
    assert key_of(Spec(loss="logistic", data="own", l1=0.0), rows) == "story.none.logistic"


def test_the_closed_form_agrees_with_the_solver() -> None:
    spec = Spec(l1=0.2)
    sent = solution_json(spec, solve(spec), 0.5, Problem.of(spec).rows)
    closed = sent["closed"]
    assert isinstance(closed, dict)
    # d = log((1 − λ)/λ) = log 4
    assert closed["numbers"][1] == pytest.approx(math.log(4.0), abs=1e-12)
