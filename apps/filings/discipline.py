"""Filing discipline as arithmetic (figures.md, section 8).  No ORM."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.core.ratio import Ratio


@dataclass(frozen=True, slots=True)
class Filed:
    """What counts about one filing: the day it is due, the last day in time, the first submission, the approval."""

    due_on: date
    deadline: date
    first_submitted_on: date | None
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Discipline:
    """How filings stood at the end of a day; `missing` are due and were never submitted by then."""

    on_time: Ratio
    complete: Ratio
    late: int
    missing: int

    @property
    def due(self) -> int:
        return self.on_time.denominator


def discipline(filings: Iterable[Filed], on: date) -> Discipline:
    """On-time rate = on time ÷ filings due; complete rate = approved ÷ due; at the end of the day `on`.

    A filing is due once its due date has come, whatever its extension: more time takes nothing out of the
    denominator.  One that is handed in early counts from its due date on, so that numerator and denominator speak of
    the same filings.
    """
    due = [filed for filed in filings if filed.due_on <= on]
    submitted = [filed.first_submitted_on for filed in due]
    on_time = sum(_by(filed.first_submitted_on, min(filed.deadline, on)) for filed in due)
    in_by_now = sum(_by(day, on) for day in submitted)
    approved = sum(_by(filed.approved_on, on) for filed in due)
    return Discipline(Ratio(on_time, len(due)), Ratio(approved, len(due)), in_by_now - on_time, len(due) - in_by_now)


def _by(day: date | None, last: date) -> bool:
    return day is not None and day <= last
