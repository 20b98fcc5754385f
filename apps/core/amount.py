"""Amounts and targets as integer hundredths: exact in every database."""

from decimal import Decimal
from fractions import Fraction

from apps.core.numbers import read_number

HUNDRED = 100


def hundredths(value: Decimal | int | str) -> int:
    """A number with at most two decimals as integer hundredths.  Raises `ValueError` for anything else."""
    number = read_number(value, least=None) if isinstance(value, str) else value
    if number is None:
        raise ValueError("no number")
    exact = Fraction(number) * HUNDRED
    if exact.denominator != 1:
        raise ValueError("at most two decimals")
    return exact.numerator


def plain(value: int) -> str:
    """Hundredths as people write them: 8000 is "80", 1250 is "12.5", -5 is "-0.05"."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), HUNDRED)
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"
