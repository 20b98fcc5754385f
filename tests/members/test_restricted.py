"""Need and help are read by those who must know, and every look is noted."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.audit.models import Entry
from apps.members.breakdowns import BREAKDOWNS
from apps.members.models import Appraisal, Member
from apps.members.statistics import statistics_for
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.members.test_figures import about, hardship, help_for, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def one(township: Township) -> Member:
    made = member(township["V01"], "D0")
    hardship(made)
    about(made, "member-categories", category="mobile", start=date(2012, 3, 1))
    help_for(made, date(2012, 1, 16))
    return made


def listed(township: Township, who: str, register: str) -> int | list[Any]:
    answer = enter_as(Client(), township.people[who]).get(f"/registers/{register}/")
    return answer.status_code if answer.status_code != 200 else list(answer.context["page"])


@pytest.mark.parametrize(
    ("who", "categories", "care"),
    [("staff", 2, 1), ("leader", 2, 1), ("secretary01", 2, 1), ("secretary02", 0, 0), ("clerk01", 1, 403)],
)
def test_who_sees_need_and_help(township: Township, one: Member, who: str, categories: int, care: int) -> None:
    seen = listed(township, who, "member-categories"), listed(township, who, "care")
    assert [it if isinstance(it, int) else len(it) for it in seen] == [categories, care]


@pytest.mark.parametrize("who", ["viewer", "auditor"])
def test_whoever_reads_figures_or_the_log_only_sees_no_member(township: Township, one: Member, who: str) -> None:
    assert {listed(township, who, name) for name in ("members", "member-categories", "care", "appraisals")} == {403}


def test_the_page_of_a_member_shows_a_clerk_nothing_of_need(township: Township, one: Member) -> None:
    pages = {
        who: enter_as(Client(), township.people[who]).get(f"/members/{one.pk}/file/").content.decode()
        for who in ("secretary01", "clerk01")
    }
    assert ("生活困难" in pages["secretary01"], "走访慰问" in pages["secretary01"]) == (True, True)
    assert ("生活困难" in pages["clerk01"], "走访慰问" in pages["clerk01"]) == (False, False)
    assert "流动" in pages["clerk01"]


def test_every_look_into_help_is_noted_its_list_too(township: Township, one: Member) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    client.get("/registers/care/")
    client.get(REGISTERS["care"].address_of(REGISTERS["care"].records().get()))
    assert [it.target for it in Entry.objects.filter(action="care.opened").order_by("pk")] == ["care", "V01 D0"]


def test_over_the_api_only_who_may_take_personal_data_out_reads_members_and_it_is_noted(
    township: Township, one: Member
) -> None:
    for who in ("secretary01", "leader"):
        assert enter_as(Client(), township.people[who]).get("/api/v1/registers/members/").status_code == 403
    client = enter_as(Client(), township.people["staff"])
    assert [it["name"] for it in client.get("/api/v1/registers/members/").json()["results"]] == [one.name]
    care = REGISTERS["care"].records().get()
    assert client.get(f"/api/v1/registers/care/{care.pk}/").status_code == 200
    assert client.post("/api/v1/registers/care/", {}).status_code == 405
    noted = Entry.objects.filter(action__in=["care.opened", "personal_data.exported"]).order_by("pk")
    assert [(it.action, it.target, it.after) for it in noted] == [
        ("personal_data.exported", "members", {"rows": 1}),
        ("care.opened", "V01 D0", {}),
    ]


def test_somebody_of_another_branch_is_not_told_from_nobody(township: Township, one: Member) -> None:
    client = enter_as(Client(), township.people["secretary02"])
    fields = {"organisation": "V02", "type": "visit", "date": "2012-06-28"}
    said = [client.post("/registers/care/new/", {**fields, "member": code}) for code in ("D0", "D9")]
    assert [set(it.context["form"].errors) for it in said] == [{"member"}, {"member"}]
    assert said[0].context["form"].errors["member"] == said[1].context["form"].errors["member"]
    assert b"".join(it.content for it in said).count("李秀英".encode()) == 0


def test_more_than_a_third_excellent_is_asked_about_and_probationers_get_no_grade(township: Township) -> None:
    village = township["V01"]
    three = [member(village, f"D{at}") for at in range(3)]
    client = enter_as(Client(), township.people["staff"])
    fields = {"organisation": "V01", "year": "2012", "date": "2012-12-10", "grade": "excellent"}
    assert client.post("/registers/appraisals/new/", {**fields, "member": "D0"}).status_code == 302
    asked = client.post("/registers/appraisals/new/", {**fields, "member": "D1"})
    assert [len(asked.context["remarks"]), Appraisal.objects.count()] == [1, 1]
    assert client.post("/registers/appraisals/new/", {**fields, "member": "D1", "confirmed": "1"}).status_code == 302
    facts: dict[str, Any] = {"code": "D7", "name": "张新", "standing": "probationary", "joined_on": date(2012, 6, 1)}
    record_create(register=REGISTERS["members"], by=None, organisation=village, **facts)
    refused = client.post("/registers/appraisals/new/", {**fields, "member": "D7", "confirmed": "1"})
    assert set(refused.context["form"].errors) == {"grade"}
    assert len(three) == 3


def test_small_numbers_stay_with_those_who_may_see_who_they_are(township: Township, one: Member) -> None:
    for at in range(1, 4):
        member(township["V02"], f"D{at}")
    numbers = {
        who: enter_as(Client(), township.people[who]).get("/members/statistics/").context["statistics"]
        for who in ("staff", "clerk01", "viewer")
    }
    words = [it.heading for it in numbers["staff"].columns]
    columns = [words.index(heading) for heading in ("党员总数", "流动", "生活困难")]
    told = {who: [it.whole[column] for column in columns] for who, it in numbers.items()}
    assert told == {"staff": [4, 1, 1], "clerk01": [1, 1, None], "viewer": [4, None, None]}
    assert {who: [line.code for line in it.lines] for who, it in numbers.items()} == {
        "staff": ["V01", "V02"],
        "clerk01": ["V01"],
        "viewer": [],
    }


@pytest.mark.parametrize("by", BREAKDOWNS)
def test_every_breakdown_tells_each_member_once(township: Township, by: str) -> None:
    known: dict[str, Any] = {"sex": "female", "education": "college", "born": "1966-12"}
    for at, more in enumerate((known, {"born": "1982-01"}, {"born": "1940-05"}, {})):
        facts = {"code": f"D{at}", "name": "李秀英", "joined_on": date(1966 + 12 * at, 5, 1), **more}
        record_create(register=REGISTERS["members"], by=None, organisation=township["V01"], **facts)
    found = statistics_for(township.people["staff"], date(2012, 12, 20), by)
    whole, *parts = found.whole
    assert (whole, sum(it or 0 for it in parts)) == (4, 4)
    assert [line.counts for line in found.lines] == [found.whole]


def test_ages_are_those_of_the_day_and_stars_those_of_the_year(township: Township) -> None:
    for at, born in enumerate(("1981-12", "1982-01", "1941-12", "1942-12", "")):
        facts: dict[str, Any] = {"code": f"D{at}", "name": "李秀英", "born": born, "joined_on": date(2000, 7, 1)}
        made = record_create(register=REGISTERS["members"], by=None, organisation=township["V01"], **facts)
        about(made, "appraisals", year=2012 - at % 2, date=date(2012 - at % 2, 12, 10), stars=5)  # type: ignore[arg-type]
    told = {
        by: {column.heading: number for column, number in zip(it.columns, it.whole, strict=True) if number}
        for by in ("age", "stars")
        for it in [statistics_for(township.people["staff"], date(2012, 12, 20), by)]
    }
    assert told["age"] == {"党员总数": 5, "30岁及以下": 1, "31至35岁": 1, "66至70岁": 1, "71岁及以上": 1, "未填": 1}
    assert told["stars"] == {"党员总数": 5, "五星": 3, "无星级": 2}


def test_no_small_number_of_a_breakdown_follows_from_the_rest(township: Township) -> None:
    for at, sex in enumerate(["female", *["male"] * 4, *[""] * 9]):
        facts: dict[str, Any] = {"code": f"D{at}", "name": "李秀英", "sex": sex, "joined_on": date(2000, 7, 1)}
        record_create(register=REGISTERS["members"], by=None, organisation=township["V01"], **facts)
    told = {who: statistics_for(township.people[who], date(2012, 12, 20), "sex") for who in ("staff", "viewer")}
    assert {who: it.whole for who, it in told.items()} == {"staff": [14, 1, 4, 9], "viewer": [14, None, None, 9]}
    assert told["viewer"].lines == []
