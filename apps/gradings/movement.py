"""From the class at the start of the year to the one at its end, as a table.  Pure: no ORM, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.core.calendar import ReportingYear
from apps.gradings.classes import GradingClass, RateOutcome
from apps.gradings.rates import GradedOrganisation, counts, has_left

#: The rows: classes at the start of the year.
STARTS = tuple(GradingClass)
#: The columns: classes at its end, those without a confirmed one, and those that left.
ENDS = (*GradingClass, RateOutcome.UNCONFIRMED, RateOutcome.EXIT)
_RANK: dict[str, int] = {GradingClass.BACKWARD: 0, GradingClass.GENERAL: 1, GradingClass.ADVANCED: 2}


@dataclass(frozen=True, slots=True)
class Cell:
    """How many went from one class to another; `direction` is up, down or same, empty where neither class ranks."""

    count: int
    direction: str


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the organisations of one class at the start, in the order of `ENDS`."""

    start: GradingClass
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Movement:
    """How many organisations went from which class to which; `counts` by (start, end)."""

    counts: Counter[tuple[str, str]]

    @property
    def ends(self) -> tuple[GradingClass | RateOutcome, ...]:
        return ENDS

    @property
    def rows(self) -> list[Row]:
        return [Row(start, [Cell(self.counts[start, end], direction(start, end)) for end in ENDS]) for start in STARTS]

    @property
    def totals(self) -> list[int]:
        """The column totals, in the order of `ENDS`."""
        return [sum(self.counts[start, end] for start in STARTS) for end in ENDS]

    @property
    def total(self) -> int:
        return self.counts.total()


def direction(start: str, end: str) -> str:
    """Whether a class rose (up), fell (down) or stayed (same); empty where one of them has no rank."""
    if start not in _RANK or end not in _RANK:
        return ""
    rise = _RANK[end] - _RANK[start]
    return "up" if rise > 0 else "down" if rise < 0 else "same"


def movement(graded: Iterable[GradedOrganisation], *, year: int, as_of: date) -> Movement:
    """The table of a scope on a day: its first three rows are the cohorts of the three rates, exits in their column.

    An organisation opened after 1 January stands in the row "not graded"; one closed on or before it, or whose
    start-of-year class nobody has confirmed, stands nowhere.
    """
    first_day = ReportingYear(year).first_day
    found: Counter[tuple[str, str]] = Counter()
    for organisation in graded:
        if organisation.start_confirmed and (organisation.closed is None or organisation.closed > first_day):
            found[_start(organisation, first_day), _end(organisation, as_of)] += 1
    return Movement(found)


def _start(organisation: GradedOrganisation, first_day: date) -> str:
    new = organisation.opened is not None and organisation.opened > first_day
    return GradingClass.UNGRADED if new else organisation.start_class


def _end(organisation: GradedOrganisation, as_of: date) -> str:
    if has_left(organisation, as_of):
        return RateOutcome.EXIT
    return organisation.end_class if counts(organisation, as_of) else RateOutcome.UNCONFIRMED
