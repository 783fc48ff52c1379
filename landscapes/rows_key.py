"""How rows that were edited by hand are written in a query, and refused."""

from dataclasses import dataclass

from .data.edited import MOST_ROWS, REACH, SEPARATOR, table_from
from .errors import SpecError, quoted
from .keys import Converter, written


@dataclass(frozen=True)
class EditedRows(Converter[str]):
    """Rows x₁,x₂,y separated by “_”, in their shortest text; the empty text is that of rows nobody has edited."""

    def read(self, text: str) -> str | None:
        table = table_from(text) if text else None
        if table is None:
            return None if text else ""
        rows: list[list[float]] = table.tolist()
        return SEPARATOR.join(",".join(map(written, row)) for row in rows)

    def write(self, value: str) -> str:
        return value

    def refusal(self, field: str, value: object) -> SpecError:
        return SpecError("edited", field=field, value=quoted(value), limit=MOST_ROWS, high=f"{REACH:g}")
