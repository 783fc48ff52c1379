"""The records are read rightly, and a change is named: else a list of links that hold says nothing."""

from typing import Any

import pytest

from .comparing import differences
from .lists import NOT_HERE, beyond, leaned, recorded, whole


def test_a_recorded_grid_has_the_values_worked_by_hand() -> None:
    # The toy's squared error is (β₁ − 0.5)² + (β₂ − 0.5)². On [−0.5, 0.5]² with λ = Ω = 0 it is 1 + 1 = 2 in the first
    # corner, 0 + 1 at β = (0.5, −0.5), 0.25 + 0.25 in the middle, and 0 at least. The mean over the 121² points is
    # twice that of t² for t = 0, 1/120, …, 1: Σk² = 120·121·241/6 = 583220, so 2·583220/(121·120²).
    scene = recorded("explorer")["/?loss=linear&data=toy&l1=0&l2=0&range=0.5&lang=zh"]["scene"]
    assert scene["minimum"] == [[0.5, 0.5]]
    first, right, middle, *_, least, largest, mean = scene["grid"]["J"]
    assert [first, right, middle, least, largest] == pytest.approx([2, 1, 0.5, 0, 2], abs=3e-7)
    assert mean == pytest.approx(2 * 583220 / (121 * 120**2), abs=3e-7)


@pytest.mark.parametrize(
    ("record", "now", "said"),
    [
        ({"minimum": [[0.5, 0.25]]}, {"minimum": [[0.5, 0.250001]]}, ["minimum [0] [1]", "0.25", "0.250001"]),
        ({"J": 0.5}, {"J": 0.5000002}, ["J", "0.5", "0.5000002"]),
        ({"a": {"sentence": "It is 0."}}, {"a": {"sentence": "It is 1."}}, ["a › sentence", "It is 0.", "It is 1."]),
        ({"notes": ["one", "two"]}, {"notes": ["two"]}, ["notes", "one"]),
        ({"exact": True}, {"exact": 1}, ["exact", "True", "1"]),
        ({"formula": "J"}, {}, ["formula", "nothing"]),
    ],
)
def test_a_change_is_named_with_its_meaning_and_both_values(record: Any, now: Any, said: list[str]) -> None:
    [line] = differences(record, now)
    assert [word for word in said if word not in line] == []


def test_rounding_and_what_is_new_are_no_change() -> None:
    assert [*differences({"J": 0.5, "b": [3.0, 0]}, {"J": 0.5 + 1e-9, "b": [3, 1e-10], "more": 1})] == []
    assert [*differences({"points in counts": [7]}, {"points in counts": [8]})] == []


def test_a_lean_record_says_everything() -> None:
    one = {"a": {"b": 1, "c": [1, 2]}, "d": "x", "e": None}
    other = {"a": {"b": 2}, "d": "x", "f": {}}
    assert beyond(other, one) == {"a": {"b": 2, "c": NOT_HERE}, "f": {}, "e": NOT_HERE}
    assert whole(beyond(other, one), one) == other
    assert leaned({"1": one, "2": one})["2"] == {"like": "1"}
