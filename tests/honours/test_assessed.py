"""Who is commended was assessed before (M167)."""

from datetime import date
from typing import Any

from apps.gradings.models import Grading
from apps.honours.assessed import assessed_first
from apps.honours.models import Honour
from apps.members.models import Appraisal, Member
from tests.factories.township import Township, organisation

DAY = date(2012, 6, 25)


def commended(place: Any, **facts: Any) -> Honour:
    return Honour(organisation=place, **{"title": "先进", "level": 1, "type": "commendation", "named_on": DAY} | facts)


def graded(place: Any, year: int, start: str, confirmed: bool = True, **facts: Any) -> None:
    Grading.objects.create(organisation=place, year=year, start_class=start, start_confirmed=confirmed, **facts)


def asked(*honours: Honour) -> list[int]:
    return [len(it) for it in assessed_first(honours)]


def test_an_organisation_is_assessed_once_a_class_of_it_is_confirmed(township: Township) -> None:
    graded(township["V01"], 2012, "general")
    graded(township["V02"], 2012, "general", confirmed=False)
    graded(township["V03"], 2011, "general", False, end_class="advanced", confirmed_on=date(2011, 12, 20))
    graded(township["V03-1"], 2012, "general", False, end_class="advanced", confirmed_on=date(2012, 12, 20))
    graded(township["V03-2"], 2010, "advanced")
    places = [township[code] for code in ("V01", "V02", "V03", "V03-1", "V03-2")]
    assert asked(*map(commended, places)) == [0, 1, 0, 1, 1]


def test_who_was_last_backward_is_asked_about(township: Township) -> None:
    graded(township["V01"], 2012, "backward")
    graded(township["V02"], 2011, "backward", end_class="general", confirmed_on=date(2011, 12, 20))
    (first,), second = assessed_first([commended(township["V01"]), commended(township["V02"])])
    assert "后进" in first
    assert second == []


def test_a_person_is_assessed_with_the_appraisal_of_the_branch_or_of_one_below(township: Township) -> None:
    branch = organisation("V01-9", township["V01"])
    for code, place, day in (("A", branch, 2011), ("B", township["V02"], 2011), ("C", township["V03"], 2012)):
        member = Member.objects.create(organisation=place, code=code, name="王芳", joined_on=date(2001, 7, 1))
        Appraisal.objects.create(organisation=place, member=member, year=day, date=date(day, 12, 5))
    person = {"person": "李秀英", "type": "outstanding_member"}
    assert asked(*(commended(township[code], **person) for code in ("V01", "V02", "V03"))) == [0, 0, 1]


def test_what_is_no_commendation_asks_nothing(township: Township) -> None:
    assert asked(commended(township["V01"], type="model_village"), commended(township["V01"], named_on=None)) == [0, 0]
