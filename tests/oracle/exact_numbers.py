"""Numbers as a rules file has them, free of binary rounding."""

from decimal import Decimal
from fractions import Fraction


def exact(number: object) -> Fraction:
    """Return the number as it is written."""
    return Fraction(Decimal(str(number)))


def whole(number: Fraction) -> int:
    """Return a number that has to be whole."""
    if number.denominator != 1:
        raise ValueError(f"{number} is not a whole number")
    return number.numerator
