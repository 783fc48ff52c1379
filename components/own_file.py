"""The visitor's own file, as a request brings it: read, checked, and forgotten when the answer is written."""

import base64
from collections.abc import Mapping
from typing import Any

from landscapes import Rows, TableError
from landscapes.datasets import OWN
from landscapes.table import MOST_BYTES, Table, first_guess, read_table, rows_from

Plain = dict[str, Any]


class Malformed(ValueError):
    """A request body that no page of ours makes."""


def own_rows(file: Plain | None, query: Mapping[str, str]) -> tuple[Rows | None, Plain | None]:
    """The rows of the visitor's file and what the page needs to know of it; (None, None) where none is meant."""
    if file is None or query.get("data") != OWN:
        return None, None
    contents, features, target = file.get("contents"), file.get("features"), file.get("target")
    if not isinstance(contents, str):
        raise Malformed("request.file.contents: a text in base64 is needed")
    if len(contents) > MOST_BYTES * 1.4:
        raise TableError("file.size", size=len(contents) * 3 // 4, limit=MOST_BYTES)
    try:
        raw = base64.b64decode(contents, validate=True)
    except ValueError:
        raise Malformed("request.file.contents: a text in base64 is needed") from None
    table = read_table(raw)
    chosen, aim = _chosen(table, features, target)
    losses = table.losses_of(aim)
    asked_loss = query.get("loss")
    loss = asked_loss if asked_loss in losses else (losses or ["linear"])[0]
    rows = rows_from(table, chosen, aim, loss)
    return rows, {
        "loss": loss,
        "losses": losses,
        "columns": list(table.header),
        "numeric": list(table.numeric_columns),
        "features": list(chosen),
        "target": aim,
        "rows": len(rows),
    }


def _chosen(table: Table, features: object, target: object) -> tuple[tuple[str, str], str]:
    if features is None and target is None:
        return first_guess(table)
    if isinstance(features, list) and len(features) == 2 and all(isinstance(name, str) for name in [*features, target]):
        return (features[0], features[1]), str(target)
    raise Malformed("request.file: two features and a target are needed")
