"""Everything that may be set for a year stands on one page, and an earlier year keeps its own."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.branch_rules.models import BranchKind, BranchRule, Of
from apps.filings.check_names import Check
from apps.filings.checks import Figures, oddities
from apps.filings.forms import ReturnForm
from apps.filings.rules import in_force, stated
from apps.filings.selectors.lines import lines_of
from apps.plans.models import Plan
from apps.plans.services import plan_take_over, plan_update
from tests.factories.township import Township
from tests.filings.cast import opened
from tests.filings.cast import plan_of as filed_plan_of
from tests.progress.cast import plan_of

SignIn = Callable[[str], Client]
PAGE = "/plans/2012/settings/"


@pytest.fixture
def plan(township: Township) -> Plan:
    return plan_of(township)


def test_the_page_shows_what_is_in_force_in_its_year_and_who_may_change_it(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    plan_update(plan=plan, by=None, odd_times=7)
    its = {"organisation": township["T01"], "kind": BranchKind.BRANCH, "of": Of.MEMBERS, "most": 50}
    BranchRule.objects.create(start=date(2011, 1, 1), end=date(2012, 1, 1), **its)
    now = BranchRule.objects.create(start=date(2012, 1, 1), **its)
    page = signed_in("staff").get(PAGE)
    assert "7" in [it.value for it in page.context["settings"]]
    (rules,) = [it for it in page.context["kept"] if it.register.name == "branch-rules"]
    assert [it.address.rstrip("/").endswith(str(now.pk)) for it in rules.rules] == [True]
    before = signed_in("staff").get("/plans/2011/settings/").context
    assert (before["plan"], len([it for it in before["kept"] if it.rules])) == (None, 1)
    secretary = signed_in("secretary01").get(PAGE).context
    assert (page.context["edits"], secretary["edits"]) == (True, False)


def test_many_rules_cost_as_many_queries_as_one_and_their_number_is_told(
    township: Township, plan: Plan, signed_in: SignIn
) -> None:
    staff, costs = signed_in("staff"), []
    its = {"organisation": township["T01"], "kind": BranchKind.BRANCH, "of": Of.MEMBERS}
    staff.get(PAGE)
    for number in (1, 11):
        for most in range(number):
            BranchRule.objects.create(start=date(2012, 1, 1 + most), most=50 + most, **its)
        with CaptureQueriesContext(connection) as captured:
            kept = staff.get(PAGE).context["kept"]
        costs.append(len(captured))
    (rules,) = [it for it in kept if it.register.name == "branch-rules"]
    assert (rules.count, rules.more, costs[0]) == (12, 4, costs[1])


def test_an_earlier_year_keeps_its_settings(township: Township, plan: Plan) -> None:
    plan_update(plan=plan, by=None, odd_percent=150, return_reasons="缺签到表")
    following = plan_take_over(organisation=township["T01"], year=2013, with_targets=False, by=None)
    plan_update(plan=following, by=None, odd_percent=200)
    plan.refresh_from_db()
    assert (plan.odd_percent, following.return_reasons) == (150, "缺签到表")


@pytest.mark.parametrize(("odd_times", "asked"), [(10, 0), (5, 1)])
def test_what_is_odd_follows_the_year(odd_times: int, asked: int) -> None:
    rules = in_force(stated("flow", times=odd_times))
    figures = Figures(1, "count", "flow", ">=", numerator=600, denominator=None, last=100, rules=rules)
    assert len(oddities([figures])) == asked


def test_a_month_is_returned_for_a_reason_of_the_townships_own(township: Township) -> None:
    filed = filed_plan_of(township["T01"])
    plan_update(plan=filed, by=None, return_reasons="缺签到表", odd_percent=130)
    views = lines_of([filing := opened(filed, township["V01"])])[filing.pk]
    assert {it.number for view in views for it in view.figures.rules if it.check == Check.TARGET} == {13000}
    form = ReturnForm(views, {"version": "1", "why": "own0", "words": "请补"})
    assert form.is_valid(), form.errors
    assert form.reason == "缺签到表；请补"


@pytest.mark.parametrize(("name", "value"), [("odd_percent", "99"), ("odd_times", "1"), ("return_reasons", "长" * 61)])
def test_a_setting_out_of_bounds_is_said_at_its_field(
    township: Township, plan: Plan, signed_in: SignIn, name: str, value: str
) -> None:
    shown = signed_in("staff").get("/plans/2012/edit/").context["form"]
    typed = {it.html_name: it.value() if it.value() is not None else "" for it in shown}
    answer = signed_in("staff").post("/plans/2012/edit/", typed | {name: value})
    assert list(answer.context["form"].errors) == [name]
