r"""Augmentation by a symmetry: each row is trained together with its images under a group, all with its target.

$$L_{\text{aug}}(\beta) = \frac1{|G|}\sum_{T\in G} \frac1m\sum_i \ell\bigl(T x_i\cdot\beta,\; y_i\bigr)$$

The whole group is taken, so $L_{\text{aug}}(\beta)=L_{\text{aug}}(T^\top\beta)$: if the minimiser is one point, it is
one that the group leaves where it is. A mirrored input gets the coefficient 0, swapped inputs get equal ones, and a
quarter turn leaves the origin alone.

For a squared error, with $\bar x$ the mean of a row's images,

$$\frac1{|G|}\sum_T (y - Tx\cdot\beta)^2 = (y-\bar x\cdot\beta)^2 + \beta^\top\mathrm{Cov}_T(Tx)\,\beta ,$$

the loss of the rows that have lost what the group changes, and a quadratic penalty on just that. So the images are
rows like others, and whatever is solved for rows is solved for them, with its certificate.

Source: Chen, Dobriban & Lee, A Group-Theoretic Framework for Data Augmentation, JMLR 21(245), 2020, §3.
"""

import numpy as np
from numpy.typing import NDArray

# Signed permutations: what they do to a column of exact numbers is exact.
Maps = tuple[tuple[tuple[int, int], tuple[int, int]], ...]
_SAME = ((1, 0), (0, 1))
NONE = "none"
COPIES: dict[str, Maps] = {
    NONE: (_SAME,),
    "mirror": (_SAME, ((1, 0), (0, -1))),
    "swap": (_SAME, ((0, 1), (1, 0))),
    "turn": (_SAME, ((0, -1), (1, 0)), ((-1, 0), (0, -1)), ((0, 1), (-1, 0))),
}


def cancelled(name: str) -> tuple[int, ...]:
    """The coefficients, from 0, of which the group's mean leaves nothing: ``mirror`` the second, ``turn`` both.

    They are 0 at the minimum: the mean of β's images is no higher, as L is convex and the same at all of them, also
    where inputs are then masked or noisy in the same way.
    """
    left = np.sum(np.array(COPIES[name]), axis=0)
    return tuple(j for j in (0, 1) if not np.any(left[:, j]))


def images(features: NDArray[np.floating], name: str) -> NDArray[np.floating]:
    """(m, k, 2) the images of each row of features (m, 2), itself first."""
    return np.einsum("kij,mj->mki", np.array(COPIES[name], dtype=float), features)
