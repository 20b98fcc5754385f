"""A course is an activity: what was ticked there is entered once, and counts for posts, members and their hours."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from apps.activities.models import Activity
from apps.activities.services import activity_withdraw
from apps.attendance.services import attendance_set
from apps.organisations.models import Organisation
from apps.registers.proposing import record_propose_change
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change
from tests.cadres.test_training import course, holds, rule, told
from tests.factories.activities import activity
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.measures.test_registers import figure, tallies
from tests.members.test_figures import member

pytestmark = pytest.mark.django_db
SETTLEMENTS, BRANCHES = ("village", "community"), ("party_branch",)


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def held(host: Organisation, day: date, hours: int | None, type_: str = "training") -> Activity:
    return activity(host, date=day, type=type_, topic="集中培训", hours=hours and hours * 100)


def tick(one: Activity, *people: str, **more: Any) -> Activity:
    return attendance_set(activity=one, version=None, people=people, **{"by": None, **more})


def test_who_is_ticked_by_post_has_completed_the_course_and_a_successor_has_not(township: Township) -> None:
    first = holds(township, "V01", "王建国", date(2010, 1, 1))
    holds(township, "V02", "李秀英", date(2010, 1, 1))
    rule(township, "secretaries", 40)
    assert figure(township, "M103", SETTLEMENTS) == (0, 0)
    for day, people in ((date(2012, 6, 8), ("V01", "V02")), (date(2012, 9, 8), ("V01",))):
        tick(held(township["T01"], day, 20), *(f"{code} secretary" for code in people))
    assert figure(township, "M103", SETTLEMENTS) == (2, 0)
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训2人，已训1人。"]
    record_change(register=REGISTERS["posts"], record=first, version=None, by=None, end=date(2012, 10, 1))
    holds(township, "V01", "张新", date(2012, 10, 1))
    assert figure(township, "M103", SETTLEMENTS) == (1, 0)
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训2人，已训0人。"]


def test_who_came_into_a_post_and_left_it_before_the_course_was_not_there(township: Township) -> None:
    facts = {"post": "director"}
    holds(township, "V01", "王建国", date(2012, 2, 1), end=date(2012, 5, 1), **facts)
    holds(township, "V01", "李秀英", date(2012, 5, 1), **facts)
    tick(held(township["T01"], date(2012, 7, 1), 24), "V01 director")
    assert figure(township, "M143", SETTLEMENTS) == (1, 2)


def test_a_course_that_is_entered_at_a_post_and_ticked_counts_its_hours_once(township: Township) -> None:
    holds(township, "V01", "王建国", date(2010, 1, 1), trained_on=date(2012, 6, 8), training="集中培训", hours=24)
    tick(held(township["T01"], date(2012, 6, 8), 24), "V01 secretary")
    rule(township, "secretaries", 40)
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训1人，已训0人。"]
    tick(held(township["T01"], date(2012, 9, 8), 16), "V01 secretary")
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训1人，已训1人。"]


def test_ticks_of_members_add_to_the_hours_that_are_entered_and_none_counts_twice(township: Township) -> None:
    ticked, both, neither = (member(township["V01"], f"D{at}") for at in range(3))
    winter = held(township["V01"], date(2012, 12, 8), 16, "winter_training")
    tick(winter, "D0", "D1")
    tick(held(township["V01"], date(2012, 4, 8), 40), "D2")
    for one in (ticked, both):
        course(one, date(2012, 3, 1), 16)
    course(both, date(2012, 12, 8), 8, type="winter", activity=winter.number)
    rule(township, "members", 32)
    assert neither.pk
    # D0 16 + 16; D1 16 + 8, by the record that names the activity; D2 40 at a course of another kind.
    assert told(township) == ["全体党员 · 镇级：2012年应训3人，已训2人。"]
    assert figure(township, "M110", BRANCHES) == (2, 3)
    client = enter_as(Client(), township.people["secretary01"])
    assert list(client.get("/registers/trainings/").context["notes"]) == [
        "本年在2次活动形式的培训中签到的党员3名，一并计入。"
    ]
    file = client.get(f"/members/{ticked.pk}/file/").context
    assert [it.number for it in file["courses"]] == [winter.number]
    activity_withdraw(activity=winter, version=None, reason="误录", by=None)
    assert told(township) == ["全体党员 · 镇级：2012年应训3人，已训1人。"]


def test_a_figure_is_there_once_somebody_is_ticked_and_new_members_by_the_kind_of_course(township: Township) -> None:
    for code, joined in (("D0", date(2000, 7, 1)), ("D1", date(2012, 6, 1)), ("D2", date(2012, 7, 1))):
        member(township["V01"], code, joined)
    assert figure(township, "M141", BRANCHES) is None
    tick(held(township["V01"], date(2012, 8, 1), None, "new_members_training"), "D0", "D1")
    assert figure(township, "M141", BRANCHES) == (1, 2)
    assert figure(township, "M055", BRANCHES) == (0, 3)


def test_the_township_ticks_posts_and_who_was_ticked_stays_who_it_was(township: Township) -> None:
    post = holds(township, "V01", "王建国", date(2010, 1, 1))
    holds(township, "V02", "李秀英", date(2010, 1, 1), post="clerk")
    holds(township, "V02", "张新", date(2012, 6, 9))
    own, common = (held(township[code], date(2012, 6, 8), 24) for code in ("V01", "T01"))
    staff, secretary = (enter_as(Client(), township.people[who]) for who in ("staff", "secretary01"))
    offered = staff.get(f"/activities/{common.number}/attendance/tick/").context["form"].groups
    assert [(group, [box.data["value"] for box in boxes], ticked) for group, boxes, ticked in offered] == [
        ("书记", ["V01 secretary"], 0),
        ("文书", ["V02 clerk"], 0),
    ]
    assert secretary.get(f"/activities/{own.number}/attendance/tick/").status_code == 403
    with pytest.raises(ValidationError):
        tick(own, "V01 secretary", by=township.people["secretary01"])
    change = f"{REGISTERS['posts'].address_of(post)}change/"
    assert secretary.get(change).status_code == 200
    sent = {"version": common.version, "people": ["V01 secretary"]}
    assert staff.post(f"/activities/{common.number}/attendance/tick/", sent).status_code == 302
    common.refresh_from_db()
    assert (common.present, common.due) == (1, None)
    assert secretary.get(change).status_code == 403
    (note,) = secretary.get(REGISTERS["posts"].address_of(post)).context["notes"]
    assert "集中培训" in note


def test_a_proposed_change_of_a_post_takes_no_course_away(township: Township) -> None:
    post = holds(township, "V01", "王建国", date(2010, 1, 1))
    tick(held(township["T01"], date(2012, 6, 8), 24), "V01 secretary")
    change: dict[str, Any] = {"version": None, "by": township.people["staff"], "reason": "姓名有误"}
    record_propose_change(register=REGISTERS["posts"], record=post, person="王建军", **change)
    found = tallies(township, "M103", SETTLEMENTS)
    assert found is not None
    assert (found.whole.numerator, found.whole.pending) == (1, 0)
