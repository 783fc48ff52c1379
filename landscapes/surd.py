r"""Exact arithmetic with square roots: numbers such as $a + b\sqrt2 + c\sqrt3 + d\sqrt6$ with rational a, b, c, d.

Standardized columns are rational numbers over the square root of a variance, so all that decides whether a coefficient
is 0 lies in such a field, and its sign can be found without rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

Rational = Fraction | int


def decimal(value: float) -> Fraction:
    """The decimal that was typed: the shortest that reads back as this double."""
    return Fraction(repr(float(value)))


@dataclass(frozen=True)
class Surd:
    r"""$\sum_S q_S \prod_{i \in S} \sqrt{r_i}$ over sets S of radicands.

    radicands : the r_i > 0; both operands of a sum or a product must have the same ones
    terms : S → q_S ≠ 0; bit i of S says whether $\sqrt{r_i}$ is in the product
    """

    radicands: tuple[Fraction, ...]
    terms: Mapping[int, Fraction]

    def __add__(self, other: "Surd | Rational") -> "Surd":
        total = dict(self.terms)
        for key, value in self._of(other).terms.items():
            total[key] = total.get(key, Fraction(0)) + value
        return self._with(total)

    def __mul__(self, other: "Surd | Rational") -> "Surd":
        product: dict[int, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in self._of(other).terms.items():
                value = a * b
                for i, radicand in enumerate(self.radicands):
                    if (left & right) >> i & 1:
                        value *= radicand
                product[left ^ right] = product.get(left ^ right, Fraction(0)) + value
        return self._with(product)

    def __neg__(self) -> "Surd":
        return self._with({key: -value for key, value in self.terms.items()})

    def __sub__(self, other: "Surd | Rational") -> "Surd":
        return self + -self._of(other)

    def sign(self) -> int:
        r"""−1, 0 or 1, exactly.

        With the last root set apart it is $a + b\sqrt r$. Where a and b pull different ways the larger of a² and b²r
        decides, and these have one root fewer.
        """
        if not self.terms:
            return 0
        last = max(self.terms).bit_length() - 1
        if last < 0:
            value = self.terms[0]
            return (value > 0) - (value < 0)
        bit = 1 << last
        a = self._with({key: value for key, value in self.terms.items() if not key & bit})
        b = self._with({key ^ bit: value for key, value in self.terms.items() if key & bit})
        of_a, of_b = a.sign(), b.sign()
        if of_a * of_b >= 0:
            return of_a or of_b
        return of_a * (a * a - b * b * self.radicands[last]).sign()

    def __float__(self) -> float:
        """The nearest double, or one beside it."""
        if self.sign() == 0:
            return 0.0
        bits = 128
        while True:
            low, high = self._between(bits)
            # Both ends of an interval this narrow are the number to more digits than a double has.
            if low * high > 0 and abs(high - low) <= abs(low) / 2**60:
                return float(low)
            bits *= 2

    def _between(self, bits: int) -> tuple[Fraction, Fraction]:
        """An interval that holds the number, its roots being known to 2^−bits."""
        low = high = Fraction(0)
        for key, value in self.terms.items():
            product = Fraction(1)
            for i, radicand in enumerate(self.radicands):
                product *= radicand if key >> i & 1 else 1
            scaled = product.numerator * product.denominator << (2 * bits)
            root = isqrt(scaled)
            ends = [value * Fraction(end, product.denominator << bits) for end in (root, root + 1)]
            low, high = low + min(ends), high + max(ends)
        return low, high

    def _of(self, other: "Surd | Rational") -> "Surd":
        return other if isinstance(other, Surd) else self._with({0: Fraction(other)})

    def _with(self, terms: Mapping[int, Fraction]) -> "Surd":
        return Surd(self.radicands, {key: value for key, value in terms.items() if value != 0})
