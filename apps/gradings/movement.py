"""From the class at the start of the year to the one at its end, as a table.  Pure: no ORM, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.core.calendar import ReportingYear
from apps.gradings.classes import GradingClass, Standing
from apps.gradings.rates import GradedOrganisation, counts, has_left

#: The rows: classes at the start of the year.
STARTS: tuple[str, ...] = tuple(GradingClass)
#: The columns: classes at its end, those without a confirmed one, and those that left.
ENDS: tuple[str, ...] = (*GradingClass, Standing.UNCONFIRMED, Standing.EXIT)
_ORDER = (GradingClass.BACKWARD, GradingClass.GENERAL, GradingClass.ADVANCED)


@dataclass(frozen=True, slots=True)
class Movement:
    """How many organisations went from which class to which; `cells` by (row, column)."""

    cells: Counter[tuple[str, str]]

    def row(self, start: str) -> list[int]:
        """The cells of a row in the order of `ENDS`."""
        return [self.cells[start, end] for end in ENDS]

    def row_total(self, start: str) -> int:
        return sum(self.row(start))

    def column_total(self, end: str) -> int:
        return sum(self.cells[start, end] for start in STARTS)

    @property
    def total(self) -> int:
        return self.cells.total()

    @property
    def moved_down(self) -> int:
        """Organisations whose confirmed end class is lower than their start class (降级)."""
        falls = ((start, end) for at, end in enumerate(_ORDER) for start in _ORDER[at + 1 :])
        return sum(self.cells[fall] for fall in falls)


def movement(graded: Iterable[GradedOrganisation], *, year: int, as_of: date) -> Movement:
    """The table of a scope on a day: its first three rows are the cohorts of the three rates, exits in their column.

    An organisation opened after 1 January stands in the row "not graded"; one closed on or before it, or whose
    start-of-year class nobody has confirmed, stands nowhere.
    """
    first_day = ReportingYear(year).first_day
    cells: Counter[tuple[str, str]] = Counter()
    for organisation in graded:
        if organisation.start_confirmed and (organisation.closed is None or organisation.closed > first_day):
            cells[_start(organisation, first_day), _end(organisation, as_of)] += 1
    return Movement(cells)


def _start(organisation: GradedOrganisation, first_day: date) -> str:
    new = organisation.opened is not None and organisation.opened > first_day
    return GradingClass.UNGRADED if new else organisation.start_class


def _end(organisation: GradedOrganisation, as_of: date) -> str:
    if has_left(organisation, as_of):
        return Standing.EXIT
    return organisation.end_class if counts(organisation, as_of) else Standing.UNCONFIRMED
