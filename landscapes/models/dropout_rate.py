"""How a dropout rate is chosen: the loss on rows that were left out, against the rate, on the ten diabetes columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..data.rows import Vector
from ..libraries import sklearn_data

Table = NDArray[np.floating]

FOLDS = 5
# Of the order of the patients: so that which are fitted, and which are left out, is the same everywhere.
SEED = 0


@dataclass(frozen=True)
class RateErrors:
    """Mean squared errors at each rate.

    training : on the fitted rows, without dropout
    validation : by cross-validation within these
    fresh : on all other rows
    """

    training: Vector
    validation: Vector
    fresh: Vector


def shuffled() -> tuple[Table, Vector]:
    """(442, 10) the columns and (442,) the targets, in an order drawn once; targets in units of their deviation."""
    features, targets = sklearn_data.diabetes()
    order = np.random.default_rng(SEED).permutation(len(targets))
    return features[order], targets[order] / targets.std()


def errors_at(rates: list[float], count: int) -> RateErrors:
    """Errors where the first `count` rows are fitted under dropout of the inputs with each rate."""
    features, targets = shuffled()
    rows, values = features[:count], targets[:count]
    fold = np.arange(count) % FOLDS
    validation = np.zeros((len(rates), count))
    for each in range(FOLDS):
        kept = fold != each
        guesses = predicted(rows[kept], values[kept], rates, rows[~kept])
        validation[:, ~kept] = (guesses - values[~kept]) ** 2
    guesses = predicted(rows, values, rates, features)
    squares = (guesses - targets) ** 2
    return RateErrors(squares[:, :count].mean(axis=1), validation.mean(axis=1), squares[:, count:].mean(axis=1))


def predicted(rows: Table, values: Vector, rates: list[float], at: Table) -> Table:
    r"""(rates, at) What a linear model fitted under dropout says of other rows.

    Columns are standardized by the fitted rows, and the mean target is added. The expected squared error over the masks
    is least at $(G+\tfrac{\delta}{1-\delta}\,\mathrm{diag}\,G)\,\beta=c$ with $G=\overline{xx^\top}$,
    $c=\overline{xy}$. Source: Wager, Wang & Liang, NeurIPS 2013.
    """
    centre, scale, mean = rows.mean(axis=0), rows.std(axis=0), values.mean()
    x, y = (rows - centre) / scale, values - mean
    gram, cross = x.T @ x / len(x), x.T @ y / len(x)
    own = np.diag(np.diag(gram))
    weights = np.empty((len(rates), len(cross)))
    for k, rate in enumerate(rates):
        weights[k] = np.linalg.solve(gram + rate / (1 - rate) * own, cross)
    return weights @ ((at - centre) / scale).T + mean
