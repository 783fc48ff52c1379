"""The CSV reader: good files in many forms, and one sentence for every bad one."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landscapes import Rows, TableError
from landscapes.csv_file.dialect import MOST_COLUMNS, MOST_ROWS
from landscapes.csv_file.first_choice import first_guess
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import Table, letters, read_table
from landscapes.data.datasets import DATASETS
from landscapes.data.reading import Reading
from landscapes.errors import SENTENCES
from landscapes.models.losses import LOSSES

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
        ("a,b,y\n1,2,é\n".encode("latin-1"), "linear", "Row 2, column 3: a character is neither UTF-8 nor GB18030"),
        (GOOD.encode("utf-16") + b"\x00\xd8", "linear", "Row 6, column 1: the file begins as UTF-16, and a character"),
        ("a,Größe,y\n1,2,3\n".encode("latin-1"), "linear", "Row 1, column 2: a character is neither"),
        ("a,Länge,y\n1,2,3\n".encode("latin-1"), "linear", "Row 1, column 2: a character is neither"),
        ("a,T (°C),y\n1,2,3\n".encode("latin-1"), "linear", "Row 1, column 2: a character is neither"),
        (b"PK\x03\x04 xl/workbook.xml", "linear", "This is a workbook (.xlsx)"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument", "linear", "This is a workbook (.ods)"),
        (b"\xd0\xcf\x11\xe0 x", "linear", "This is a workbook (.xls)"),
        (b"PK\x03\x04 data.csv", "linear", "This is a compressed archive"),
        (b"\x1f\x8b\x08", "linear", "This is a compressed archive"),
        (b"%PDF-1.7", "linear", "This is a PDF"),
        ("\ufeff <HTML><body>a,b,c", "linear", "This is a web page (HTML)"),
        ("<!-- saved --><html>", "linear", "This is a web page (HTML)"),
        (b"a,b,y\n1,\0,3\n", "linear", "The file is not text (row 2)"),
        ('a,b,y\n1,2,3\n1,"2,3\n', "linear", "Row 3: the quotation marks"),
        ("a,b\n1,2\n3,4\n5,6\n", "linear", "Row 1: too few columns (2); at least 3 are needed"),
        ("a,a,y\n1,2,3\n", "linear", "Row 1, column 2: a column needs a name of its own, and “a”"),
        ("a,,y\n1,2,3\n", "linear", "Row 1, column 2"),
        ("# x\n\na,,y\n1,2,3\n", "linear", "Row 3, column 2"),
        (",a,b\n1,2,3\n", "linear", "Row 1: too few columns (2)"),
        ("a b y\n1 2 3\n", "linear", "Row 1: nothing separates columns"),
        ("name,0.1,0.5\nx,1,2\ny,2,3\nz,3,5\n", "linear", "Row 1, column 2: “0.1” is a number, not a name"),
        ("a,b,y\n1,2,3,4\n4,5,6\n", "linear", "Row 2: the number of cells is 4, and the header has 3"),
        ("a,b,y\n1,5%,3\n2,0.06,4\n3,7%,6\n", "linear", "Row 3, column “b”: “0.06” stands beside “5%”"),
        ('a,b,y\n1,"1,234",3\n2,"2,345",4\n3,7,6\n', "linear", "Row 2, column “b”: “1,234” is not a number"),
        ("a,b,y\n1,2,3\n2,1e999,4\n3,4,6\n5,6,7\n", "linear", "Row 3, column “b”: “1e999” is too large"),
        (
            "#\na,b,y\n1,2,3\n2,2,4\n3,2,6\n",
            "linear",
            "Column “b” has the same value in every row, from row 3 to row 5",
        ),
        (",".join(f"c{k}" for k in range(40_000)), "linear", "The header has 40000 columns; at most 1000 are allowed."),
        ("a,b,y\n1,2,3\n4,5\n", "linear", "Row 3: the number of cells is 2, and the header has 3"),
        ("a,b,y\n1,2,3\n4,5,6\n", "linear", "Too few rows of data (2); at least 3"),
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
    cells: dict[str, tuple[str, ...]] = dict.fromkeys(header, ("0", cell, "3"))
    reading = Reading("utf-8", ",", ".", 0, True, header, False, False, False)
    table = Table((2, 3, 4), cells, cells, {name: at for at, name in enumerate(header)}, reading)
    Counted.comparisons = 0
    assert len(table.numeric_columns) == MOST_COLUMNS
    assert [len(table.column(name)) for name in header] == [3] * MOST_COLUMNS
    first_guess(table)
    assert len(table.left_out()) == (0 if cell == "1" else MOST_COLUMNS)
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
    own = [LOSSES[name] for name in LOSSES if name in DATASETS["own"].half_widths]
    of_classes, of_numbers = ([loss.name for loss in own if loss.classification is kind] for kind in (True, False))
    assert "logistic" in of_classes
    assert {"linear", "huber"} <= {*of_numbers}
    assert table.losses_of("two") == [*of_classes, *of_numbers]
    assert table.losses_of("many") == of_numbers
    assert rows_from(table, ("a", "b"), "two", "logistic").classes == ("0", "1")
    squared, robust = (rows_from(table, ("a", "b"), "many", loss) for loss in ("linear", "huber"))
    np.testing.assert_array_equal(squared.targets, robust.targets)
    # many = 1, 2, 3, 9: mean 3.75, variance (7.5625 + 3.0625 + 0.5625 + 27.5625)/4 = 9.6875
    np.testing.assert_allclose(robust.targets, (np.array([1, 2, 3, 9]) - 3.75) / np.sqrt(9.6875))
    assert robust.classes is None


CELLS = [
    "1",
    "2.5",
    "-3",
    "a",
    "b",
    "",
    "NA",
    "5%",
    "1,5",
    "-0",
    "1e999",
    "#",
    '"q\n"',
    " 3 ",
    "1e-99999999999999999999",
    "True",
]
ANY_TEXT = st.text(alphabet='ab15.,;|\n\r"\t-e%# é密=spN?\x00\u00a0', max_size=200)


@st.composite
def any_table(draw: st.DrawFn) -> str:
    """A table whose cells are whatever a cell can be."""
    width = draw(st.integers(3, 5))
    rows = draw(st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=2, max_size=9))
    sign = draw(st.sampled_from(",;\t|"))
    return "\n".join(sign.join(row) for row in [list("abcde"[:width])] * draw(st.integers(0, 1)) + rows)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300)
    | (ANY_TEXT | any_table()).map(str.encode)
    | any_table().map(lambda text: text.encode("utf-16"))
)
def test_any_bytes_give_rows_or_a_sentence(raw: bytes) -> None:
    try:
        table = read_table(raw)
        left_out = table.left_out()
        features, target = first_guess(table)
        rows = rows_from(table, features, target, table.losses_of(target)[0])
    except TableError as refusal:
        assert str(refusal).endswith((".", "”."))
    else:
        assert all(str(each).endswith(".") for each in [*left_out, *table.remarks])
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


THREE = "a,b,y\n1,5,2\n2,3,4\n4,4,3\n7,1,9\n"
SAME = np.array([1.0, 2.0, 4.0, 7.0])


def assert_features(table: Table, *names: str) -> None:
    for name in names:
        np.testing.assert_allclose(table.values(name), SAME)


@pytest.mark.parametrize(
    "text",
    [
        THREE.replace("a,b,y\n", ""),
        THREE.replace("\n", ",\n"),
        THREE.replace("\n", ",\n").replace("y,", "y"),
        THREE.replace("a,", "# a,"),
        THREE.replace("4,4,3\n", ",,\n , ,\n4,4,3\n"),
        '# a comment with "one quotation mark\n# and more, and, more\n\n' + THREE,
        "sep=|\n" + THREE.replace(",", "|"),
        '"sep=;"\r\n' + THREE.replace(",", ";"),
        ",,\n" + THREE,
        ",,\n" * 100 + THREE,
        "\n".join(f"r{k},{line}" for k, line in enumerate(THREE.splitlines())).replace("r0,", ""),
        "\n".join(f"r{k},{line}" for k, line in enumerate(THREE.splitlines())).replace("r0,", ","),
        THREE.replace("1,5", "1%,5").replace("2,3", "2 %,3").replace("4,4", "4%,4").replace("7,1", "7%,1"),
        THREE.replace("1,5", "\u00a01,5"),
        THREE.replace("1,5", "1,x").replace("2,3", "2,x").replace("4,4", "4,z"),
    ],
)
def test_tables_that_people_write_hold_the_same_numbers(text: str) -> None:
    table = read_table(text.encode())
    assert_features(table, "A" if table.header[0] == "A" else "a")
    assert len(table.numbers) == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_chinese_file_is_read_in_each_encoding_that_spreadsheets_write(encoding: str) -> None:
    text = "长度,宽度,备注（镕）\n1,5,是\n2,3,否\n4,4,是\n7,1,否\n"
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    table = read_table(marks.get(encoding, b"") + text.encode(encoding))
    assert table.header == ("长度", "宽度", "备注（镕）")
    assert_features(table, "长度")


def test_a_comma_is_a_decimal_sign_where_it_cannot_part_thousands() -> None:
    tabs = read_table(b"a\tb\ty\n1,5\t1,234\t1\n2,5\t2,345\t2\n3,5\t1,111\t4\n")
    np.testing.assert_allclose(tabs.values("a"), [1.5, 2.5, 3.5])
    np.testing.assert_allclose(tabs.values("b"), [1.234, 2.345, 1.111])
    quoted = read_table(b'a,b,y\n"1,5",2,1\n"2,5",3,2\n"3,5",1,4\n')
    np.testing.assert_allclose(quoted.values("a"), [1.5, 2.5, 3.5])
    # A semicolon says that the comma is no separator of columns; then it is none of thousands.
    np.testing.assert_allclose(
        read_table(b"a;b;y\n1,234;2;1\n2,345;3;2\n1,111;1;4\n").values("a"), [1.234, 2.345, 1.111]
    )
    # More columns have points: the one with commas is left out, by name.
    mixed = read_table(b"a;b;y\n1.5;2.5;1,5\n2.5;3.5;2,5\n1.0;1.5;4,5\n2;2;2,2\n")
    assert [str(fault) for fault in mixed.left_out()] == ["Row 2, column “y”: “1,5” is not a number."]


MARKS = [
    "",
    " ",
    "?",
    "NA",
    "n/a",
    "#N/A",
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "NaN",
    "null",
    "None",
    ".",
    "-",
    "--",
    "…",
    "<NA>",
]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_of_a_missing_value_is_called_so_and_the_first_guess_passes_its_column_over(mark: str) -> None:
    table = read_table(f"q,a,b,y\n1,1,5,2\n2,2,3,4\n{mark},4,4,3\n7,7,1,9\n".encode())
    assert first_guess(table) == (("a", "b"), "y")
    assert "q" in table.numeric_columns
    assert [str(fault) for fault in table.left_out()] == ["Row 4, column “q”: the value is missing."]
    with pytest.raises(TableError, match="Row 4, column “q”: the value is missing"):
        rows_from(table, ("q", "a"), "y", "linear")


def test_every_remark_on_a_file_says_what_was_done_with_it() -> None:
    def remarks(text: str, encoding: str = "utf-8") -> list[str]:
        return [str(remark) for remark in read_table(text.encode(encoding)).remarks]

    assert remarks(THREE) == []
    assert remarks(THREE, "utf-16") == ["The file is read as UTF-16."]
    assert remarks("#\n#\n" + THREE) == ["Comment lines (#) before the header are skipped: 1–2."]
    assert remarks(THREE.replace("a,b,y\n", ""))[0].startswith(
        "Row 1 holds data, not names; the columns are called A, B"
    )
    assert remarks("place,2001,2002\nx,1,2\ny,2,3\nz,3,5\n") == [
        "Row 1 is read as names, although it holds the number “2001”."
    ]
    assert remarks("a,b,y,a\n1,2,3,4\n2,3,4,5\n3,1,1,1\n") == [
        "Column 4 is left out: its name, “a”, is that of column 1."
    ]
    assert remarks("a,b,y,\n1,2,3,4\n2,3,4,5\n3,1,1,1\n") == ["Column 4 has no name and is left out."]
    assert remarks("a;b;y\n1,5;2;3\n2,5;3;4\n3,5;1;1\n") == ["Commas in numbers are read as decimal signs."]


def test_a_first_row_that_says_its_text_again_holds_data_and_none_is_lost() -> None:
    table = read_table(b"5.1,3.5,1.4,setosa\n4.9,3.0,1.5,setosa\n7.0,3.2,4.7,other\n6.4,3.3,4.5,other\n")
    assert table.header == ("A", "B", "C", "D")
    assert table.numbers == (1, 2, 3, 4)
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_classes_are_told_apart_to_the_last_digit_and_named_as_they_are_written() -> None:
    def classes(first: str, second: str) -> tuple[str, str] | None:
        text = f"a,b,y\n1,5,{first}\n2,3,{second}\n4,4,{first}\n7,1,{second}\n"
        return rows_from(read_table(text.encode()), ("a", "b"), "y", "logistic").classes

    assert classes("5000023", "3000017") == ("3000017", "5000023")
    # Equal as floats.
    assert classes("9007199254740993", "9007199254740992") == ("9007199254740992", "9007199254740993")
    assert classes("0.10", "0.2") == ("0.10", "0.2")
    assert classes("10", "9") == ("9", "10")
    assert classes("yes", "1") == ("1", "yes")
    assert classes("12%", "5%") == ("5%", "12%")
    table = read_table(b"a,b,y\n1,5,-0\n2,3,1.0\n4,4,0\n7,1,+1\n")
    assert rows_from(table, ("a", "b"), "y", "logistic").classes == ("0", "+1")


def test_where_too_few_columns_are_sound_the_choice_is_one_that_can_be_mended() -> None:
    table = read_table(b"probe,width,yield\n1,2,3\n,3,4\n3,5,7\n4,1,1\n")
    assert first_guess(table) == (("probe", "width"), "yield")
    three = read_table(b"width,depth,wood\n1,2,fir\n2,3,oak\n3,5,elm\n")
    assert first_guess(three) == (("width", "depth"), "wood")
    assert three.losses_of("wood") == ["logistic"]
    with pytest.raises(TableError, match="Row 2, column “wood”: “fir” is not a number"):
        first_guess(read_table(b"wood,depth,use\nfir,2,x\noak,3,y\nelm,5,z\n"))


def test_columns_without_a_name_that_a_spreadsheet_saves_are_none_and_more_are_refused() -> None:
    def text(more: str) -> bytes:
        return f"a,b,y{more}\n1,2,3\n2,3,4{more}5\n3,5,6\n".encode()

    table = read_table(text("," * 16_381))
    assert table.header == ("a", "b", "y")
    assert [str(remark) for remark in table.remarks] == ["Column 16384 has no name and is left out."]
    with pytest.raises(TableError, match="The header has 480003 columns; at most 1000 are allowed"):
        read_table(text("," * 480_000))
