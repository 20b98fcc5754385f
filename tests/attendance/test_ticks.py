"""Who came is ticked on the roll of that day; the number of people present is the number of ticks."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.activities.models import Activity
from apps.attendance.rolls import roll_of
from apps.attendance.services import attendance_set
from apps.audit.models import Entry
from apps.closing.models import ClosedMonth
from apps.members.models import Attendance
from apps.members.services import member_transfer
from tests.factories.activities import activity
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.members.test_figures import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(township: Township) -> Activity:
    """A meeting of V01, which had three members then; one has left for V02 since, one has come."""
    people = [member(township["V01"], f"D{at}") for at in range(3)]
    member_transfer(member=people[2], version=None, to=township["V02"], on=date(2012, 6, 1), by=None)
    member(township["V01"], "D9", joined=date(2012, 7, 1))
    return activity(township["V01"])


def tick(client: Client, one: Activity, *codes: str, **more: str) -> int:
    address = f"/activities/{one.number}/attendance/tick/"
    sent = {"version": Activity.objects.get(pk=one.pk).version, "people": list(codes), **more}
    return client.post(address, sent).status_code


def test_the_roll_of_the_day_is_ticked_and_the_numbers_follow(township: Township, held: Activity) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    page = client.get(f"/activities/{held.number}/attendance/tick/")
    assert [code for code, _said in page.context["form"].fields["people"].choices] == ["D0", "D1", "D2"]
    assert tick(client, held, "D0", "D2") == 302
    held.refresh_from_db()
    assert (held.due, held.present, Attendance.objects.count()) == (3, 2, 2)
    assert tick(client, held, "D0") == 302
    held.refresh_from_db()
    assert (held.due, held.present, sorted(roll_of(held).ticked)) == (3, 1, ["D0"])
    assert Entry.objects.filter(action="attendance.ticked").latest("pk").before["members"] == ["D0", "D2"]
    assert tick(client, held, "D9") == 200
    assert Attendance.objects.count() == 1


def test_names_are_shown_to_those_only_who_see_the_roll_of_every_host(township: Township, held: Activity) -> None:
    joint = activity(township["V01"], township["V02"], topic="联合党日")
    pages = {
        (who, one.number): enter_as(Client(), township.people[who]).get(f"/activities/{one.number}/attendance/tick/")
        for who in ("staff", "leader", "secretary01", "secretary02")
        for one in (held, joint)
    }
    assert {(who, number == joint.number): page.status_code for (who, number), page in pages.items()} == {
        ("staff", False): 200,
        ("staff", True): 200,
        ("leader", False): 403,
        ("leader", True): 403,
        ("secretary01", False): 200,
        ("secretary01", True): 403,
        ("secretary02", False): 404,
        ("secretary02", True): 403,
    }


def test_in_a_closed_month_nobody_ticks_who_may_only_propose(township: Township, held: Activity) -> None:
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=3)
    assert tick(enter_as(Client(), township.people["secretary01"]), held, "D0") == 200
    assert not Attendance.objects.exists()
    with pytest.raises(ValidationError):
        attendance_set(activity=held, version=None, people={"D0"}, by=township.people["secretary01"])
