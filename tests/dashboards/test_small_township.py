"""The dashboard and its parts where little or nothing is known."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from apps.gradings.models import Grading
from tests.dashboards.looking import NAMES, part
from tests.factories.township import Township
from tests.progress.cast import graded, plan_of

SignIn = Callable[[str], Client]


def test_a_township_without_filings_is_told_so(township: Township, signed_in: SignIn) -> None:
    page = signed_in("leader").get("/dashboard/filings/?year=2012")
    assert page.context["it"].rows == []
    assert "empty" in page.content.decode()


def test_an_address_that_makes_no_sense_gives_way_to_the_defaults(township: Township, signed_in: SignIn) -> None:
    page = signed_in("leader").get("/dashboard/?year=x&as_of=tomorrow")
    assert page.status_code == 200
    assert page.context["organisation"] == township["T01"]


def test_who_may_not_see_the_dashboard_is_refused(township: Township, signed_in: SignIn) -> None:
    people = ("secretary01", "clerk01", "admin", "auditor")
    assert [signed_in(who).get("/dashboard/").status_code for who in people] == [403] * 4
    assert signed_in("leader").get("/dashboard/?organisation=V99").status_code == 404


def attention(browser: Client) -> str:
    """What the first line of the dashboard says."""
    page = browser.get("/dashboard/?organisation=T01&year=2012&as_of=2012-12-31").content.decode()
    return page.partition('id="attention"')[2].partition("</section>")[0]


def test_without_a_plan_nothing_is_said_of_pace(township: Township, signed_in: SignIn) -> None:
    said = attention(signed_in("leader"))
    assert "均未滞后" not in said
    assert "尚无年度计划" in said


def test_of_a_year_without_data_nothing_is_said_to_be_in_time(township: Township, signed_in: SignIn) -> None:
    plan_of(township)
    said = attention(signed_in("leader"))
    assert "均未滞后" not in said
    assert "35项指标暂无数据" in said


def test_what_is_in_time_is_said_of_what_is_known_only(township: Township, signed_in: SignIn) -> None:
    plan_of(township)
    graded(township["V01"], "general", "advanced")
    said = attention(signed_in("leader"))
    assert "已有数据的各项工作均未滞后" in said
    assert "项指标暂无数据" in said


def test_who_began_both_years_backward_or_fell_is_told_first(township: Township, signed_in: SignIn) -> None:
    again, fell, once = (township[code] for code in ("V01", "V02", "V03-1"))
    for year in (2011, 2012):
        Grading.objects.create(organisation=again, year=year, start_class="backward", start_confirmed=True)
    end = {"end_class": "general", "confirmed_on": date(2012, 12, 20)}
    Grading.objects.create(organisation=fell, year=2012, start_class="advanced", start_confirmed=True, **end)
    Grading.objects.create(organisation=once, year=2012, start_class="backward", start_confirmed=True)
    asked = "year=2012&as_of=2012-12-31"
    rows = part(signed_in("leader"), "slipping", asked).rows
    assert [(it.hands.code, list(it.backward), it.fell is not None) for it in rows] == [
        ("V01", [2011, 2012], False),
        ("V02", [], True),
    ]
    assert [it.hands.code for it in part(signed_in("leader"), "classes", asked).fell] == ["V02"]
    assert part(signed_in("leader"), "classes", "year=2012&as_of=2012-12-19").fell == []


@pytest.mark.parametrize("name", NAMES)
def test_a_township_in_which_nothing_is_known_is_told_so(township: Township, signed_in: SignIn, name: str) -> None:
    page = signed_in("leader").get(f"/dashboard/{name}/?year=2012&indicator=X")
    assert page.status_code == 200
    assert (
        name == "course"
        or "empty" in page.content.decode()
        or "尚" in page.content.decode()
        or "暂无" in page.content.decode()
    )
