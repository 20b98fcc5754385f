"""How often something is due, and how often it was held of that (figures.md, section 5).  Pure: no ORM."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

#: How often something was held in each month of a year, January first.
Months = tuple[int, ...]
NEVER: Months = (0,) * 12
#: So many answers are kept: hundreds of organisations ask the same few questions.
KEPT = 4096


class Span(NamedTuple):
    """[start, end); None: since ever, until further notice."""

    start: date | None = None
    end: date | None = None

    def in_year(self, year: int) -> "Span":
        """As far as the year is concerned: spans of different organisations are mostly the same one then."""
        start, end = self.start, self.end
        return Span(
            None if start is None or start <= date(year, 1, 1) else start,
            None if end is None or end > date(year, 12, 31) else end,
        )

    def __contains__(self, day: object) -> bool:
        """Whether the day is one of its own."""
        if not isinstance(day, date):
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Period(NamedTuple):
    """A part of a year, from its first to its last month."""

    year: int
    first_month: int
    last_month: int

    @property
    def first(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    def ended(self, by: date) -> bool:
        """Whether it is over; its last day counts as the end."""
        return self.last <= by

    def within(self, spans: Sequence[Span]) -> bool:
        """Whether its first and its last day are each in one of the spans; what was between does not matter."""
        return any(self.first in it for it in spans) and any(self.last in it for it in spans)

    def held(self, months: Months) -> int:
        return sum(months[self.first_month - 1 : self.last_month])


#: Of one year, in their order.
Periods = tuple[Period, ...]
Spans = tuple[Span, ...]


def periods(year: int, months: int) -> Periods:
    """The year in parts of so many months."""
    return tuple(Period(year, first, first + months - 1) for first in range(1, 13, months))


@lru_cache(maxsize=KEPT)
def throughout(those: Periods, alive: Span, meeting: Spans | None = None) -> Periods:
    """The periods on whose first and last day an organisation existed and, where it is asked, met the condition."""
    return tuple(it for it in those if it.within((alive,)) and (meeting is None or it.within(meeting)))


class Lasting(NamedTuple):
    """From and until which month of a year an organisation existed, from their first to their last days; and, where a
    condition is asked, the months on whose first and on whose last days it was met, as bits."""

    since: int
    until: int
    firsts: int | None = None
    lasts: int | None = None

    def through(self, period: Period) -> bool:
        """Whether it existed, and met the condition, on the period's first and last day."""
        if period.first_month < self.since or period.last_month > self.until:
            return False
        if self.firsts is None or self.lasts is None:
            return True
        return bool(self.firsts >> period.first_month & self.lasts >> period.last_month & 1)


@lru_cache(maxsize=KEPT)
def due_in(those: Periods, its: Lasting) -> Periods:
    """As `throughout`, of what the months of a year say."""
    return tuple(it for it in those if its.through(it))


@lru_cache(maxsize=KEPT)
def ended_in(those: Periods, its: Lasting, by: date) -> Periods | None:
    """Those of `due_in` that are over; None where nothing is due all the year."""
    due = due_in(those, its)
    return ended(due, by) if due else None


@lru_cache(maxsize=KEPT)
def ended(those: Periods, by: date) -> Periods:
    return tuple(it for it in those if it.ended(by))


class Held(NamedTuple):
    """How often it was held of how often it was due; more than is due in a period counts for no other."""

    held: int
    due: int

    @property
    def missing(self) -> int:
        return self.due - self.held


@lru_cache(maxsize=KEPT)
def held_of_due(due: Periods, times: int, months: Months) -> Held:
    """So many `times` in each of the periods that are `due`."""
    return Held(sum(min(times, period.held(months)) for period in due), times * len(due))


def lacking(due: Sequence[Period], times: int, months: Months) -> list[Period]:
    """The periods in which less was held than is due."""
    return [period for period in due if period.held(months) < times]
