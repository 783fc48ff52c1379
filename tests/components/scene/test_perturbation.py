"""What is shown of a landscape with noise, smoothing or shared weights: nothing that holds only without."""

import numpy as np
import pytest

from components.scene.scene import build_scene
from components.scene.sklearn_code import equivalents
from components.scene.solution_tables import packed_minima, stops_for
from components.scene.story import story_key
from landscapes import Problem, Spec, solve

CHANGES = [{"drop": 0.3}, {"noise": 0.5}, {"smoothing": 0.1}, {"share": 0.4}]


@pytest.mark.parametrize("change", CHANGES[:2])
def test_scikit_learn_has_no_such_model_so_there_is_no_program(change: dict[str, float]) -> None:
    spec = Spec(loss="logistic", data="breast-cancer", **change)
    assert set(equivalents(spec, Problem.of(spec).raw_rows)["programs"].values()) == {""}  # pyright: ignore
    assert all(equivalents(spec.with_(**dict.fromkeys(change, 0.0)), Problem.of(spec).raw_rows)["programs"].values())  # pyright: ignore


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
def test_the_visitor_is_told_of_the_rows_of_the_file(change: dict[str, float]) -> None:
    built, raw = Spec(loss="logistic", **change), Problem.of(Spec(loss="logistic")).raw_rows
    own = built.with_(data="own")
    scenes = build_scene(Problem.of(built)), build_scene(Problem.of(own, raw))
    assert [scene["count"] for scene in scenes] == [200, 200]
    assert scenes[0]["layers"] == scenes[1]["layers"]
    assert scenes[0]["solution"] == scenes[1]["solution"]


@pytest.mark.parametrize("change", CHANGES)
def test_the_tables_loss_and_the_penalties_are_j(change: dict[str, float]) -> None:
    spec = Spec(loss="logistic", l2=0.1, **change)
    table = packed_minima(Problem.of(spec), stops_for(spec, ("l1",)))
    for k in (0, 20, 90):
        exact = solve(spec.with_(l1=table["stops"][0][k]))
        beta = np.array(table["points"][k])
        penalties = table["stops"][0][k] * np.abs(beta).sum() + 0.1 * beta @ beta
        assert table["loss"][k] + penalties == pytest.approx(exact.value, abs=1e-8)


def test_dropout_on_the_softmax_pair_has_a_point_without_l2_and_no_middle_of_a_segment() -> None:
    for spec, key in (
        (Spec(l1=0.1, drop=0.3), "story.both.l1"),
        (Spec(l1=0.0, l2=0.1, drop=0.3), "story.both.l2"),
        (Spec(l1=0.1, drop=0.3, mask="block"), "story.segment"),
        (Spec(l1=0.1, l2=0.1, noise=0.3), "story.softmax.net"),
        (Spec(l1=0.0, share=0.3), "story.line"),
    ):
        assert story_key(spec, solve(spec), Problem.of(spec).solver.least_weight("l1")) == key
