r"""The loss (w − a)² of one weight with a penalty, solved by hand.

Source: Donoho & Johnstone, Biometrika 81(3), 1994, for the soft threshold.
"""


def least_with_square(a: float, strength: float) -> float:
    r"""Where $(w-a)^2+Cw^2$ is least: $a/(1+C)$, nearer to 0 and never there."""
    return a / (1.0 + strength)


def least_with_absolute(a: float, strength: float) -> float:
    r"""Where $(w-a)^2+C|w|$ is least: $\operatorname{sign}(a)\max(|a|-C/2,\,0)$.

    It is 0 once the slope $|L'(0)|=2|a|$ is at most $C$.
    """
    held = max(abs(a) - strength / 2.0, 0.0)
    return held if a > 0.0 else 0.0 - held
