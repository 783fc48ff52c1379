"""Rows with gaps: counted, and left out where the visitor says so; a column that only counts rows comes last."""

import numpy as np
import pytest

from landscapes import TableError
from landscapes.csv_file.first_choice import first_guess
from landscapes.csv_file.gaps import rows_with_gaps, without_gaps
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import read_table

FILE = b"a,b,c,y\n1,5,?,2\n2,,1,3\n4,4,2,NA\n7,1,3,9\n3,2,4,1\n5,9,5,4\n6,3,6,8\n"


def test_rows_with_a_gap_in_a_chosen_column_are_counted() -> None:
    table = read_table(FILE)
    assert rows_with_gaps(table, ("a", "b", "y")) == [1, 2]
    assert rows_with_gaps(table, ("a", "c", "y")) == [0, 2]


def test_without_them_the_rows_are_those_of_a_file_that_never_had_them() -> None:
    rows = rows_from(without_gaps(read_table(FILE), ("a", "b", "y")), ("a", "b"), "y", "linear")
    written = b"a,b,c,y\n1,5,?,2\n7,1,3,9\n3,2,4,1\n5,9,5,4\n6,3,6,8\n"
    never = rows_from(read_table(written), ("a", "b"), "y", "linear")
    np.testing.assert_array_equal(rows.features, never.features)
    np.testing.assert_array_equal(rows.targets, never.targets)


def test_it_is_said_how_many_and_a_row_keeps_its_number_in_the_file() -> None:
    table = without_gaps(read_table(FILE), ("a", "b", "y"))
    assert str(table.remarks[-1]) == "Of 7 rows 2 are left out: a value is missing in a chosen column."
    assert table.numbers == (2, 5, 6, 7, 8)
    assert table.reading.gaps == ("", "NA")


def test_a_table_without_gaps_is_itself_and_one_of_gaps_alone_is_refused() -> None:
    table = read_table(FILE)
    assert without_gaps(table, ("a",)) is table
    with pytest.raises(TableError, match="Too few rows of data"):
        without_gaps(read_table(b"a,b,y\n1,,3\n2,,4\n3,4,6\n5,6,7\n"), ("a", "b", "y"))


def test_a_column_that_counts_the_rows_is_not_among_the_first_choice() -> None:
    table = read_table(b"id,width,depth,yield\n101,3,5,2\n102,1,7,4\n103,4,2,1\n104,2,9,6\n")
    assert first_guess(table) == (("width", "depth"), "yield")
    # Where nothing else is left it serves.
    assert first_guess(read_table(b"id,width,yield\n1,3,2\n2,1,4\n3,4,1\n4,2,6\n")) == (("id", "width"), "yield")
