"""Who is trained of those who are to be: posts by who holds them, members by their hours of the year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.measures.test_registers import figure
from tests.members.test_figures import about, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def rule(township: Township, whom: str, hours: int | None) -> None:
    facts: dict[str, Any] = {"audience": whom, "level": "township", "hours": hours, "start": date(2011, 1, 1)}
    record_create(register=REGISTERS["training-rules"], by=None, organisation=township["T01"], **facts)


def holds(township: Township, code: str, person: str, start: date, **more: Any) -> Any:
    facts: dict[str, Any] = {"post": "secretary", "person": person, "start": start, **more}
    return record_create(register=REGISTERS["posts"], by=None, organisation=township[code], **facts)


def told(township: Township, who: str = "staff") -> list[str]:
    page = enter_as(Client(), township.people[who]).get("/registers/training-rules/")
    return list(page.context["notes"])


def course(one: Any, day: date, hours: int, **more: Any) -> None:
    about(one, "trainings", **{"type": "rotation", "course": "集中轮训", "date": day, "hours": hours, **more})


def test_the_holder_of_a_post_counts_and_a_successor_is_trained_again(township: Township) -> None:
    rule(township, "secretaries", 40)
    taught: dict[str, Any] = {"trained_on": date(2012, 6, 8), "training": "书记培训", "hours": 40}
    first = holds(township, "V01", "王建国", date(2010, 1, 1), **taught)
    holds(township, "V02", "李秀英", date(2010, 1, 1), **{**taught, "hours": 16})
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训2人，已训1人。"]
    record_change(register=REGISTERS["posts"], record=first, version=None, by=None, end=date(2012, 9, 1))
    holds(township, "V01", "张新", date(2012, 9, 1))
    assert told(township) == ["村（社区）书记 · 镇级：2012年应训2人，已训0人。"]


def test_hours_of_a_year_add_up_and_are_not_carried_into_the_next(township: Township) -> None:
    rule(township, "members", 32)
    enough, carried, without = (member(township["V01"], f"D{at}") for at in range(3))
    for day, hours in ((date(2012, 3, 1), 16), (date(2012, 12, 8), 16)):
        course(enough, day, hours)
    for day, hours in ((date(2011, 12, 8), 16), (date(2012, 3, 1), 16)):
        course(carried, day, hours)
    assert without.pk
    assert told(township) == ["全体党员 · 镇级：2012年应训3人，已训1人。"]


def test_of_members_who_joined_in_the_year_those_count_who_had_their_course(township: Township) -> None:
    long_since, new, newest = (
        member(township["V01"], code, joined)
        for code, joined in (("D0", date(2000, 7, 1)), ("D1", date(2012, 6, 1)), ("D2", date(2012, 11, 1)))
    )
    assert figure(township, "M141", ("party_branch",)) is None
    for one in (long_since, new):
        course(one, date(2012, 7, 1), 24, type="new_members")
    course(newest, date(2012, 12, 1), 24)
    assert figure(township, "M141", ("party_branch",)) == (1, 2)
    assert figure(township, "M110", ("party_branch",)) == (1, 3)


def test_a_course_names_an_activity_that_there_is(township: Township) -> None:
    member(township["V01"], "D0")
    fields = {
        "organisation": "V01",
        "member": "D0",
        "type": "winter",
        "course": "冬训",
        "date": "2012-12-08",
        "hours": "8",
    }
    client = enter_as(Client(), township.people["secretary01"])
    refused = client.post("/registers/trainings/new/", {**fields, "activity": "2012-99999"})
    assert set(refused.context["form"].errors) == {"activity"}
    assert client.post("/registers/trainings/new/", fields).status_code == 302


def test_a_secretary_reads_the_township_s_rule_and_what_became_of_it_in_their_village(township: Township) -> None:
    rule(township, "secretaries", None)
    holds(township, "V01", "王建国", date(2010, 1, 1), trained_on=date(2012, 6, 8))
    holds(township, "V02", "李秀英", date(2010, 1, 1))
    assert told(township, "secretary01") == ["村（社区）书记 · 镇级：2012年应训1人，已训1人。"]
    client = enter_as(Client(), township.people["secretary01"])
    (record,) = client.get("/registers/training-rules/").context["page"]
    address = REGISTERS["training-rules"].address_of(record)
    assert [client.get(f"{address}{page}").status_code for page in ("", "change/")] == [200, 403]
