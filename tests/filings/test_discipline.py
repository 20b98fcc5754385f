"""Filing discipline by its worked table (figures.md, section 8), and the days of months."""

from datetime import date

import pytest

from apps.core.ratio import Ratio
from apps.filings.discipline import Discipline, Filed, discipline
from apps.filings.months import Month

DUE = date(2012, 11, 5)
DAYS = {
    "on the day": Filed(DUE, DUE, date(2012, 11, 5), date(2012, 11, 8)),
    "early": Filed(DUE, DUE, date(2012, 11, 1), date(2012, 11, 2)),
    "a day late": Filed(DUE, DUE, date(2012, 11, 6), None),
    "never": Filed(DUE, DUE, None, None),
    "extended": Filed(DUE, date(2012, 11, 12), date(2012, 11, 12), None),
    "not due yet": Filed(date(2012, 12, 5), date(2012, 12, 5), None, None),
    "early for next month": Filed(date(2012, 12, 5), date(2012, 12, 5), date(2012, 11, 20), date(2012, 11, 20)),
}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2012, 11, 4), Discipline(Ratio(0, 0), Ratio(0, 0), late=0, missing=0)),
        # What was given more time is due like the others: it is missing until it comes, and then it is on time.
        (date(2012, 11, 5), Discipline(Ratio(2, 5), Ratio(1, 5), late=0, missing=3)),
        (date(2012, 11, 6), Discipline(Ratio(2, 5), Ratio(1, 5), late=1, missing=2)),
        (date(2012, 11, 30), Discipline(Ratio(3, 5), Ratio(2, 5), late=1, missing=1)),
        (date(2012, 12, 5), Discipline(Ratio(4, 7), Ratio(3, 7), late=1, missing=2)),
    ],
)
def test_discipline_stands_as_in_the_worked_table(on: date, expected: Discipline) -> None:
    assert discipline(DAYS.values(), on) == expected


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert Month(2012, 12).next == Month(2013, 1)
    assert Month(2013, 1).previous == Month(2012, 12)
    assert Month(2012, 12).following_day(5) == date(2013, 1, 5)
    assert Month(2012, 1).following_day(31) == date(2012, 2, 29)
    assert Month(2012, 11).last_day == date(2012, 11, 30)
