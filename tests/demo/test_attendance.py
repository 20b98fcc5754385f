"""Who came in the demonstration township: each of them was on the roll of that day."""

from datetime import date

import pytest

from apps.activities.models import Activity
from apps.attendance.rolls import roll_of
from apps.members.models import Attendance
from apps.organisations.models import Organisation
from apps.posts.models import PostAttendance
from apps.progress.selectors import progress_of
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db


def test_who_is_ticked_was_on_the_roll_of_the_day_and_the_courses_make_the_figure() -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))
    meetings = Activity.objects.filter(pk__in=Attendance.objects.values_list("activity", flat=True))
    courses = Activity.objects.filter(pk__in=PostAttendance.objects.values_list("activity", flat=True))
    for it in (*meetings, *courses):
        roll = roll_of(it)
        assert roll.ticked <= roll.ticks.keys(), it
        assert len(roll.ticked) == it.present, it
    assert meetings.values("hosts").distinct().count() == 8
    assert [(it.date.year, it.present) for it in courses.order_by("date")] == [(2011, 42), (2012, 20), (2012, 20)]
    standings = progress_of(Organisation.objects.get(code="T01"), 2012, date(2012, 12, 31))
    told = {it.indicator.code: (it.figure.numerator, it.figure.denominator) for it in standings}
    assert {code: told[code] for code in ("QUA-01", "CAD-01", "CAD-02")} == {
        "QUA-01": (40, None),
        "CAD-01": (8, 11),
        "CAD-02": (8, 11),
    }
