"""How far off a mean over Gaussian noise is, as a number for the very model that is shown."""

from dataclasses import replace

import numpy as np

from ..data.rows import Rows
from ..models.losses import LOSSES
from ..solvers.objective import Objective
from ..spec import Spec

# The nodes of the reference rule: evenly spaced, and closer together than those of any rule with fewer nodes.
REFERENCE = 0.25 * np.arange(-24, 25)
# Where the two rules are compared: a lattice of 9 × 9 over the whole square, since the error changes its sign from
# place to place. Both halves are needed: of a cross-entropy the absolute error is the same at β and −β, but L, by which
# it is divided, is not; of other losses neither is. At 0 there is no noise and so no error.
_SQUARE = np.stack(np.meshgrid(*[np.linspace(-1.0, 1.0, 9)] * 2), axis=-1).reshape(-1, 2)
LATTICE = _SQUARE[np.any(_SQUARE != 0.0, axis=1)]
# Of more rows than this, a random sample of this size is compared. In fewer rows, less of the error cancels.
ROWS = 1000
# The largest error on the lattice times this stands for the largest on the square.
MARGIN = 3.0


def quadrature_error(spec: Spec, rows: Rows) -> float:
    r"""A conservative estimate of the largest relative error of L on the square.

    $$3\max_{\beta\in\text{lattice}} |L_{\text{rule}}(\beta)/L_{\text{reference}}(\beta) - 1|$$

    0 without noise, where the rule is exact (a squared error), and where it has as many nodes as the reference.

    rows : as ``rows_of`` has them, transformed
    """
    loss = LOSSES[spec.loss]
    if len(rows) > ROWS:
        # Drawn uniformly: their weights already enter the mean.
        rows = rows.subset(np.random.default_rng(0).choice(len(rows), ROWS, replace=False))
    if rows.noise is None or loss.quadratic or rows.nodes >= len(REFERENCE):
        return 0.0
    density = np.exp(-0.5 * REFERENCE**2)
    finer = replace(rows, noise=replace(rows.noise, points=REFERENCE, chances=density / density.sum()))
    ours, theirs = (Objective(loss, each).data_losses(spec.range * LATTICE) for each in (rows, finer))
    return MARGIN * float(np.max(np.abs(ours / theirs - 1.0)))
