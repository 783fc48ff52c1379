"""Sixteen textbook rows of which one can be pulled away: the data set ``outlier``."""

import numpy as np

from .rows import Rows

# (x₁, x₂, y). Both features have mean 0 and variance 1 and do not correlate, all to the bit, with the outlier's row
# among them. y is 0.7x₁ plus noise drawn once with deviation 0.15
# and rounded (it came out at 0.167); x₂ has nothing to do with it.
TABLE = np.array(
    [
        [0.5, -0.5, 0.4],
        [-1.5, -1.5, -1.1],
        [-0.5, -1.5, -0.3],
        [-0.5, -1.0, -0.1],
        [1.0, 1.0, 0.4],
        [1.0, 0.0, 0.6],
        [0.5, 0.5, 0.0],
        [1.5, 1.0, 1.2],
        [1.5, -0.5, 1.1],
        [0.5, -0.5, 0.2],
        [0.5, -0.5, 0.6],
        [-0.5, 1.0, -0.4],
        [0.0, -1.0, -0.1],
        [-1.5, 1.0, -1.0],
        [-1.5, 0.5, -1.0],
    ]
)
# The row farthest from the middle, and so that of the largest leverage, ‖x‖²/16 = 0.31 where the mean is 2/16.
PLACE = (-1.0, 2.0)


def outlier(outlier: float) -> Rows:
    r"""15 rows that follow y = 0.7x₁, and one at x = (−1, 2) whose target is ``outlier``.

    Without the outlier its y would be about −0.7. y keeps its scale: standardized, all other rows would move with the
    one. As XᵀX/16 = I, a squared error has its least J at

    $$\beta_j = S(c_j, \lambda/2)/(1 + \Omega), \qquad c = (0.63125 - y/16,\; 0.053125 + y/8)$$

    with the soft threshold S: wherever β_j is not 0 it moves with y at the rate x_j/(16(1 + Ω)), whatever λ is. With
    the pseudo-Huber loss the row's pull on β_j is at most 2|x_j|/16.

    Source: Hampel, Ronchetti, Rousseeuw & Stahel, Robust Statistics, 1986, ch. 6, for influence and leverage.
    """
    features = np.vstack([TABLE[:, :2], PLACE])
    return Rows(features, np.append(TABLE[:, 2], outlier))
