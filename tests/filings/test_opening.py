"""Opening what is due: twice is once, and a machine that was off makes up for it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.filings.models import Filing, FilingLine, FilingStep
from apps.filings.months import Month
from apps.filings.services import filings_open_due, months_open
from apps.organisations.kinds import Kind, Sector
from apps.organisations.services import organisation_update
from apps.plans.models import Exemption, Indicator, Plan, Programme
from tests.factories.township import Township, organisation
from tests.filings.cast import opened, submitted


@pytest.fixture
def plan(plan_of_t01: Plan, township: Township) -> Plan:
    organisation("A01", township["T01"], kind=Kind.ASSOCIATION, sector=Sector.SOCIAL_ORGANISATION)
    organisation("L01", township["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    return plan_of_t01


def months() -> set[tuple[str, int]]:
    return set(Filing.objects.values_list("organisation__code", "month"))


def test_a_month_opens_on_the_first_of_the_next_for_all_who_file(plan: Plan) -> None:
    filings_open_due(on=date(2012, 1, 31))
    assert months() == set()
    filings_open_due(on=date(2012, 2, 1))
    assert months() == {("V01", 1), ("V02", 1), ("V03", 1), ("A01", 1)}
    filing = Filing.objects.get(organisation__code="V01")
    assert (filing.due_on, filing.state, filing.plan) == (date(2012, 2, 5), "draft", plan)
    assert list(filing.lines.values_list("indicator__code", flat=True)) == ["F-FLOW", "F-STOCK", "F-RATE"]
    assert set(filing.lines.values_list("numerator", "denominator")) == {(None, None)}
    assert [(step.step, step.by) for step in filing.steps.all()] == [("opened", None)]


def test_opening_twice_makes_nothing_twice(plan: Plan) -> None:
    assert filings_open_due(on=date(2012, 2, 1)) == 4
    counts = [model.objects.count() for model in (Filing, FilingLine, FilingStep, Entry)]
    assert filings_open_due(on=date(2012, 2, 1)) == 0
    assert [model.objects.count() for model in (Filing, FilingLine, FilingStep, Entry)] == counts


def test_a_machine_that_was_off_for_months_makes_up_for_it(plan: Plan) -> None:
    filings_open_due(on=date(2012, 2, 1))
    filings_open_due(on=date(2012, 9, 20))
    assert {month for _code, month in months()} == set(range(1, 9))


def test_december_opens_in_january(plan: Plan) -> None:
    filings_open_due(on=date(2012, 12, 31))
    assert max(month for _code, month in months()) == 11
    filings_open_due(on=date(2013, 1, 1))
    assert Filing.objects.get(organisation__code="V01", month=12).due_on == date(2013, 1, 5)


def test_the_township_sets_the_days(plan: Plan) -> None:
    plan.filing_opens_day, plan.filing_due_day = 26, 31
    plan.save()
    filings_open_due(on=date(2012, 2, 25))
    assert months() == set()
    filings_open_due(on=date(2012, 2, 26))
    assert Filing.objects.get(organisation__code="V01", month=1).due_on == date(2012, 2, 29)


def test_who_exists_at_the_months_end_files(plan: Plan, township: Township) -> None:
    organisation("V04", township["T01"], opened=date(2012, 2, 1))
    organisation_update(organisation=township["V02"], by=None, closed=date(2012, 1, 31), closing="dissolved")
    filings_open_due(on=date(2012, 3, 1))
    assert months() == {(code, month) for code in ("V01", "V03", "A01") for month in (1, 2)} | {("V04", 2)}


def test_nothing_is_asked_of_the_exempted(plan: Plan, township: Township) -> None:
    for indicator in Indicator.objects.filter(applies_to=["village"], source="filed"):
        Exemption.objects.create(
            indicator=indicator,
            organisation=township["V02"],
            start=date(2012, 2, 10),
            reason="移民搬迁",
            approved_by="周",
        )
    filings_open_due(on=date(2012, 3, 1))
    assert {month for code, month in months() if code == "V02"} == {1}


def test_a_month_that_has_been_opened_gains_no_line(plan: Plan, township: Township) -> None:
    january = opened(plan, township["V01"], Month(2012, 1))
    submitted(january, township.people["secretary01"])
    late = Indicator.objects.get(code="F-FLOW")
    late.pk, late.code = None, "F-LATE"
    late.save()
    Filing.objects.filter(organisation=township["V02"]).update(state="returned", first_submitted_on=date(2012, 2, 2))
    organisation("V04", township["T01"])
    filings_open_due(on=date(2012, 2, 2))
    having = FilingLine.objects.filter(indicator__code="F-LATE").values_list("filing__organisation__code", flat=True)
    assert list(having) == ["V04"]


def test_an_indicator_is_not_asked_for_months_before_its_first(plan: Plan, township: Township) -> None:
    Indicator.objects.filter(code="F-FLOW").update(first_month=2)
    filings_open_due(on=date(2012, 3, 1))
    lines = FilingLine.objects.filter(indicator__code="F-FLOW", filing__organisation=township["V01"])
    assert list(lines.values_list("filing__month", flat=True)) == [2]


def test_an_exemption_holds_for_all_below_and_until_its_end(plan: Plan, township: Township) -> None:
    Indicator.objects.filter(code="F-FLOW").update(applies_to=["party_branch"])
    Exemption.objects.create(
        indicator=Indicator.objects.get(code="F-FLOW"),
        organisation=township["V03"],
        start=date(2012, 1, 31),
        end=date(2012, 2, 29),
        reason="整村搬迁",
        approved_by="周",
    )
    filings_open_due(on=date(2012, 3, 1))
    lines = FilingLine.objects.filter(indicator__code="F-FLOW", filing__organisation__code="V03-1")
    assert list(lines.values_list("filing__month", flat=True)) == [2]


def test_a_plan_without_filed_indicators_opens_nothing(township: Township) -> None:
    plan = Plan.objects.create(organisation=township["T01"], year=2012, title="空")
    Programme.objects.create(plan=plan, name="无")
    assert filings_open_due(on=date(2012, 12, 1)) == 0


def test_the_number_of_queries_does_not_grow_with_the_organisations(plan: Plan, township: Township) -> None:
    def queries(month: int) -> int:
        with CaptureQueriesContext(connection) as taken:
            months_open(plan=plan, months=[Month(2012, month)])
        return len(taken)

    few = queries(1)
    for number in range(10, 40):
        organisation(f"V{number}", township["T01"])
    assert queries(2) == few
    assert Filing.objects.filter(month=2).count() == 34
