"""Arithmetic with square roots: by hand, and against a hundred decimal digits."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landscapes.surd import Surd

TWO_AND_THREE = (Fraction(2), Fraction(3))


def surd(*terms: int | Fraction) -> Surd:
    """a + b√2 + c√3 + d√6."""
    return Surd(TWO_AND_THREE, {key: Fraction(value) for key, value in enumerate(terms) if value})


def test_roots_cancel_without_rounding() -> None:
    # (√2 + √3)² = 5 + 2√6, and 5 + 2√6 − (√2 + √3)² is 0, not 10⁻¹⁶.
    total = surd(0, 1, 1)
    assert (total * total).terms == {0: 5, 3: 2}
    assert (surd(5, 0, 0, 2) - total * total).sign() == 0


@pytest.mark.parametrize(
    ("number", "sign"),
    [
        (surd(), 0),
        (surd(-3), -1),
        # √2 + √3 = 3.14626…; 3.1462643699419723 is its nearest double, which lies above it.
        (surd(Fraction(-31462643699419723, 10**16), 1, 1), 1),
        (surd(Fraction(-31462643699419724, 10**16), 1, 1), -1),
        # 99² − 2·70² = 1
        (surd(99, -70), 1),
        (surd(-99, 70), -1),
    ],
)
def test_the_sign_is_that_of_the_number(number: Surd, sign: int) -> None:
    assert number.sign() == sign
    assert (-number).sign() == -sign


def test_a_radicand_may_be_a_square() -> None:
    # √4 = 2, though it is written as a root.
    assert (Surd((Fraction(4),), {1: Fraction(1)}) - 2).sign() == 0
    # √8 = 2√2
    both = Surd((Fraction(2), Fraction(8)), {1: Fraction(2), 2: Fraction(-1)})
    assert both.sign() == 0
    assert float(both) == 0.0


WHOLE = st.integers(-50, 50)
RADICAND = st.fractions(min_value=Fraction(1, 9), max_value=200, max_denominator=9).filter(lambda value: value > 0)


@pytest.mark.slow
@given(st.tuples(RADICAND, RADICAND, RADICAND), st.lists(WHOLE, min_size=8, max_size=8))
def test_signs_and_doubles_agree_with_a_hundred_digits(radicands: tuple[Fraction, ...], terms: list[int]) -> None:
    number = Surd(radicands, {key: Fraction(value) for key, value in enumerate(terms) if value})
    with localcontext() as context:
        context.prec = 100
        roots = [(Decimal(r.numerator) / Decimal(r.denominator)).sqrt() for r in radicands]
        expected = Decimal(0)
        for key, value in enumerate(terms):
            product = Decimal(value)
            for i, root in enumerate(roots):
                product *= root if key >> i & 1 else 1
            expected += product
    # With terms this small a number that is not 0 is larger than 10⁻⁶⁰.
    nothing = abs(expected) < Decimal("1e-60")
    assert number.sign() == (0 if nothing else int(expected.copy_sign(1) / expected))
    assert float(number) == pytest.approx(0.0 if nothing else float(expected), rel=1e-15, abs=0.0)
