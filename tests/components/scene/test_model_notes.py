"""What is said of the model beside loss, data and weights, and what the page offers with it."""

import base64
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import HuberRegressor

from components.explorer.upload import own_file
from components.i18n import LANGUAGES, words
from components.scene.formula import LATEX, formula
from components.scene.model_notes import OF_PAIR, active_notes, notes_of, notes_text
from components.scene.scene import build_scene
from components.scene.sklearn_code import SETUP, equivalents
from landscapes import Problem, Rows, Spec, SpecError, solve
from landscapes.data.datasets import DATASETS
from landscapes.data.gaussian_noise import even
from landscapes.knobs import MAIN, affine_terms_of, knobs_of
from landscapes.layers.grid import axis_of
from landscapes.layers.mean_loss import mean_layer
from landscapes.models.losses import LOSSES
from landscapes.models.net_models import NETS
from landscapes.models.penalties import PENALTIES
from landscapes.solvers.objective import Objective
from tests.landscapes.data.test_gaussian_noise import off_of


@pytest.mark.parametrize("loss", [*LOSSES, *NETS])
def test_every_loss_has_its_formula_and_its_name(loss: str) -> None:
    assert LATEX.keys() == LOSSES.keys() | NETS.keys()
    spec = Spec(loss=loss)
    text = formula(spec)
    assert all(text.count(f'data-knob="{knob}"') == 1 for knob in knobs_of(spec))
    assert text.count("data-knob") == len(knobs_of(spec))
    # A term without weight is not shown, nor a penalty beside λ and Ω.
    assert text.count("hidden") == len(affine_terms_of(spec)) + len(PENALTIES.keys() - {*MAIN})
    assert "«" not in text
    for language in LANGUAGES:
        assert words(language)(f"choice.loss.{loss}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_the_sentences_that_it_says_it_has(language: str) -> None:
    say = words(language)
    for name, net in NETS.items():
        problem = Problem.of(Spec(loss=name))
        endless = problem.net is not None and problem.net.recession_direction() is not None
        assert "{" not in say(f"model.{name}", **net.facts(problem.net))
        expected = [f"story.{name}", *([f"story.none.{name}"] if endless else [])]
        assert all(say(key) for key in [*expected, *[f"story.{name}.zero.{j}" for j in (1, 2) if net.drops]])
    for data in [each for each in DATASETS.values() if each.noted]:
        assert "{" not in say(f"model.{data.name}", **dict.fromkeys(data.knobs, "1"))
        assert all(say(f"model.{data.name}.{loss}") for loss in data.half_widths)
    assert SETUP.keys() <= DATASETS.keys()


def test_the_outlier_is_told_with_its_number_and_its_pull() -> None:
    asked = Spec(loss="linear", data="outlier", outlier=-3.5)
    assert [key for key, _ in active_notes(Problem.of(asked))] == ["model.outlier", "model.outlier.linear"]
    for language in LANGUAGES:
        assert "y = −3.5" in notes_text(Problem.of(asked), words(language))
        assert "16(1 + Ω)" in notes_text(Problem.of(asked), words(language))
        assert "4/16" in notes_text(Problem.of(asked.with_(loss="huber")), words(language))
    # Its number on another data set means nothing, and is not told.
    assert active_notes(Problem.of(Spec(loss="linear", outlier=-3.5))) == []


@pytest.mark.parametrize("change", [{"drop": 0.2}, {"noise": 0.3}, {"share": 0.3}])
def test_its_pull_is_not_told_where_noise_or_sharing_change_it(change: dict[str, float]) -> None:
    keys = [key for key, _ in active_notes(Problem.of(Spec(loss="linear", data="outlier", **change)))]
    assert keys[0] == "model.outlier"
    assert "model.outlier.linear" not in keys


def test_noise_is_said_to_be_exactly_l2_for_a_squared_error_only() -> None:
    keys = {loss: [key for key, _ in active_notes(Problem.of(Spec(loss=loss, noise=0.3)))] for loss in LOSSES}
    mean = ["model.noise", "model.rule", "model.mean"]
    assert keys == {loss: ["model.noise.linear"] if loss == "linear" else mean for loss in LOSSES}


NOISE = ({"noise": 2.0}, {"drop": 0.9, "mask": "gaussian"}, {"drop": 0.9, "mask": "gaussian", "noise": 2.0},
         {"drop": 0.9, "noise": 2.0}, {"noise": 0.2}, {"drop": 0.2, "mask": "gaussian"})  # fmt: skip
MADE = [Spec(loss=loss, data=data, range=width, **change) for change in NOISE
        for loss, data, width in (("logistic", "correlated", 4.0), ("logistic", "breast-cancer", 6.0),
                                  ("logistic", "breast-cancer", 20.0), ("huber", "diabetes", 1.5))]  # fmt: skip
MADE += [Spec(**change) for change in NOISE]


@pytest.mark.slow  # hundreds of scores for each row
@pytest.mark.parametrize("spec", MADE, ids=lambda spec: str(spec.to_query()))
def test_a_mean_over_noise_is_as_exact_as_is_said(spec: Spec) -> None:
    said = dict(active_notes(Problem.of(spec)))["model.rule"]
    assert said["nodes"] == str(Problem.of(spec).rows.nodes)
    true = 100.0 * off_of(spec)
    assert true <= float(said["off"]) <= max(25.0 * true, 1e-4)


@pytest.mark.slow  # hundreds of scores for each of 5000 rows, at each of 13 points
@pytest.mark.parametrize("loss", ["logistic", "huber"])
@pytest.mark.parametrize("change", [*NOISE[:3], NOISE[4]])
def test_so_it_is_on_a_large_file(loss: str, change: dict[str, float | str]) -> None:
    draw = np.random.default_rng(0)
    features = draw.standard_normal((5000, 2))
    score = features @ [1.5, -0.7]
    targets = (score + draw.logistic(size=5000) > 0.0).astype(float) if loss == "logistic" else score / score.std()
    spec, rows = Spec(loss=loss, data="own", **change), Rows(features, targets)
    said = next(note for note in notes_of(Problem.of(spec, rows)) if note.key == "model.rule").values
    assert said["nodes"] == "4"
    true = 100.0 * off_of(spec, rows)
    # Of 1,000 rows that were looked at fewer errors cancel than of 5,000.
    assert true <= float(said["off"]) <= 100.0 * true


@pytest.mark.slow  # grids of a rule with many nodes
def test_what_is_said_holds_at_every_point_of_the_grid() -> None:
    changes = ({"noise": 0.2}, {"noise": 0.5}, {"noise": 1.0}, {"noise": 2.0}, {"drop": 0.6, "mask": "gaussian"})
    models = (("logistic", "correlated"), ("logistic", "breast-cancer"), ("huber", "diabetes"), ("huber", "correlated"))
    for spec in (Spec(loss=loss, data=data, **change) for loss, data in models for change in changes):
        rows, axis = Problem.of(spec).rows, axis_of(spec.with_(n=61))[::3]
        assert rows.noise is not None
        points, chances = even(9.0)
        finer = replace(rows, noise=replace(rows.noise, points=points[::8], chances=8.0 * chances[::8]))
        layers = [mean_layer(LOSSES[spec.loss].value, each, axis) for each in (rows, finer)]
        assert 100.0 * np.max(np.abs(layers[0] / layers[1] - 1.0)) <= float(
            dict(active_notes(Problem.of(spec)))["model.rule"]["off"]
        )


def test_a_squared_errors_mean_over_noise_is_said_to_be_exact() -> None:
    keys = [key for key, _ in active_notes(Problem.of(Spec(loss="linear", drop=0.2, mask="gaussian")))]
    assert keys == ["model.mask.gaussian", "model.rule.exact", "model.mean"]


@pytest.mark.parametrize("mask", OF_PAIR)
def test_what_is_said_of_a_mask_on_the_softmax_pair_is_of_its_two_logits(mask: str) -> None:
    of_pair, of_rows = (
        dict(active_notes(Problem.of(Spec(loss=loss, drop=0.3, mask=mask)))) for loss in ("softmax", "logistic")
    )
    assert f"model.mask.{mask}.pair" in of_pair
    assert f"model.mask.{mask}" in of_rows


def test_dropping_the_pairs_one_input_is_drop_block_and_each_weight_is_dropout() -> None:
    # p = x = 1, δ = 0.3, β = (1, −½): d = 1.5, and kept inputs are divided by 0.7.
    beta, keep = np.array([1.0, -0.5]), 0.7

    def loss(mask: str) -> float:
        problem = Problem.of(Spec(l1=0.0, drop=0.3, mask=mask))
        return Objective(LOSSES["softmax"], problem.rows).data_loss(beta)

    def of(z1: float, z2: float) -> float:
        return float(np.log1p(np.exp((z2 - z1) / keep)))

    both = keep * of(1.0, -0.5) + 0.3 * np.log(2.0)
    each = keep**2 * of(1.0, -0.5) + keep * 0.3 * (of(1.0, 0.0) + of(0.0, -0.5)) + 0.09 * np.log(2.0)
    assert loss("block") == pytest.approx(both, rel=1e-14)
    assert loss("dropout") == loss("connect") == pytest.approx(each, rel=1e-14)


def test_the_formula_shows_the_parts_that_have_weight_and_the_mean_over_noise() -> None:
    shown = formula(Spec(loss="logistic", smoothing=0.2, drop=0.3))
    # Shared weights, and each penalty beside λ and Ω.
    assert shown.count("hidden") == 1 + len(PENALTIES.keys() - {*MAIN})
    assert 'data-term="share" hidden' in shown
    assert 'data-term="group" hidden' in shown
    assert "&#x0007E;" in shown
    assert "&#x0007E;" not in formula(Spec(loss="linear", noise=0.3))


def test_scikit_learn_has_the_squared_error_and_not_the_pseudo_huber_loss() -> None:
    squared, robust = (Spec(loss=loss, data="outlier", outlier=4.0, l1=0.0, l2=0.1) for loss in ("linear", "huber"))
    scope: dict[str, object] = {}
    shown: Any = equivalents(squared, Problem.of(squared).raw_rows)
    exec(shown["programs"]["01"].format(setup=shown["setup"][0], ridge=16 * 0.1), scope)
    assert scope["model"].coef_ == pytest.approx(solve(squared).points[0])  # pyright: ignore
    assert set(equivalents(robust, Problem.of(robust).raw_rows)["programs"].values()) == {""}  # pyright: ignore
    # What is nearest by name has another minimum, whatever its threshold.
    rows = Problem.of(robust.with_(l2=0.0)).rows
    for threshold in (1.0, 1.35, 3.0):
        other = HuberRegressor(epsilon=threshold, alpha=0.0, fit_intercept=False).fit(rows.features, rows.targets)
        assert abs(other.coef_ - solve(robust.with_(l2=0.0)).points[0]).max() > 1e-3


def test_a_scene_says_which_losses_its_data_go_with() -> None:
    for asked, losses in (
        (Spec(), ["softmax"]),
        (Spec(loss="linear"), ["logistic", "linear", "huber"]),
        (Spec(loss="huber", data="outlier"), ["linear", "huber"]),
        (Spec(loss="logistic", data="breast-cancer"), ["logistic"]),
    ):
        found: Any = build_scene(Problem.of(asked))["losses"]
        assert {*losses} <= {*found}
        assert found == [loss for loss in LOSSES if loss in found]
        for loss in LOSSES:
            with nullcontext() if loss in found else pytest.raises(SpecError, match="does not go with the loss"):
                assert Spec(loss=loss, data=asked.data).data == asked.data


@pytest.mark.parametrize(("asked", "target", "loss"), [("huber", "y", "huber"), ("huber", "kind", "logistic"),
                                                       ("softmax", "y", "linear")])  # fmt: skip
def test_the_visitors_numbers_may_have_the_robust_loss_and_words_may_not(asked: str, target: str, loss: str) -> None:
    text = "a,b,y,kind\n" + "".join(f"{k},{k * k % 7},{3 * k + k % 4},{'no' if k % 3 else 'yes'}\n" for k in range(12))
    file = {"contents": base64.b64encode(text.encode()).decode(), "features": ["a", "b"], "target": target}
    own = own_file(file, {"loss": asked, "data": "own"})
    assert own is not None
    assert own.loss == loss
    scene = build_scene(Problem.of(Spec(loss=loss, data="own", l1=0.1), own.rows()))
    assert scene["solution"]["residual"] < 1e-8
    assert scene["losses"] == [name for name in LOSSES if name in DATASETS["own"].half_widths]
    assert {"logistic", "linear", "huber"} <= {*scene["losses"]}
