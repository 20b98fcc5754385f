from datetime import date

import pytest
import time_machine

from apps.core.calendar import ReportingYear, today, valid_on
from apps.organisations.models import Placement
from tests.factories.township import organisation

MARCH = date(2012, 3, 1)
JUNE = date(2012, 6, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2012, 2, 29), False),
        (MARCH, True),
        (date(2012, 5, 31), True),
        (JUNE, False),
    ],
)
def test_a_period_holds_its_first_day_and_not_its_last(day: date, held: bool) -> None:
    place = organisation("V01").placements.get()
    Placement.objects.filter(pk=place.pk).update(start=MARCH, end=JUNE)
    assert Placement.objects.filter(valid_on(day)).exists() is held


@pytest.mark.django_db
def test_a_period_without_an_end_lasts() -> None:
    place = organisation("V01").placements.get()
    Placement.objects.filter(pk=place.pk).update(start=MARCH, end=None)
    assert Placement.objects.filter(valid_on(date(2999, 1, 1))).exists()
    assert not Placement.objects.filter(valid_on(date(2012, 2, 29))).exists()


def test_the_day_is_the_one_of_the_portal_and_not_of_greenwich() -> None:
    with time_machine.travel("2012-12-31T16:30:00Z", tick=False):
        assert today() == date(2013, 1, 1)


def test_a_reporting_year_is_the_calendar_year() -> None:
    year = ReportingYear(2012)
    assert (year.first_day, year.last_day) == (date(2012, 1, 1), date(2012, 12, 31))
