"""The month by day, and another activity like one that was held."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.calendar import today
from tests.factories.activities import activity
from tests.factories.township import Township

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
MARCH = "/activities/calendar/?year=2012&month=3"


def test_a_month_shows_what_was_held_on_each_day_to_whom_it_concerns(township: Township, signed_in: SignIn) -> None:
    staff, secretary = signed_in("staff"), signed_in("secretary01")
    activity(township["V01"], topic="清水村党员大会")
    with CaptureQueriesContext(connection) as one:
        staff.get(MARCH)
    for number in range(6):
        activity(township["V02"], topic=f"临江村第{number}次")
    activity(township["V02"], date=date(2012, 4, 20), topic="四月的会")
    with CaptureQueriesContext(connection) as many:
        page = staff.get(MARCH)
    days = {it.date: (it.number, it.more) for week in page.context["weeks"] for it in week if it.number}
    assert days == {date(2012, 3, 20): (7, 3)}
    assert len(one) == len(many)
    shown = secretary.get(MARCH).content.decode()
    assert "清水村党员大会" in shown
    assert "临江村" not in shown


@pytest.mark.parametrize("asked", ["", "?year=2012&month=13", "?year=x", "?year=99999&month=1"])
def test_what_is_no_month_gives_way_to_this_one(signed_in: SignIn, asked: str) -> None:
    assert signed_in("staff").get(f"/activities/calendar/{asked}").status_code == 200


def test_another_like_it_begins_with_type_topic_and_hosts(township: Township, signed_in: SignIn) -> None:
    held = activity(township["V01"], topic="民主评议党员")
    browser = signed_in("staff")
    page = browser.get(f"/activities/{held.number}/").content.decode()
    address = page.split('href="/activities/new/?type=')[1].split('"')[0].replace("&amp;", "&")
    form = browser.get(f"/activities/new/?type={address}").context["form"]
    assert (form["type"].value(), form["topic"].value(), form["hosts"].value()) == (held.type, held.topic, ["V01"])
    assert form["date"].value() == today()
