"""What is official about the classes of one organisation in one year.  Pure: no ORM, no clock.

A start class counts once confirmed, an end class where it is confirmed on or before the report's day (figures.md,
section 4).  What is pending is flagged and never told as a class.
"""

from dataclasses import dataclass
from datetime import date

from apps.core.calendar import ReportingYear
from apps.gradings.classes import GradingClass
from apps.gradings.rates import GradedOrganisation, counts, has_left, in_cohort

#: From the lowest to the highest class.
_ORDER: tuple[str, ...] = (GradingClass.BACKWARD, GradingClass.GENERAL, GradingClass.ADVANCED)


@dataclass(frozen=True, slots=True)
class Official:
    """`start` is the class of its cohort ("" where it is in none), `end` its end class ("" where none counts)."""

    start: str = ""
    end: str = ""
    left: bool = False
    start_pending: bool = False
    end_pending: bool = False

    @property
    def lowered(self) -> bool:
        """Whether it ended in a lower class than it started in; an exit did not."""
        if self.left or self.start not in _ORDER or self.end not in _ORDER:
            return False
        return _ORDER.index(self.end) < _ORDER.index(self.start)


def official(graded: GradedOrganisation, *, year: int, as_of: date) -> Official:
    """What is official on `as_of` about the classes of an organisation in `year`."""
    start_pending = graded.start_class in _ORDER and not graded.start_confirmed
    cohort = graded.start_class in _ORDER and in_cohort(graded, ReportingYear(year).first_day)
    left = cohort and has_left(graded, as_of)
    confirmed = counts(graded, as_of)
    return Official(
        start=graded.start_class if cohort else "",
        end=graded.end_class if confirmed and not start_pending else "",
        left=left,
        start_pending=start_pending,
        end_pending=cohort and not left and not confirmed,
    )
