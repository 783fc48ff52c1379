"""The slice as data: J by hand, its lowest point, holes, files."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from landscapes.slices import Audit, Lowest, Slice, SliceError, Trajectory, load

# θ₀ = (3, 4), d₁ = (1, 0), d₂ = (1, 2): ‖θ₀‖² = 25, 2θ₀d₁ = 6, 2θ₀d₂ = 22, ‖d₁‖² = 1, 2d₁d₂ = 2, ‖d₂‖² = 5
SIX = np.array([25.0, 6.0, 22.0, 1.0, 2.0, 5.0])
PATH = Trajectory("SGD", np.ones((2, 2)), np.array([0.5, 0.0]), np.array([np.nan, 2.0]), np.array([1.0, 2.0]))


def small() -> Slice:
    loss = np.array([[1.0, 2.0, 3.0], [4.0, np.nan, 6.0]])
    audit = Audit(gram=((1.0, 1.0, 3.0), (1.0, 5.0, 11.0), (3.0, 11.0, 25.0)), missing=1, layer_errors={"x": 0.1})
    a, b = np.array([-1.0, 0.0, 2.0]), np.array([-1.0, 0.0])
    return Slice(a, b, loss, SIX, np.full((2, 3), 7.0), {"accuracy": loss / 10.0}, (PATH,), audit, {"seed": 3})


def test_the_objective_at_a_point_worked_by_hand() -> None:
    # a = 2, b = −1: θ = (3 + 2 − 1, 4 − 2) = (4, 2), ‖θ‖² = 20; J = 3 + 0.5·7 + 0.1·20
    assert small().objective(0.5, 0.1)[0, 2] == pytest.approx(8.5)


def test_rows_run_along_b_and_columns_along_a() -> None:
    layer = small().l2_layer
    assert layer is not None
    # a = −1, b = 0: θ = (2, 4)
    assert layer[1, 0] == pytest.approx(20.0)
    # a = 0, b = −1: θ = (2, 2)
    assert layer[0, 1] == pytest.approx(8.0)


def test_a_hole_stays_a_hole_and_is_never_the_lowest() -> None:
    assert np.isnan(small().objective(1.0, 1.0)[1, 1])
    assert small().lowest() == Lowest(-1.0, -1.0, 1.0, False, True)


def test_the_centre_is_known_as_the_lowest() -> None:
    axis = np.array([-1.0, 0.0, 1.0])
    assert Slice(axis, axis, axis[:, None] ** 2 + axis[None, :] ** 2).lowest() == Lowest(0.0, 0.0, 0.0, True, False)


def test_an_unknown_layer_has_no_weight() -> None:
    bare = replace(small(), l1=None)
    with pytest.raises(SliceError, match="The L1 layer of this slice is not known"):
        bare.objective(0.5)
    assert bare.lowest().value == 1.0


def test_a_slice_of_holes_has_no_lowest_point() -> None:
    with pytest.raises(SliceError, match="No point"):
        replace(small(), loss=np.full((2, 3), np.nan)).lowest()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"a": np.array([0.0, 0.0, 1.0])}, "axis a"),
        ({"b": np.array([0.0, np.inf])}, "axis b"),
        ({"l1": np.zeros((3, 2))}, r"l1 has the shape \(3, 2\)"),
        ({"l2": np.zeros(5)}, "six numbers"),
    ],
)
def test_shapes_are_checked(change: dict[str, np.ndarray], sentence: str) -> None:
    with pytest.raises(SliceError, match=sentence):
        replace(small(), **change)


def same(first: Slice, second: Slice) -> bool:
    return json.dumps(first.to_json()) == json.dumps(second.to_json())


def test_json_and_a_file_bring_it_all_back(tmp_path: Path) -> None:
    written = small().save(tmp_path / "net")
    assert written.name == "net.npz"
    assert same(load(written), small())
    assert same(Slice.from_json(json.loads(json.dumps(small().to_json()))), small())
    assert load(written).audit == small().audit
    bare = Slice(np.array([0.0, 1.0]), np.array([0.0, 1.0]), np.ones((2, 2)))
    assert same(load(bare.save(tmp_path / "bare.npz")), bare)


def test_a_file_that_is_no_slice_is_refused_in_a_sentence(tmp_path: Path) -> None:
    text, other, pickled = tmp_path / "text.npz", tmp_path / "other.npz", tmp_path / "pickled.npz"
    text.write_text("no archive")
    np.savez(other, loss=np.ones(3))
    np.savez(pickled, text=np.array([{"a": 1}], dtype=object))
    for path in (text, other, pickled):
        with pytest.raises(SliceError, match=f"{path.name} is not a slice that Lossfold has written"):
            load(path)


def test_the_audit_says_what_is_known() -> None:
    assert "missing" in str(Audit(missing=2))
    assert "angle" not in str(Audit())
    assert Audit(interpolation_error=0.01, tolerance=0.005).within_tolerance is False
    assert Audit().within_tolerance is None


def test_the_audit_is_a_call_and_numbers() -> None:
    found = small()
    assert found.audit() is found.audit
    assert found.audit().missing == 1
    # In a console and in a cell a table.
    assert repr(found.audit()).splitlines()[1] == "missing       1"
