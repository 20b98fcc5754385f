"""What is official and what is pending of the months of a year (figures.md, section 2).  Pure: no ORM, no clock.

nature   months (approved unless said otherwise)     up to 3 gives
flow     1: 5, 2: 7, 3: 2                            14
flow     1: 5, 3: 2                                  7, month 2 is missing
flow     1: 5, 2: 0, 3: 2 submitted                  5, month 3 is missing, 2 pending
stock    1: 12, 2: 15, 3: –                          15, of month 2
stock    2: 12, 3: 15 submitted                      12, of month 2, 3 pending
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from apps.plans.natures import Nature

#: A month's filed line: numerator and denominator in hundredths, None is blank; whether it is approved, thus official.
#: A plain tuple, for a page reads thousands of them.
MonthLine = tuple[int | None, int | None, bool]


@dataclass(frozen=True, slots=True)
class Cumulated:
    """The value up to a month in hundredths; None without any approved month.

    `pending` is what the submitted months would add to the numerator; `missing` are the months without an approved
    value (flows only); `month` is the month whose state a stock shows.
    """

    numerator: int | None = None
    denominator: int | None = None
    pending: int = 0
    missing: tuple[int, ...] = ()
    month: int | None = None


def cumulate(
    nature: str,
    months: Mapping[int, MonthLine],
    upto: int,
    *,
    is_rate: bool = False,
    since: int = 1,
    excused: Collection[int] = (),
) -> Cumulated:
    """The months `since` to `upto` of one organisation and indicator; none of the `excused` is missing.

    A rate counts only with both its numbers.
    """
    approved: dict[int, MonthLine] = {}
    submitted: dict[int, MonthLine] = {}
    for month, entry in months.items():
        numerator, denominator, is_approved = entry
        if since <= month <= upto and numerator is not None and (denominator is not None or not is_rate):
            (approved if is_approved else submitted)[month] = entry
    if nature == Nature.STOCK:
        return _latest(approved, submitted)
    return Cumulated(
        _sum(numerator for numerator, _denominator, _approved in approved.values()),
        _sum(denominator for _numerator, denominator, _approved in approved.values()),
        _sum(numerator for numerator, _denominator, _approved in submitted.values()) or 0,
        tuple(month for month in range(since, upto + 1) if month not in approved and month not in excused),
    )


def together(parts: Iterable[Cumulated]) -> Cumulated:
    """The sum over organisations: the months that any of them lacks, and the oldest state among them."""
    parts = list(parts)
    return Cumulated(
        _sum(part.numerator for part in parts),
        _sum(part.denominator for part in parts),
        pending=sum(part.pending for part in parts),
        missing=tuple(sorted({month for part in parts for month in part.missing})),
        month=min((part.month for part in parts if part.month is not None), default=None),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    """What there is added up; None where there is nothing."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _latest(approved: Mapping[int, MonthLine], submitted: Mapping[int, MonthLine]) -> Cumulated:
    """A stock: its latest approved month; a later submitted one is pending by its difference."""
    last, newer = max(approved, default=0), max(submitted, default=0)
    numerator, denominator, _approved = approved[last] if last else (None, None, True)
    pending = (submitted[newer][0] or 0) - (numerator or 0) if newer > last else 0
    return Cumulated(numerator, denominator, pending, month=last or None)
