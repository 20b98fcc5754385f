"""How the months of a year add up (figures.md, section 2).  Pure: no ORM, no clock.

nature   months (approved unless said otherwise)     up to 3 gives
flow     1: 5, 2: 7, 3: 2                            14
flow     1: 5, 3: 2                                  7, month 2 is missing
flow     1: 5, 2: 0, 3: 2 submitted                  5, month 3 is missing, 2 pending
stock    1: 12, 2: 15, 3: –                          15, of month 2
stock    2: 12, 3: 15 submitted                      12, of month 2, 3 pending
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apps.plans.natures import Nature


@dataclass(frozen=True, slots=True)
class Entry:
    """A month's filed line: in hundredths, None is blank.  Only what is `approved` is official."""

    numerator: int | None
    denominator: int | None = None
    approved: bool = True


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
    nature: str, months: Mapping[int, Entry], upto: int, *, is_rate: bool = False, since: int = 1
) -> Cumulated:
    """The months `since` to `upto` of one organisation and indicator.  A rate counts only with both its numbers."""
    within = {month: entry for month, entry in months.items() if since <= month <= upto and _is_filled(entry, is_rate)}
    approved = {month: entry for month, entry in within.items() if entry.approved}
    submitted = {month: entry for month, entry in within.items() if not entry.approved}
    if nature == Nature.FLOW:
        missing = tuple(month for month in range(since, upto + 1) if month not in approved)
        return _flow(approved, submitted, missing)
    return _stock(approved, submitted)


def together(parts: Iterable[Cumulated]) -> Cumulated:
    """The sum over organisations: the months that any of them lacks, and the oldest state among them."""
    parts = list(parts)
    known = [part for part in parts if part.numerator is not None]
    denominators = [part.denominator for part in known if part.denominator is not None]
    return Cumulated(
        numerator=sum(part.numerator or 0 for part in known) if known else None,
        denominator=sum(denominators) if denominators else None,
        pending=sum(part.pending for part in parts),
        missing=tuple(sorted({month for part in parts for month in part.missing})),
        month=min((part.month for part in known if part.month is not None), default=None),
    )


def _is_filled(entry: Entry, is_rate: bool) -> bool:
    return entry.numerator is not None and (entry.denominator is not None or not is_rate)


def _flow(approved: Mapping[int, Entry], submitted: Mapping[int, Entry], missing: tuple[int, ...]) -> Cumulated:
    pending = sum(entry.numerator or 0 for entry in submitted.values())
    if not approved:
        return Cumulated(pending=pending, missing=missing)
    denominators = [entry.denominator for entry in approved.values() if entry.denominator is not None]
    return Cumulated(
        numerator=sum(entry.numerator or 0 for entry in approved.values()),
        denominator=sum(denominators) if denominators else None,
        pending=pending,
        missing=missing,
    )


def _stock(approved: Mapping[int, Entry], submitted: Mapping[int, Entry]) -> Cumulated:
    last, newer = max(approved, default=None), max(submitted, default=None)
    official = approved[last] if last is not None else None
    pending = 0
    if newer is not None and newer > (last or 0):
        pending = (submitted[newer].numerator or 0) - ((official.numerator or 0) if official else 0)
    if official is None:
        return Cumulated(pending=pending)
    return Cumulated(official.numerator, official.denominator, pending, month=last)
