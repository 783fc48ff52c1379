"""The CSV reader: good files in many forms, and one sentence for every bad one."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscapes import Rows, TableError
from landscapes.refusals import SENTENCES
from landscapes.table import MOST_COLUMNS, MOST_ROWS, Table, first_guess, read_table, rows_from

GOOD = "a,b,y\n1,5,no\n2,3,yes\n4,4,no\n7,1,yes\n"


def read(text: str | bytes, loss: str = "linear", chosen: tuple[tuple[str, str], str] | None = None) -> Rows:
    table = read_table(text if isinstance(text, bytes) else text.encode())
    features, target = chosen or first_guess(table)
    return rows_from(table, features, target, loss)


def test_columns_are_standardized_by_hand() -> None:
    rows = read(GOOD, "logistic")
    # a = 1, 2, 4, 7: mean 3.5, variance (6.25 + 2.25 + 0.25 + 12.25)/4 = 5.25
    np.testing.assert_allclose(rows.features[:, 0], (np.array([1, 2, 4, 7]) - 3.5) / np.sqrt(5.25))
    assert rows.targets.tolist() == [0.0, 1.0, 0.0, 1.0]
    assert (rows.names, rows.target, rows.classes) == (("a", "b"), "y", ("no", "yes"))


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        GOOD + "\n\n",
        GOOD.rstrip("\n"),
        GOOD.replace("a,b,y", ' "a" , b , y').replace('"a"', "a"),
        GOOD.replace("1,5", "1.0, +5e0"),
    ],
)
def test_the_same_table_in_other_forms_is_the_same(text: str) -> None:
    np.testing.assert_array_equal(read(text, "logistic").features, read(GOOD, "logistic").features)


@pytest.mark.parametrize(
    ("text", "loss", "sentence"),
    [
        (b"", "linear", "The file is empty"),
        (b"\n \n", "linear", "The file is empty"),
        (b"x" * 1_000_001, "linear", "The file has 1000001 bytes; at most 1000000"),
        ("a,b,y\n1,2,é\n".encode("latin-1"), "linear", "Row 2, column 3: a character is not UTF-8"),
        (GOOD.encode("utf-16"), "linear", "Row 1, column 1: a character is not UTF-8"),
        (b"a,b,y\n1,\0,3\n", "linear", "The file is not text (row 2)"),
        ('a,b,y\n1,2,3\n1,"2,3\n', "linear", "Row 3: the quotation marks"),
        ("a,b\n1,2\n3,4\n5,6\n", "linear", "The header has 2 columns"),
        ("a,a,y\n1,2,3\n", "linear", "Row 1, column 2: a column needs a name of its own, and “a”"),
        ("a,,y\n1,2,3\n", "linear", "Row 1, column 2"),
        (",".join(f"c{k}" for k in range(40_000)), "linear", "The header has 40000 columns; at most 1000 are allowed."),
        ("a,b,y\n1,2,3\n4,5\n", "linear", "Row 3 has 2 cells, and the header has 3"),
        ("a,b,y\n1,2,3\n4,5,6\n", "linear", "The file has 2 rows of data; at least 3"),
        ("a,b,y\n" + "1,2,3\n" * (MOST_ROWS + 1), "linear", "The file has more than 5000 rows"),
        ("a,b,y\n1,2,3\n2,,4\n3,4,6\n5,6,7\n", "linear", "Row 3, column “b”: the value is missing"),
        ("a,b,y\n1,2,3\n2,NA,4\n3,4,6\n5,6,7\n", "linear", "Row 3, column “b”: the value is missing"),
        ("a,b,y\n1,2,3\n2,x,4\n3,4,6\n5,6,7\n", "linear", "Row 3, column “b”: “x” is not a number"),
        ("a,b,y\n1,2,3\n\n2,inf,4\n3,4,6\n5,6,7\n", "linear", "Row 4, column “b”: “inf” is not a number"),
        ("a,b,y\n1,2,3\n2,1e200,4\n3,4,6\n5,6,7\n", "linear", "Row 3, column “b”: “1e200” is too large"),
        ("a,b,y\n1,2,3\n2,2,4\n3,2,6\n", "linear", "Column “b” has the same value in every row, from row 2 to row 4"),
        ("a,b,y\n1,2,n\n2,3,n\n3,5,n\n", "logistic", "Column “y” has only the class “n”"),
        ("a,b,y\n1,2,n\n2,3,m\n3,5,k\n", "logistic", "Row 4, column “y”: “k” is a third class"),
    ],
)
def test_a_bad_file_is_refused_with_its_row_and_column(text: str | bytes, loss: str, sentence: str) -> None:
    with pytest.raises(TableError) as caught:
        read(text, loss, (("a", "b"), "y"))
    assert str(caught.value).startswith(sentence)
    assert caught.value.key in SENTENCES


def test_unknown_and_repeated_columns_are_refused() -> None:
    with pytest.raises(TableError, match="The file has no column “z”; it has a, b, y"):
        read(GOOD, "logistic", (("a", "z"), "y"))
    with pytest.raises(TableError, match="Column “a” is chosen twice"):
        read(GOOD, "logistic", (("a", "a"), "y"))


class Counted(str):
    """A column's name that counts how often it is compared with another."""

    comparisons = 0
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        Counted.comparisons += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


