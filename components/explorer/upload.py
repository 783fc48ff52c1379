"""The visitor's own file, as a request brings it: read, checked, and forgotten when the answer is written."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from landscapes import Rows, TableError
from landscapes.csv_file.encodings import MOST_BYTES
from landscapes.csv_file.first_choice import first_guess
from landscapes.csv_file.gaps import rows_with_gaps, without_gaps
from landscapes.csv_file.own_rows import rows_from
from landscapes.csv_file.table import Chosen, Table, losses_for, read_table
from landscapes.data.datasets import OWN
from landscapes.errors import quoted

from ..i18n import Words
from ..scene.schema.pages import OwnTable

# So many sentences about columns can be read below the pickers.
MOST_SAID = 6
# Of so many columns the correlation with the target is computed, and of so many it is shown.
MOST_WEIGHED, MOST_SHOWN = 200, 12


class Malformed(ValueError):
    """A request body that no page of ours makes."""


@dataclass(frozen=True)
class OwnFile:
    """A file that could be read, the columns chosen of it, and the loss asked for if the target can serve it.

    ``guessed`` says that nobody has chosen columns yet. Then two classes are meant as classes, whatever loss is on
    screen, so that a file is answered alike each time it is chosen.

    Whether the columns make rows is known only when they are asked for: a page shows the choice of a file whose
    first choice is refused.
    """

    table: Table
    chosen: Chosen
    asked_loss: str | None
    guessed: bool

    @property
    def losses(self) -> list[str]:
        """The losses that the target can serve."""
        return self.table.losses_of(self.chosen[1])

    @property
    def loss(self) -> str:
        """The loss that is shown: the one asked for, else the target's first."""
        losses = self.losses
        by_file = self.guessed and losses[0] in losses_for(classes=True)
        return self.asked_loss if self.asked_loss in losses and not by_file else losses[0]

    def rows(self) -> Rows:
        """The chosen columns as rows; raises TableError, naming row and column."""
        features, target = self.chosen
        return rows_from(self.table, features, target, self.loss)

    def _class_remarks(self, say: Words) -> list[str]:
        """Which class counts as 1, letter by letter, where the target is two classes."""
        try:
            classes = self.rows().classes
        except TableError:
            return []
        return [] if classes is None else [say("own.classes", zero=quoted(classes[0]), one=quoted(classes[1]))]

    def _correlations(self) -> list[tuple[str, float]]:
        """Pearson's correlation of each sound column with the target (a second class counts as 1), the strongest first;
        of the first ``MOST_WEIGHED`` columns ``MOST_SHOWN``. [] where the chosen columns make no rows.
        """
        try:
            targets = self.rows().targets
        except TableError:
            return []
        names = [name for name in self.table.sound_columns[:MOST_WEIGHED] if name != self.chosen[1]]
        columns = ((name, self.table.values(name)) for name in names)
        # Scaled first: numbers near the largest there are would overflow in their squares.
        found = [(name, float(np.corrcoef(each / np.abs(each).max(), targets)[0, 1])) for name, each in columns]
        return sorted(found, key=lambda each: -abs(each[1]))[:MOST_SHOWN]

    def to_json(self, say: Words) -> OwnTable:
        """What the page needs to know of the file, in its language."""
        features, target = self.chosen
        remarks = [*self._class_remarks(say), *map(say.refusal, self.table.remarks)]
        left_out = [say.refusal(fault) for fault in self.table.left_out(but=target)]
        return {
            "loss": self.loss,
            "losses": self.losses,
            "columns": list(self.table.header),
            "numeric": list(self.table.numeric_columns),
            "features": list(features),
            "target": target,
            "rows": len(self.table.numbers),
            "gaps": len(rows_with_gaps(self.table, (*features, target))),
            "remarks": remarks[:MOST_SAID],
            "leftOut": left_out[:MOST_SAID],
            "leftOutMore": len(left_out[MOST_SAID:]),
            "correlations": self._correlations(),
        }


def own_file(file: Mapping[str, object] | None, query: Mapping[str, str]) -> OwnFile | None:
    """The visitor's file, None where none is meant. Raises TableError for one that cannot be read or has no columns to
    choose, Malformed for a request that no page of ours makes.
    """
    if file is None or query.get("data") != OWN:
        return None
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
    chosen = _chosen(table, features, target)
    # Only where the visitor has said so: a row is never left out in silence.
    table = without_gaps(table, (*chosen[0], chosen[1])) if file.get("complete") is True else table
    return OwnFile(table, chosen, query.get("loss"), guessed=features is None)


def _chosen(table: Table, features: object, target: object) -> Chosen:
    if features is None and target is None:
        return first_guess(table)
    if isinstance(features, list) and len(features) == 2 and all(isinstance(name, str) for name in [*features, target]):
        for name in (*features, str(target)):
            table.column(name)
        return (features[0], features[1]), str(target)
    raise Malformed("request.file: two features and a target are needed")
