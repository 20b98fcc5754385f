"""The days at which a year is looked at month by month, and where an organisation stood on them.  Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

#: A path with the days [start, end) on which it was the organisation's.
Place = tuple[str, date, date | None]


def month_ends(year: int, as_of: date) -> Iterator[date | None]:
    """The last day of each of twelve months, `as_of` for its own, None for those that come after it."""
    for month in range(1, 13):
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        yield min(last, as_of) if first <= as_of else None


def place_on(places: Iterable[Place], day: date) -> str | None:
    """The path on the day; None where the organisation stood nowhere."""
    return next((path for path, start, end in places if start <= day and (end is None or day < end)), None)
