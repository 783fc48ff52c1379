r"""A polynomial through noisy points of a sine: the smallest model that can be seen to overfit.

$$f(x)=\theta_0+\sum_{k=1}^{d}\theta_k T_k(x),\qquad y_i=\sin\pi x_i+\sigma z_i,\qquad x_i=-1+\tfrac{2i}{m-1}$$

with the Chebyshev polynomials T_k on [−1, 1]. All of them lie between −1 and 1, so that one weight penalises each of
them alike, and their products are far better conditioned than those of the powers of x: the certificates stay tight.
θ₀ is not penalised. What is fitted is worked out where it is shown, in ``assets/diagrams/``; here is what it is given.

Source: the example is Bishop's, Pattern Recognition and Machine Learning, 2006, §1.1.
"""

import numpy as np
from numpy.polynomial import chebyshev, legendre
from numpy.typing import NDArray

Vector = NDArray[np.floating]

DEGREES = (1, 12)
ROWS = (8, 40)
# What is left out once each in cross-validation: every sixth row, beginning with the first, the second, …
FOLDS = 6
DRAWS = 20
SEED = 2
# A product of T₁₂ and the sine is known to the last digit from far fewer.
NODES = 60


def draws() -> Vector:
    """(20, 40) standard normal numbers z, a row of them for each draw; of three decimals, so that they can be typed."""
    return np.round(np.random.default_rng(SEED).standard_normal((DRAWS, ROWS[1])), 3)


def rows_of(count: int, noise: float, draw: int) -> tuple[Vector, Vector]:
    """x and y of ``count`` rows at equal distances on [−1, 1]; draws are counted from 1."""
    x = np.linspace(-1.0, 1.0, count)
    return x, np.sin(np.pi * x) + noise * draws()[draw - 1, :count]


def sine_products() -> Vector:
    r"""(13,) the means $\tfrac12\int_{-1}^1 T_k(x)\sin\pi x\,dx$, by Gauss–Legendre quadrature; 0 for every even k.

    With those of T_jT_k, $\tfrac12\bigl[\tfrac1{1-(j+k)^2}+\tfrac1{1-(j-k)^2}\bigr]$ where j + k is even, else 0, they
    give the error on new rows exactly: the mean over all x of (f(x) − sin πx)², and σ².
    """
    nodes, weights = legendre.leggauss(NODES)
    products = 0.5 * (weights * np.sin(np.pi * nodes)) @ chebyshev.chebvander(nodes, DEGREES[1])
    return np.where(np.arange(DEGREES[1] + 1) % 2 == 1, products, 0.0)
