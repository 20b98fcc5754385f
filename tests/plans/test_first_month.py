"""From which month a new indicator counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.plans.models import Indicator, Plan
from apps.plans.services import indicator_save, plan_create
from tests.factories.township import Township
from tests.progress.cast import plan_of

SignIn = Callable[[str], Client]
DETAILS: dict[str, Any] = {
    "code": "X-01",
    "name": "发展党员",
    "kind": "count",
    "nature": "flow",
    "source": "filed",
    "comparator": ">=",
    "unit": "名",
    "applies_to": ["village"],
}


@pytest.mark.parametrize(("year", "first_month"), [(2026, 11), (2027, 1), (2025, 1)])
def test_an_indicator_counts_from_the_month_in_which_it_is_added(
    township: Township, year: int, first_month: int
) -> None:
    plan = plan_create(organisation=township["T01"], year=year, title="意见", by=None)
    with time_machine.travel(date(2026, 11, 28)):
        made = indicator_save(plan=plan, programme="工程", by=None, due=date(year, 12, 31), **DETAILS)
    assert made.first_month == first_month


def test_a_plan_that_is_loaded_counts_from_january(township: Township) -> None:
    with time_machine.travel(date(2012, 11, 28)):
        plan_of(township)
    assert set(Indicator.objects.values_list("first_month", flat=True)) == {1}


def test_the_form_offers_the_month_and_takes_another(township: Township, signed_in: SignIn) -> None:
    with time_machine.travel(date(2026, 11, 28)):
        Plan.objects.create(organisation=township["T01"], year=2026, title="意见")
        staff = signed_in("staff")
        assert staff.get("/plans/2026/indicators/").context["form"]["first_month"].value() == 11
        data = {**DETAILS, "programme": "工程", "due": "2026-12-31", "weight": "0", "first_month": "10"}
        assert staff.post("/plans/2026/indicators/", data).status_code == 302
    assert Indicator.objects.get().first_month == 10
