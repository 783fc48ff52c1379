"""What ``landscapes`` hands out: rows that are given are the rows that count."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from landscapes import Spec, SpecError, evaluate, path, solve
from landscapes.data.rows import Rows

DESIGN = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
ROWS = Rows(DESIGN, DESIGN @ [0.5, 0.25])
ASKED: list[Callable[[Spec], Any]] = [
    lambda spec: solve(spec, ROWS),
    lambda spec: evaluate(spec, ROWS),
    lambda spec: path(spec, "l1", ROWS),
]


def test_rows_count_where_the_data_are_ones_own() -> None:
    # Of a balanced design the least squares are the weights that made y.
    found = solve(Spec(loss="linear", data="own", l1=0.0), ROWS)
    np.testing.assert_allclose(found.points, [[0.5, 0.25]], rtol=1e-12)


@pytest.mark.parametrize("ask", ASKED)
def test_rows_beside_other_data_are_refused_and_not_passed_over(ask: Callable[[Spec], Any]) -> None:
    with pytest.raises(SpecError, match=r"data: rows are given, but “toy” has rows of its own; .* must be “own”"):
        ask(Spec(loss="linear", data="toy"))
