"""The drawing of each model: its weights, and nothing that a page could not hold."""

from xml.etree import ElementTree

import pytest

from components.scene.drawing import HEIGHT, WIDTH, drawing
from landscapes import Problem, Spec
from landscapes.spec import models

SVG = "{http://www.w3.org/2000/svg}"
# What stands in each drawing: inputs, weights, and where they lead.
SIGNS = {
    "softmax": ["x", "z₁", "z₂", "softmax", "q", "1−q", "β₁", "β₂"],
    "logistic": ["x₁", "x₂", "Σ", "σ", "q", "β₁", "β₂"],
    "linear": ["x₁", "x₂", "Σ", "ŷ", "β₁", "β₂"],
    "huber": ["x₁", "x₂", "Σ", "ŷ", "β₁", "β₂"],
    "residual": ["x", "+", "+", "ŷ", "b₁β₁", "b₂β₂"],
    "batchnorm": ["x₁", "x₂", "Σ", "BN·γ", "ŷ", "β₁", "β₂"],
}


@pytest.mark.parametrize("loss", SIGNS)
def test_a_drawing_has_the_signs_of_its_formula(loss: str) -> None:
    tree = ElementTree.fromstring(drawing(Spec(loss=loss)).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
    texts = [text.text or "" for text in tree.iter(f"{SVG}text")]
    assert sorted(texts) == sorted(SIGNS[loss])
    for text in tree.iter(f"{SVG}text"):
        assert 0 < float(text.attrib["x"]) < WIDTH
        assert 8 < float(text.attrib["y"]) < HEIGHT


def test_two_inputs_are_drawn_where_the_data_have_two_columns() -> None:
    for loss in SIGNS:
        rows = Problem.of(Spec(loss=loss)).raw_rows
        drawn = drawing(Spec(loss=loss))
        assert (">x₂<" in drawn) == (loss not in ("softmax", "residual")), rows.names


def test_a_model_without_a_drawing_has_none() -> None:
    assert {loss for loss in models() if not drawing(Spec(loss=loss))} == set(models()) - SIGNS.keys()
