r"""Label smoothing: a target y becomes affine in the rate ε, in two conventions."""

import numpy as np

from ..data.rows import Vector
from .dropout import Rate


def uniform(rate: Rate) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon/2$ as (at y = 0, at y = 1): mixed with the uniform distribution on two classes.

    Source: Szegedy, Vanhoucke, Ioffe, Shlens & Wojna, CVPR 2016, §7.
    """
    return np.array([rate / 2, 1 - rate / 2])


def others(rate: Rate) -> Vector:
    r"""$(1-\varepsilon)y + \varepsilon(1-y)$ as (at y = 0, at y = 1): ε goes to the other classes, ε/(k − 1) each.

    Above ε = ½ it turns the classes round.

    Source: Goodfellow, Bengio & Courville, Deep Learning, §7.5.1.
    """
    return np.array([rate, 1 - rate])


CONVENTIONS = {"uniform": uniform, "others": others}
