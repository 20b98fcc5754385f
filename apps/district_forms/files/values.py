"""What can be written into a cell, and how people read it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Percent:
    """Percent as people say it: 94.9 for 94.9 %."""

    value: Decimal


Value = Decimal | Percent | date | str


def plain(number: Decimal) -> str:
    """A number without exponent and without noughts behind the point that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(value: Value) -> str:
    """The value as a document and a page say it: ``"17"``, ``"94.9%"``, ``"2026年10月31日"``."""
    if isinstance(value, Percent):
        return f"{format(value.value, 'f')}%"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return value


def cut(number: Decimal, decimals: int) -> Decimal:
    """The number with so many decimals, cut and never rounded: 94.9 does not become 95."""
    return number if -int(number.as_tuple().exponent) <= decimals else _cut(number, decimals)


def _cut(number: Decimal, decimals: int) -> Decimal:
    scale = Decimal(10) ** decimals
    return Decimal(int(number * scale)) / scale
