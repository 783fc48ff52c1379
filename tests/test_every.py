"""A folded test calls its test with every value and names all that fail."""

import pytest

from tests.every import every


def test_all_values_are_tried_and_those_that_fail_are_named() -> None:
    tried: list[int] = []

    @every("value", range(5), label=lambda value: f"value {value}")
    def is_even(value: int) -> None:
        tried.append(value)
        assert value % 2 == 0

    with pytest.raises(AssertionError, match="2 of 5 values of value fail:\nvalue 1: AssertionError") as failure:
        is_even()
    assert "value 3" in str(failure.value)
    assert tried == [0, 1, 2, 3, 4]


def test_no_value_is_a_fault_of_the_test() -> None:
    @every("value", [])
    def never(value: int) -> None:
        raise ValueError(value)

    with pytest.raises(AssertionError):
        never()


@every("value", ["a", "b"])
def test_fixtures_stay_as_they_are(value: str, tmp_path: object) -> None:
    assert value in "ab"
    assert tmp_path
