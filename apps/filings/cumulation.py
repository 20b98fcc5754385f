"""How the months of a filed indicator add up (figures.md, section 2).  No ORM."""

from collections.abc import Mapping
from dataclasses import dataclass

#: Numerator and denominator in hundredths; the denominator is None where the indicator is no rate.
Pair = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class UpTo:
    """The value up to a month: None where no month is known; for a stock `month` says which one it is of."""

    numerator: int | None
    denominator: int | None
    missing: tuple[int, ...]
    month: int | None = None


def flow_up_to(months: Mapping[int, Pair], last: int, first: int = 1) -> UpTo:
    """The sum over the known months from `first` to `last`; a missing month is missing, not zero."""
    asked = range(first, last + 1)
    known = [months[month] for month in asked if month in months]
    missing = tuple(month for month in asked if month not in months)
    if not known:
        return UpTo(None, None, missing)
    denominators = [denominator for _numerator, denominator in known if denominator is not None]
    return UpTo(sum(numerator for numerator, _d in known), sum(denominators) if denominators else None, missing)


def stock_up_to(months: Mapping[int, Pair], last: int, first: int = 1) -> UpTo:
    """The latest known month up to `last`, which is named; a missing month keeps the one before."""
    missing = tuple(month for month in range(first, last + 1) if month not in months)
    latest = max((month for month in months if first <= month <= last), default=None)
    if latest is None:
        return UpTo(None, None, missing)
    numerator, denominator = months[latest]
    return UpTo(numerator, denominator, missing, latest)
