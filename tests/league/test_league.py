"""The League takes in by its plan, and recommends; what a branch takes up is one of its admission cases."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from apps.audit.models import Entry
from apps.league.models import Recruitment
from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, step_take
from tests.factories.browser import enter_as
from tests.factories.township import Township, organisation
from tests.measures.test_registers import figure

pytestmark = pytest.mark.django_db
RECOMMENDATIONS: Any = REGISTERS["recommendations"]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def league(township: Township) -> Organisation:
    return organisation("L01", township["T01"], kind=Kind.LEAGUE_BRANCH, sector="")


def recommended(township: Township, league: Organisation, day: date = date(2012, 5, 4), **more: Any) -> Any:
    facts: dict[str, Any] = {"branch": township["V01"], "name": "张新", "recommended_on": day, "code": "", **more}
    return record_create(register=RECOMMENDATIONS, by=None, organisation=league, **facts)


def take(one: Any, code: str, **said: Any) -> Any:
    step = next(it for it in RECOMMENDATIONS.steps if it.code == code)
    return step_take(register=RECOMMENDATIONS, case=one, step=step, version=one.version, **said)


def case_of(township: Township, village: str) -> Any:
    facts: dict[str, Any] = {"code": "", "name": "张新", "born": "1990-03", "applied_on": date(2012, 6, 1)}
    return record_create(register=REGISTERS["admissions"], by=None, organisation=township[village], **facts)


def test_a_branch_takes_a_recommendation_up_in_a_case_of_its_own_only(township: Township, league: Organisation) -> None:
    one, theirs, own = recommended(township, league), case_of(township, "V02"), case_of(township, "V01")
    secretary = township.people["secretary01"]
    with pytest.raises(ValidationError) as refused:
        take(one, "taken_up", on=date(2012, 7, 1), by=secretary, case_number=theirs.code)
    assert set(refused.value.message_dict) == {"case_number"}
    assert take(one, "taken_up", on=date(2012, 7, 1), by=secretary, case_number=own.code).state.code == "taken_up"
    assert "张新" not in "".join(map(str, Entry.objects.filter(action__startswith="recommendation.").values("after")))


def test_recommendations_of_the_year_are_counted_and_the_share_taken_up(
    township: Township, league: Organisation
) -> None:
    recommended(township, league, date(2011, 5, 4))
    recommended(township, league)
    take(recommended(township, league), "declined", on=date(2012, 7, 1), by=None, reason="不符合条件")
    known = {"taken_up_on": date(2012, 7, 1), "case_number": case_of(township, "V01").code}
    recommended(township, league, **known)
    assert figure(township, "M024", ("mass",)) == (3, 0)
    assert figure(township, "recommendations:taken_up:all", ("mass",)) == (1, 3)


def test_whoever_is_at_neither_end_sees_no_recommendation(township: Township, league: Organisation) -> None:
    one = recommended(township, league)
    answers = {
        who: enter_as(Client(), township.people[who]).get(RECOMMENDATIONS.address_of(one)).status_code
        for who in ("staff", "secretary01", "secretary02", "viewer")
    }
    assert answers == {"staff": 200, "secretary01": 200, "secretary02": 404, "viewer": 403}


def test_the_list_tells_how_many_were_taken_in_of_how_many_planned(township: Township, league: Organisation) -> None:
    second = organisation("L02", township["T01"], kind=Kind.LEAGUE_BRANCH, sector="")
    for place, numbers in (
        (league, {"planned": 6, "recruited": 4, "date": date(2012, 5, 4)}),
        (second, {"planned": 3}),
    ):
        facts: dict[str, Any] = {"year": 2012, **numbers}
        record_create(register=REGISTERS["league-recruitment"], by=None, organisation=place, **facts)
    page = enter_as(Client(), township.people["staff"]).get("/registers/league-recruitment/")
    (note,) = page.context["notes"]
    assert re.findall(r"\d+", note) == ["2012", "4", "9", "2"]
    with pytest.raises(ValidationError) as refused:
        record_create(register=REGISTERS["league-recruitment"], by=None, organisation=league, year=2012, planned=9)
    assert set(refused.value.message_dict) == {"year"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Recruitment.objects.create(organisation=league, year=2012, planned=9)
    assert figure(township, "league-recruitment:as_planned:all", ("mass",)) == (0, 0)
