"""How far off a mean over Gaussian noise is, as a number for the very model that is shown."""

from dataclasses import replace

import numpy as np

from .losses import LOSSES
from .objective import Objective
from .rows import Rows
from .spec import Spec

# A finer rule beside which ours is held, evenly spaced. More nodes than its own need no check: they are finer.
FINER = 0.25 * np.arange(-24, 25)
# The error changes its sign from place to place, so that a few points would miss it: of a lattice of 9 × 9 those on
# one side of 0, as at −β it is nearly the same.
LATTICE = np.stack(np.meshgrid(*[np.linspace(-1.0, 1.0, 9)] * 2), axis=-1).reshape(-1, 2)[:40]
# Rows that are looked at; of more, as many drawn. Errors of single rows partly cancel, of fewer rows less.
ROWS = 1000
# What is seen at some points of the square stands for all of it.
MARGIN = 3.0


def quadrature_error(spec: Spec, rows: Rows) -> float:
    """The largest error of L, as a share of it, on the square: about, and rather more. 0 without noise, and where the
    rule is exact or as fine as what it would be held against.

    rows : as ``rows_of`` has them, transformed
    """
    loss = LOSSES[spec.loss]
    if len(rows) > ROWS:
        # Sampled uniformly: the weights already enter the mean.
        rows = rows.part(np.random.default_rng(0).choice(len(rows), ROWS, replace=False))
    if rows.noise is None or loss.quadratic or rows.nodes >= len(FINER):
        return 0.0
    density = np.exp(-0.5 * FINER**2)
    finer = replace(rows, noise=replace(rows.noise, points=FINER, chances=density / density.sum()))
    ours, theirs = (Objective(loss, each, 0.0, 0.0).data_losses(spec.range * LATTICE) for each in (rows, finer))
    return MARGIN * float(np.max(np.abs(ours / theirs - 1.0)))
