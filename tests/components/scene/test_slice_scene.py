"""A slice as plain data: it is drawn where the slice says, holes stay holes, and the audit is said in words."""

import base64
from typing import Any

import numpy as np
import pytest

from components.i18n import words
from components.scene.audit_table import audit_rows, number
from components.scene.schema.slices import SliceScene
from components.scene.slice_pair import alike, pair_knobs, pair_scenes
from components.scene.slice_scene import knobs_of, slice_scene
from landscapes.slices import Slice
from landscapes.slices.audit import Audit
from landscapes.slices.slice import Minimum, Trajectory
from tests.components.scene.test_schema import conforms

AXIS = np.linspace(-1.0, 1.0, 21)


def bowl(a: np.ndarray, b: np.ndarray, **more: Any) -> Slice:
    """A loss (a − 0.3)² + 2 (b + 0.2)² + 1 on axes of any kind."""
    across, along = np.meshgrid(a, b)
    return Slice(a, b, (across - 0.3) ** 2 + 2.0 * (along + 0.2) ** 2 + 1.0, **more)


def axes_of(scene: SliceScene) -> Any:
    return scene["figure"]["layout"]["scene"]


def numbers(text: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


def test_a_scene_is_what_its_type_says() -> None:
    path = Trajectory("SGD", np.zeros((3, 2)), np.array([2.0, 1.0, 0.0]), np.zeros(3), np.zeros(3))
    l1, layers = np.ones((21, 21)), {"held_out": np.ones((21, 21))}
    found = bowl(AXIS, AXIS, l2=np.arange(6.0), l1=l1, layers=layers, trajectories=(path,))
    conforms(SliceScene, slice_scene(found))
    conforms(SliceScene, slice_scene(bowl(AXIS, np.linspace(0.0, 3.0, 30))))


def test_symmetric_equal_axes_are_drawn_as_they_are() -> None:
    scene = slice_scene(bowl(AXIS, AXIS))
    np.testing.assert_allclose(numbers(scene["axis"]), AXIS, atol=1e-7)
    assert (scene["a"], scene["b"]) == ({"low": -1.0, "high": 1.0}, {"low": -1.0, "high": 1.0})
    assert "tickvals" not in axes_of(scene)["xaxis"]


def test_other_axes_are_drawn_from_minus_one_to_one_and_their_ticks_say_what_they_are() -> None:
    scene = slice_scene(bowl(np.linspace(0.0, 4.0, 21), np.linspace(-3.0, 1.0, 31)))
    axis = numbers(scene["axis"])
    assert (len(axis), axis[0], axis[-1]) == (31, -1.0, 1.0)
    assert axes_of(scene)["xaxis"]["ticktext"] == ["0", "1", "2", "3", "4"]
    assert axes_of(scene)["yaxis"]["ticktext"] == ["−3", "−2", "−1", "0", "1"]


def test_an_uneven_axis_is_read_between_its_points() -> None:
    a = np.array([-1.0, -0.9, -0.5, 0.2, 1.0])
    found = Slice(a, a, 3.0 + 2.0 * np.add.outer(a, a))
    layer: Any = slice_scene(found)["layers"]["loss"]
    even = np.linspace(-1.0, 1.0, 5)
    # Linear between points is exact for a plane.
    assert layer["grid"]["low"] == pytest.approx(-1.0)
    span = layer["grid"]["step"] * 2**24
    assert span == pytest.approx(float(np.ptp(3.0 + 2.0 * np.add.outer(even, even))))


def test_a_hole_stays_a_hole() -> None:
    loss = np.ones((21, 21))
    loss[3, 4], loss[5, 6] = np.nan, np.inf
    layer: Any = slice_scene(Slice(AXIS, AXIS, loss))["layers"]["loss"]
    drawn = numbers(layer["floats"]).reshape(21, 21)
    assert {*zip(*np.nonzero(np.isnan(drawn)), strict=True)} == {(3, 4), (5, 6)}


def test_a_slider_ends_where_its_penalty_is_about_as_high_as_the_loss() -> None:
    found = bowl(AXIS, AXIS, l2=np.array([1.0, 0.0, 0.0, 50.0, 0.0, 50.0]))
    knob = slice_scene(found)["knobs"]["l2"]
    layer = found.l2_layer
    assert layer is not None
    low, high = np.quantile(found.loss, [0.0, 0.9])
    assert 2.0 <= knob["high"] * np.ptp(layer) / (high - low) <= 5.0
    assert f"{knob['high']:.0e}"[0] in "125"


def test_a_loss_that_spans_decades_is_drawn_as_its_logarithm() -> None:
    assert slice_scene(Slice(AXIS, AXIS, np.exp(np.add.outer(AXIS, AXIS) * 5.0)))["wide"]
    assert not slice_scene(bowl(AXIS, AXIS))["wide"]
    below = slice_scene(Slice(AXIS, AXIS, np.add.outer(AXIS, AXIS) * 1e6))
    assert not below["positive"]
    assert not below["wide"]


def test_a_path_lies_on_the_drawn_axes() -> None:
    points = np.array([[0.0, -3.0], [2.0, -1.0], [4.0, 1.0]])
    path = Trajectory("SGD", points, np.array([2.5, 1.0, 0.0]), np.zeros(3), np.zeros(3), joined=False)
    found = bowl(np.linspace(0.0, 4.0, 21), np.linspace(-3.0, 1.0, 21), trajectories=(path,))
    drawn = slice_scene(found)["paths"][0]
    assert drawn == {"name": "SGD", "points": [-1.0, -1.0, 0.0, 0.0, 1.0, 1.0], "joined": False, "farthest": 2.5}


def test_numbers_are_written_as_the_browser_writes_them() -> None:
    # As tests/js/format.test.mjs has them.
    written = {
        0.0: "0",
        1.23456: "1.235",
        -2.0: "−2",
        1e-5: "1×10⁻⁵",
        123456.0: "123500",
        2.5e7: "2.5×10⁷",
        0.05: "0.05",
    }
    assert {value: number(value) for value in written} == {
        **written,
        1e-5: "1.00×10⁻⁵",
        2.5e7: "2.50×10⁷",
    }


def test_a_minimum_that_is_known_is_said_with_what_it_is_known_by() -> None:
    least = {"a": 0.3, "b": -0.2, "value": 1.0, "l1": 0.0, "l2": 0.5, "residual": 2e-12}
    for certified, on_border, says in (
        (True, False, "(0.3, −0.2), where J = 1: certified, 0 is within 2.0×10⁻¹² of ∂J"),
        (False, True, "(0.3, −0.2), where J = 1: the lowest that was found; 0 is within 2.0×10⁻¹² of ∂J there; on the "
         "border, J goes on falling outside"),
    ):  # fmt: skip
        found = bowl(AXIS, AXIS, minimum=Minimum(**least, certified=certified, on_border=on_border), kind="landscape")
        assert audit_rows(found, words("en"))[0] == ("Minimum at λ = 0, Ω = 0.5", says)


def test_the_audit_says_what_is_known_and_nothing_else() -> None:
    audit = Audit(angle=89.9, gradient_share=0.002, interpolation_error=0.0004, nodes=17, rows=500, rows_of=60000)
    rows = dict(audit_rows(bowl(AXIS, AXIS, audit=audit, made={"directions": "filter", "seed": 3}), words("en")))
    assert rows["Angle between d₁ and d₂"] == "89.9°"
    assert rows["Interpolation error"] == "0.04% of the height, measured, from 17 nodes an axis"
    assert rows["Rows used"] == "500 of 60\u202f000"
    assert rows["Directions"].endswith("seed 3")
    assert "Curvature along d₁ and d₂" not in rows


def test_two_slices_have_one_set_of_sliders_and_what_both_know() -> None:
    l2, layers = np.array([1.0, 0.0, 0.0, 50.0, 0.0, 50.0]), {"held_out": np.ones((21, 21))}
    one = bowl(AXIS, AXIS, l2=l2, l1=np.add.outer(abs(AXIS), abs(AXIS)), layers=layers)
    # A hundredth of the penalty: its slider reaches a hundred times as far.
    other = bowl(AXIS, AXIS, l2=l2 / 100.0, layers=layers | {"accuracy": np.ones((21, 21))})
    scenes = pair_scenes(one, other)
    for scene in scenes:
        conforms(SliceScene, scene)
        assert list(scene["knobs"]) == ["l2"]
        assert scene["weights"] == {"loss": 1.0, "l2": 0.0}
        assert scene["others"] == ["held_out"]
    assert pair_knobs(one, other)["l2"]["high"] == knobs_of(other)["l2"]["high"] == 100 * knobs_of(one)["l2"]["high"]


def test_heights_far_apart_are_drawn_as_logarithms_of_both_or_of_none() -> None:
    steep = Slice(AXIS, AXIS, np.exp(np.add.outer(AXIS, AXIS) * 5.0))
    assert [scene["wide"] for scene in pair_scenes(bowl(AXIS, AXIS), steep)] == [True, True]
    below = Slice(AXIS, AXIS, np.add.outer(AXIS, AXIS))
    assert [(scene["wide"], scene["positive"]) for scene in pair_scenes(below, steep)] == [(False, False)] * 2


def test_shapes_may_be_compared_along_filters_in_one_box() -> None:
    made, wider = {"directions": "filter"}, np.linspace(-2.0, 2.0, 21)
    assert alike(bowl(AXIS, AXIS, made=made), bowl(AXIS, np.linspace(-1.0, 1.0, 51), made=made))
    assert not alike(bowl(AXIS, AXIS, made=made), bowl(AXIS, wider, made=made))
    assert not alike(bowl(AXIS, AXIS, made=made), bowl(AXIS, AXIS, made={"directions": "plain"}))
    assert not alike(bowl(AXIS, AXIS), bowl(AXIS, AXIS))