@pytest.mark.parametrize("cell", ["1", "x"])
def test_the_work_on_a_wide_file_grows_with_its_columns_and_not_with_their_square(cell: str) -> None:
    header = tuple(Counted(f"c{k}") for k in range(MOST_COLUMNS))
    table = Table(header, (2, 3, 4), (("0",) * MOST_COLUMNS, (cell,) * MOST_COLUMNS, ("3",) * MOST_COLUMNS))
    Counted.comparisons = 0
    assert len(table.numeric_columns) == MOST_COLUMNS
    assert [len(table.column(name)) for name in header] == [3] * MOST_COLUMNS
    first_guess(table)
    # Some 500,000 if each name is looked for from the front.
    assert Counted.comparisons < 10 * MOST_COLUMNS


def test_a_sentence_about_a_wide_file_can_be_read() -> None:
    names = ",".join(f"c{k}" for k in range(MOST_COLUMNS))
    table = read_table("\n".join([names, *[",".join("1" * MOST_COLUMNS)] * 3]).encode())
    with pytest.raises(TableError) as caught:
        table.column("\ud800")
    assert str(caught.value).startswith("The file has no column “?”; it has c0, c1, c2,")
    assert len(str(caught.value).encode()) < 300


def test_a_target_of_two_numbers_can_be_classes_or_numbers_and_of_many_only_numbers() -> None:
    table = read_table(b"a,b,two,many\n1,5,0,1\n2,3,1.0,2\n4,4,0,3\n7,1,1,9\n")
    assert table.losses_of("two") == ["logistic", "linear", "huber"]
    assert table.losses_of("many") == ["linear", "huber"]
    assert rows_from(table, ("a", "b"), "two", "logistic").classes == ("0", "1")
    squared, robust = (rows_from(table, ("a", "b"), "many", loss) for loss in ("linear", "huber"))
    np.testing.assert_array_equal(squared.targets, robust.targets)
    # many = 1, 2, 3, 9: mean 3.75, variance (7.5625 + 3.0625 + 0.5625 + 27.5625)/4 = 9.6875
    np.testing.assert_allclose(robust.targets, (np.array([1, 2, 3, 9]) - 3.75) / np.sqrt(9.6875))
    assert robust.classes is None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='a1,;\n"\t.-e é', max_size=200).map(str.encode))
def test_any_bytes_give_rows_or_a_sentence(raw: bytes) -> None:
    try:
        table = read_table(raw)
        features, target = first_guess(table)
        rows = rows_from(table, features, target, table.losses_of(target)[0])
    except TableError as refusal:
        assert str(refusal).endswith((".", "”."))
    else:
        assert np.isfinite(rows.features).all()
        np.testing.assert_allclose((rows.features**2).mean(axis=0), 1.0, rtol=1e-6)


NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=3, max_size=30))
def test_numbers_written_by_the_csv_module_come_back(rows: list[tuple[float, float, float]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("a", "b", "y"), *rows])
    try:
        found = read(written.getvalue(), "linear", (("a", "b"), "y"))
    except TableError as refusal:
        assert refusal.key == "file.constant"
        return
    first = np.array([row[0] for row in rows])
    np.testing.assert_allclose(found.features[:, 0] * first.std(), first - first.mean(), atol=1e-6 * abs(first).max())
