"""The reporting year and half-open periods: every from–to is [from, to)."""

from dataclasses import dataclass
from datetime import date
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
