"""What is shown of a landscape with a confidence penalty: its own sentences, and nothing that holds only without."""

from typing import Any

import numpy as np
import pytest

from app import server
from components.address.links import name_of
from components.i18n import LANGUAGES, words
from components.scene.model_notes import active_notes
from components.scene.scene import build_scene
from components.scene.solution_tables import packed_minima, stops_for
from components.scene.story import solution_json, story_key
from landscapes import Problem, Spec, solve


def test_what_is_said_of_each_kind_of_minimum() -> None:
    for change, key in (
        ({"l1": 0.0}, "story.line"),
        ({"l1": 0.1}, "story.segment"),
        ({"l1": 0.5}, "story.zero.all"),
        ({"l1": 0.0, "l2": 0.1}, "story.softmax.l2"),
        ({"l1": 0.1, "l2": 0.1}, "story.softmax.net"),
        ({"l1": 0.0, "x": 0.0}, "story.plane"),
        # d = 1000: e^(−1000) is no float64.
        ({"l1": 0.0, "confidence": 0.001}, "story.line.faint"),
    ):
        spec = Spec(**{"confidence": 0.8} | change)
        assert story_key(spec, solve(spec), Problem.of(spec).solver.least_weight("l1")) == key
    faint = Spec(l1=0.0, confidence=0.001)
    closed = solution_json(faint, solve(faint), 0.5, Problem.of(faint).rows)["closed"]
    assert closed is not None
    assert closed["numbers"] == pytest.approx([1000.0, 1000.0])


def test_a_scene_says_that_it_is_on() -> None:
    spec = Spec(confidence=0.25)
    assert active_notes(Problem.of(spec)) == [("model.confidence", {"confidence": "0.25"})]
    assert build_scene(Problem.of(spec))["weights"]["confidence"] == 0.25


@pytest.mark.slow
def test_a_figures_name_and_its_refusal_say_gamma() -> None:
    assert name_of(Spec(confidence=0.25), words("en")).endswith("· γ = 0.25")
    client = server.test_client()
    for language in LANGUAGES:
        assert client.get(f"/embed?confidence=0.25&lang={language}").status_code == 200
        refused = client.get(f"/embed?confidence=0.25&noise=1&lang={language}")
        assert refused.status_code == 400
        # An embed says the same of a minimum without numbers as the explorer.
        assert words(language)("proof.faint") in client.get(f"/embed?l1=0&confidence=0.001&lang={language}").text
        for part in ("confidence", "0.25", "noise=1"):
            assert part in refused.text


def test_the_tables_loss_and_the_penalties_are_j() -> None:
    spec = Spec(l2=0.1, confidence=0.7)
    table: Any = packed_minima(Problem.of(spec), stops_for(spec, ("l1",)), closed=True)
    for k in (0, 20, 90):
        exact = solve(spec.with_(l1=table["stops"][0][k]))
        beta = np.array(table["points"][k])
        penalties = table["stops"][0][k] * np.abs(beta).sum() + 0.1 * beta @ beta
        assert table["loss"][k] + penalties == pytest.approx(exact.value, abs=1e-8)
    assert table["closed"][0]["key"] == "proof.pulls"
    assert table["closed"][90] is None  # λ = 0.9 is beyond λₘₐₓ = ½, and β = 0
