"""What the server answers for the visitor's own file: rows, or a sentence with the columns to choose from."""

import base64
import json
from typing import Any

import numpy as np
import pytest

from components.explorer.callbacks import draw, draw_paths
from components.explorer.upload import MOST_SAID, Malformed, own_file
from tests.own_files import FOLDER


def asked(raw: bytes, language: str = "en", **chosen: object) -> dict[str, Any]:
    """The page's request for a file's picture."""
    file = {"contents": base64.b64encode(raw).decode(), **chosen}
    return {"query": {"data": "own", "loss": "linear"}, "language": language, "seq": 1, "file": file}


def case(name: str, language: str = "en", **chosen: object) -> Any:
    return draw(asked((FOLDER / name).read_bytes(), language, **chosen))


def test_a_file_comes_with_its_columns_and_what_was_done_with_it() -> None:
    answer = case("09-gap-in-another-column.csv")
    own = answer["own"]
    assert (own["features"], own["target"], own["rows"]) == (["width", "depth"], "yield", 10)
    assert own["numeric"] == ["probe", "width", "depth", "yield"]
    assert own["leftOut"] == ["Row 5, column “probe”: the value is missing."]
    assert own["leftOutMore"] == 0
    assert answer["scene"]["spec"]["data"] == "own"
    assert case("12-gbk.csv", "zh")["own"]["remarks"] == [
        "两个类别中，“否”记为 0，“是”记为 1。",
        "文件按 GB18030 编码读取。",
    ]


def test_the_classes_are_named_letter_by_letter() -> None:
    (said,) = case("23-seven-digit-classes.csv")["own"]["remarks"]
    assert said == "Of the two classes, “3000017” counts as 0 and “5000023” as 1."
    assert case("05-semicolons.csv")["own"]["remarks"] == []


def test_a_column_of_words_is_left_out_as_neither_numbers_nor_two_classes() -> None:
    (said,) = case("32-three-classes.csv")["own"]["leftOut"]
    assert said == "Row 2, column “wood”: “fir” is not a number, and “elm” in row 7 is a third class."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Row 4, column “sold”: “yes” is a third class"), ("zh", "第 4 行，列“sold”：“yes”是第三个类别")],
)
def test_a_refused_choice_comes_with_the_columns_of_the_file(language: str, sentence: str) -> None:
    answer = case("27-third-spelling.csv", language)
    assert answer["refused"].startswith(sentence)
    assert answer["own"]["columns"] == ["width", "depth", "sold"]
    assert (answer["own"]["features"], answer["own"]["target"]) == (["width", "depth"], "sold")
    # What is wrong with the target is in the sentence; it is not said again.
    assert answer["own"]["leftOut"] == []
    assert "scene" not in answer


def test_marks_of_missing_values_are_called_so_in_each_column_that_is_chosen() -> None:
    for column, row in (("q", 3), ("e", 5), ("n", 6), ("d", 8)):
        answer = case("10-marks-of-a-missing-value.csv", features=[column, "depth"], target="yield")
        assert answer["refused"] == f"Row {row}, column “{column}”: the value is missing."
    assert (
        "same value in every row"
        in case("33-constant-column.csv", features=["batch", "depth"], target="yield")["refused"]
    )


def test_rows_with_gaps_are_left_out_only_where_that_was_asked_for() -> None:
    name, chosen = "10-marks-of-a-missing-value.csv", {"features": ["q", "depth"], "target": "yield"}
    refused = case(name, **chosen)
    assert "scene" not in refused
    assert refused["own"]["gaps"] == 1
    answer = case(name, **chosen, complete=True)
    assert (answer["own"]["rows"], answer["own"]["gaps"]) == (refused["own"]["rows"] - 1, 0)
    assert answer["own"]["remarks"][-1].startswith(f"Of {refused['own']['rows']} rows 1 are left out")
    assert answer["scene"]["spec"]["data"] == "own"


def test_a_file_of_two_classes_is_answered_alike_whatever_loss_is_on_screen() -> None:
    name, chosen = "38-classes-1-and-2.csv", {"features": ["width", "depth"], "target": "status"}
    assert case(name)["own"]["loss"] == "logistic"
    # Whoever has chosen columns has seen what the loss is, and may take the target as a number.
    assert case(name, **chosen)["own"]["loss"] == "linear"
    huber = asked((FOLDER / "17-carriage-returns.csv").read_bytes())
    huber["query"]["loss"] = "huber"
    answer: Any = draw(huber)
    assert answer["own"]["loss"] == "huber"


def test_a_file_that_cannot_be_read_comes_without_columns() -> None:
    answer = case("31-workbook.xlsx")
    assert answer["refused"].startswith("This is a workbook (.xlsx)")
    assert answer["own"] is None


def test_of_many_columns_that_are_left_out_some_are_named_and_the_rest_counted() -> None:
    names = [f"t{k}" for k in range(20)]
    lines = [",".join(["a", "b", "y", *names]), *(f"{k},{k * k},{k % 3}," + ",".join("pqrs"[k] * 20) for k in range(4))]
    answer: Any = draw(asked("\n".join(lines).encode()))
    own = answer["own"]
    assert own["leftOut"][0] == ("Row 2, column “t0”: “p” is not a number, and “r” in row 4 is a third class.")
    assert (len(own["leftOut"]), own["leftOutMore"]) == (MOST_SAID, 20 - MOST_SAID)


def test_names_that_no_answer_can_be_written_in_are_refused_with_a_sentence() -> None:
    answer = case("05-semicolons.csv", features=["\ud800", "mass"], target="force")
    assert answer["refused"] == "The file has no column “?”; it has mass, length, force."
    json.dumps(answer, ensure_ascii=False).encode()


@pytest.mark.parametrize("contents", ["é", "====", "a", None, 3])
def test_contents_that_are_not_base64_are_no_request_of_ours(contents: object) -> None:
    with pytest.raises(Malformed, match="base64"):
        own_file({"contents": contents}, {"data": "own"})


def test_paths_are_worked_out_for_the_file_as_well() -> None:
    answer: Any = draw_paths(asked((FOLDER / "17-carriage-returns.csv").read_bytes()))
    assert [table["knobs"] for table in answer["paths"]["tables"]][:2] == [["l1"], ["l2"]]


def test_columns_come_by_their_correlation_with_the_target() -> None:
    draws = np.random.default_rng(3)
    columns = draws.normal(size=(50, 4)) * [1.0, 1e3, 1e-3, 1.0]
    target = 2 * columns[:, 3] - 1e-3 * columns[:, 1] + draws.normal(size=50)
    lines = ["a,b,c,d,y", *(",".join(map(repr, row)) for row in np.column_stack([columns, target]).tolist())]
    own = draw(asked("\n".join(lines).encode()))["own"]  # pyright: ignore[reportTypedDictNotRequiredAccess]
    assert own is not None
    by_hand = {name: np.corrcoef(columns[:, k], target)[0, 1] for k, name in enumerate("abcd")}
    assert [name for name, _ in own["correlations"]] == sorted(by_hand, key=lambda name: -abs(by_hand[name]))
    assert dict(own["correlations"]) == pytest.approx(by_hand, rel=1e-9)
