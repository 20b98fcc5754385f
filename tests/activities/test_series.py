"""What is held again and again is recorded at once, and each day stands alone."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.activities.models import Activity
from apps.activities.repeating import Every, activity_repeat, days_after
from apps.activities.services import activity_update
from apps.closing.models import ClosedMonth
from tests.factories.activities import activity
from tests.factories.township import Township

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
SignIn = Callable[[str], Client]
END = date(2012, 6, 30)


@pytest.fixture
def december() -> Iterator[None]:
    with time_machine.travel("2012-12-31"):
        yield


@pytest.mark.parametrize(
    ("every", "first", "days"),
    [
        (Every.DAY, date(2012, 1, 31), ["03-31", "05-31"]),
        (Every.WEEKDAY, date(2012, 3, 20), ["04-17", "05-15", "06-19"]),
        (Every.WEEKDAY, date(2012, 2, 29), ["05-30"]),
        (Every.WEEK, date(2012, 6, 12), ["06-19", "06-26"]),
    ],
)
def test_a_series_has_these_days(every: str, first: date, days: list[str]) -> None:
    assert [f"{it:%m-%d}" for it in days_after(first, every, END)] == days


def test_each_day_becomes_an_activity_that_is_changed_alone(township: Township, signed_in: SignIn) -> None:
    first = activity(township["V01"], topic="主题党日", present=9, due=10)
    activity(township["V01"], topic="已记录", date=date(2012, 5, 20))
    secretary = signed_in("secretary01")
    page = secretary.get(f"/activities/{first.number}/series/").context["form"]
    sent = {"once": page["once"].value(), "every": "day", "until": "2012-06-30"}
    for _time in range(2):
        assert secretary.post(f"/activities/{first.number}/series/", sent).status_code == 302
    made = Activity.objects.filter(topic="主题党日").exclude(pk=first.pk).order_by("date")
    assert [(it.date.month, it.present, it.due) for it in made] == [(4, None, 10), (6, None, 10)]
    activity_update(activity=made[0], version=1, hosts=[township["V01"]], by=township.people["staff"], topic="换了题目")
    assert {it.topic for it in Activity.objects.filter(date__month__in=(3, 6))} == {"主题党日"}


def test_a_closed_month_and_days_to_come_are_refused_with_a_sentence(township: Township) -> None:
    first = activity(township["V01"])
    ClosedMonth.objects.create(organisation=township["V01"], filer=township["V01"], year=2012, month=5)
    for until, named in ((END, "2012-05"), (date(2013, 1, 1), ""), (date(2012, 4, 1), "")):
        with pytest.raises(ValidationError) as refusal:
            activity_repeat(activity=first, every=Every.DAY, until=until, by=township.people["secretary01"])
        assert named in refusal.value.message_dict["until"][0]
    assert Activity.objects.count() == 1
