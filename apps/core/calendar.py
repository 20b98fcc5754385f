"""The reporting year and half-open periods: every from–to is [from, to)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

#: The start of what holds "always".
BEGINNING = date.min


def today() -> date:
    """The current day in the portal's time zone."""
    return timezone.localdate()


@dataclass(frozen=True, slots=True)
class ReportingYear:
    """The calendar year of plans, filings and classes."""

    year: int

    @property
    def first_day(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, 12, 31)


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose [start, end) holds `day`; `prefix` leads to the row over relations (``"placements__"``)."""
    conditions: dict[str, Any] = {f"{prefix}start__lte": day}
    return Q(**conditions) & (Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gt": day}))


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the days `off`, and the weekends that are worked through instead."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def count(self, first: date, last: date) -> int:
        """How many there are from `first` to `last`, both with them."""
        days = range((last - first).days + 1)
        return sum(first + timedelta(days=number) in self for number in days)

    def last_of(self, first: date, number: int) -> date:
        """The day on which `number` of them have gone by, `first` being one of them if it is one."""
        day, left = first, number - (first in self)
        while left > 0:
            day += timedelta(days=1)
            left -= day in self
        return day
