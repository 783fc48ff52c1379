"""Files as people have them: each is read to its right values, or refused for its real cause."""

import pytest

from landscapes import Problem, Spec, TableError, solve
from landscapes.csv_file.first_choice import first_guess
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import read_table
from tests.own_files import FOLDER, READ, REFUSED, OwnFile, agrees, first_rows


def test_every_file_is_here_with_what_is_right() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"right_values.toml"}
    assert files == {file.name for file in READ} | set(REFUSED)


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_the_first_choice_of_a_file_has_the_minima_that_another_solver_finds(file: OwnFile) -> None:
    table = file.table()
    assert first_guess(table) == (file.features, file.target)
    assert table.losses_of(file.target)[0] == file.loss
    rows = file.chosen()
    assert len(rows) == file.rows
    assert agrees(Problem.of(Spec(loss=file.loss, data="own"), rows).solver.least_weight("l1"), file.lambda_max)
    for (l1, l2), (b1, b2, value) in file.minima.items():
        found = solve(Spec(loss=file.loss, data="own", l1=l1, l2=l2), rows)
        assert found.kind == "point"
        assert all(map(agrees, [*found.points[0], found.value], [b1, b2, value]))
        # What λ makes 0 is exactly 0.
        assert all(b == 0 for b, right in zip(found.points[0], (b1, b2), strict=True) if l1 and right == 0)


def test_what_is_no_single_point_is_called_so() -> None:
    by_name = {file.name: file.chosen() for file in READ}
    collinear, separable = by_name["34-collinear.csv"], by_name["36-separable.csv"]
    spec = Spec(loss="linear", data="own", l1=0.0)
    line = solve(spec, collinear)
    assert line.kind == "line"
    assert line.points[0].sum() == pytest.approx(0.791750, rel=6e-6)
    segment = solve(spec.with_(l1=0.1), collinear)
    assert segment.kind == "segment"
    assert sorted(segment.points.ravel()) == pytest.approx([0, 0, 0.741750, 0.741750], rel=6e-6)
    assert solve(Spec(loss="logistic", data="own", l1=0.0), separable).kind == "none"


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_file_is_refused_for_its_real_cause(name: str, sentence: str) -> None:
    with pytest.raises(TableError) as caught:
        first_rows((FOLDER / name).read_bytes())
    assert str(caught.value) == sentence


def large(count: int, tail: int) -> bytes:
    """A file whose size is the point: three sequences that do not repeat together, and a tail of empty rows."""
    rows = [(10 + i * 37 % 101, 20 + i * 53 % 89, i * 29 % 307) for i in range(count)]
    lines = ["width,depth,yield", *(f"{a},{b},{3 * a - 2 * b + c}" for a, b, c in rows), *[",,"] * tail]
    return "\n".join([*lines, ""]).encode()


def test_as_many_rows_as_are_allowed_are_read_and_a_tail_of_separators_does_not_count() -> None:
    rows = first_rows(large(5000, tail=700))
    assert len(rows) == 5000
    spec = Spec(loss="linear", data="own", l1=0.0)
    for l1, right in ((0.0, (0.648283, -0.381253, 0.434245)), (0.2, (0.548309, -0.281279, 0.620158))):
        found = solve(spec.with_(l1=l1), rows)
        assert all(map(agrees, [*found.points[0], found.value], right))
    assert agrees(Problem.of(spec, rows).solver.least_weight("l1"), 1.29677)
    with pytest.raises(TableError, match="The file has more than 5000 rows of data"):
        first_rows(large(5001, tail=0))


def test_a_target_of_three_classes_is_refused_at_the_third() -> None:
    table = read_table((FOLDER / "32-three-classes.csv").read_bytes())
    (loss,) = table.losses_of("wood")
    with pytest.raises(TableError, match="Row 7, column “wood”: “elm” is a third class"):
        rows_from(table, ("width", "depth"), "wood", loss)
