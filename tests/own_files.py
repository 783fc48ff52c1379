"""The files of ``cases/``: what is in them, and which are refused with what sentence."""

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from landscapes import Rows
from landscapes.csv_file.first_choice import first_guess
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import Table, read_table

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class OwnFile:
    """A file, the columns that are chosen first, and its minima: (λ, Ω) → (β₁, β₂, J); J is nan where not known."""

    name: str
    features: tuple[str, str]
    target: str
    rows: int
    loss: str
    lambda_max: float
    minima: dict[tuple[float, float], tuple[float, float, float]]

    def table(self) -> Table:
        return read_table((FOLDER / self.name).read_bytes())

    def chosen(self) -> Rows:
        """The rows of the first guess."""
        return first_rows((FOLDER / self.name).read_bytes())


def first_rows(raw: bytes) -> Rows:
    """The rows of a file's first guess, for the first loss that its target can serve."""
    table = read_table(raw)
    features, target = first_guess(table)
    return rows_from(table, features, target, table.losses_of(target)[0])


def _read(entry: dict[str, Any]) -> OwnFile:
    minima = {(l1, l2): (b1, b2, value) for l1, l2, b1, b2, value in entry.pop("minima")}
    first, second = entry.pop("features")
    return OwnFile(features=(first, second), minima=minima, **entry)


READ = [_read(entry) for entry in tomllib.loads((FOLDER / "right_values.toml").read_text("utf-8"))["file"]]

# Each file that is refused as the first one, and its sentence.
REFUSED = {
    "16-three-header-rows.csv": "Row 2, column “width”: “continuous” is not a number.",
    "27-third-spelling.csv": "Row 4, column “sold”: “yes” is a third class; the target of logistic needs exactly "
    "two, that of any other loss numbers.",
    "30-web-page.csv": "This is a web page (HTML), not a CSV file; download the file itself, often called “raw”.",
    "31-workbook.xlsx": "This is a workbook (.xlsx), not a CSV file; save its sheet as “CSV UTF-8”.",
    "32b-three-classes-alone.csv": "Row 7, column “wood”: “elm” is a third class; the target of logistic needs exactly "
    "two, that of any other loss numbers.",
}


def agrees(found: float, right: float) -> bool:
    """Whether a number is another to the six digits that are known of it; 0 means 0 but for rounding."""
    return math.isnan(right) or math.isclose(found, right, rel_tol=6e-6, abs_tol=1e-12)
