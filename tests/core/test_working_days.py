"""Working days: Monday to Friday, without the days off, with the weekends that are worked through."""

from datetime import date

import pytest

from apps.core.calendar import WorkingDays

#: National Day of 2012: off from 30 September to 7 October, Saturday the 29th is worked.
NATIONAL_DAY = WorkingDays(
    frozenset({date(2012, 9, 30), *(date(2012, 10, day) for day in range(1, 8))}), frozenset({date(2012, 9, 29)})
)


@pytest.mark.parametrize(
    ("first", "number", "last"),
    [
        (date(2012, 6, 4), 5, date(2012, 6, 8)),  # Monday to Friday
        (date(2012, 6, 6), 5, date(2012, 6, 12)),  # over a weekend
        (date(2012, 6, 9), 5, date(2012, 6, 15)),  # begun on a Saturday, which is none
        (date(2012, 9, 27), 5, date(2012, 10, 9)),  # over the holiday, with the Saturday that is worked
        (date(2012, 6, 8), 1, date(2012, 6, 8)),
    ],
)
def test_so_many_working_days_have_gone_by(first: date, number: int, last: date) -> None:
    assert NATIONAL_DAY.last_of(first, number) == last
    assert NATIONAL_DAY.count(first, last) == number
