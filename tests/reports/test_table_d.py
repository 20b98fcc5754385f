"""Table D: cases by stage, admissions of the year by what they are, the plan, and how long there was none."""

from datetime import date
from typing import Any

import pytest

from apps.admissions.models import Admission
from apps.members.models import Member
from apps.plans.models import Indicator, Plan, Programme, Target
from apps.reports.layout import Head
from apps.reports.scope import ReportScope
from apps.reports.sections import table_d
from tests.factories.township import Township, organisation

DAY = date(2012, 12, 31)
HEAD = Head("清溪镇党委", 2012, DAY, "0" * 64)


def case(number: int, place: Any, **facts: Any) -> None:
    Admission.objects.create(organisation=place, code=f"F{number}", name="李秀英", applied_on=date(2010, 7, 1), **facts)


@pytest.fixture
def rows(township: Township) -> list[Any]:
    """V01 with a branch below it has every kind of case; V02 has only members of long ago."""
    village, branch = township["V01"], organisation("V01-1", township["V01"], sector="village")
    activist, candidate = {"activist_on": date(2011, 1, 5)}, {"candidate_on": date(2012, 2, 1)}
    admitted = {**activist, **candidate, "approved_on": date(2012, 11, 20)}
    case(1, village)
    case(2, branch, **activist)
    case(3, village, **activist, **candidate)
    case(4, village, **admitted, sex="female", born="1990-03", education="college")
    case(5, branch, **admitted, sex="male", born="1970-03", education="senior")
    # Not on the day: one that ended, one of the year before who became a full member, one to come.
    case(6, village, **activist, ended_on=date(2012, 5, 1))
    case(7, village, **activist, approved_on=date(2011, 6, 30), full_approved_on=date(2012, 7, 1))
    case(8, village, **activist, approved_on=date(2013, 1, 8))
    for code, place, joined in (("D1", village, 2011), ("D2", township["V02"], 2008), ("D3", township["V02"], 2003)):
        Member.objects.create(organisation=place, code=code, name="王芳", joined_on=date(joined, 7, 1))
    plan = Plan.objects.create(organisation=township["T01"], year=2012, title="意见")
    programme = Programme.objects.create(plan=plan, name="素质提升工程")
    indicator = Indicator.objects.create(
        programme=programme, code="Q", name="发展党员", kind="count", source="measure", mechanism="M106", due=DAY
    )
    for place, number in ((township["T01"], 4500), (village, 300), (township["V02"], 200)):
        Target.objects.create(indicator=indicator, organisation=place, value=number)
    (table,) = table_d.tables(HEAD, table_d.collect(ReportScope(township["T01"], 2012, DAY)))
    return list(table.rows)


def test_a_village_counts_its_branches_and_each_case_at_its_stage(rows: list[Any]) -> None:
    village = next(row for row in rows if row[1] == "组织V01")
    #                     plan, applicants, activists, candidates, admitted, rural, women, young, college, full, years
    assert village[2:] == (3, 1, 2, 1, 2, 2, 1, 1, 1, 1, 0)


def test_who_admits_nobody_stands_there_with_its_years(rows: list[Any]) -> None:
    assert next(row for row in rows if row[1] == "组织V02")[2:] == (2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4)


def test_the_total_has_the_township_s_own_plan_and_the_sums_of_all(rows: list[Any]) -> None:
    assert rows[0][:9] == (None, "合计", 45, 1, 2, 1, 2, 2, 1)


def test_who_joined_elsewhere_and_moved_in_ends_no_years_without_an_admission(township: Township) -> None:
    case(1, township["V01"], approved_on=date(2009, 6, 30))
    for code, village in (("D1", "V01"), ("D2", "V02")):
        Member.objects.create(organisation=township[village], code=code, name="王芳", joined_on=date(2011, 7, 1))
    (table,) = table_d.tables(HEAD, table_d.collect(ReportScope(township["T01"], 2012, DAY)))
    assert {row[1]: row[-1] for row in table.rows if row[0]} == {"组织V01": 3, "组织V02": 1}
