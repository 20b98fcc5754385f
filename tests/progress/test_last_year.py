"""Beside the targets that are split stands what was asked and reached the year before."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from apps.plans.models import Indicator, Plan, Target
from tests.factories.township import Township
from tests.progress.cast import filed, plan_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
INCOME = "FIL-01"


@pytest.fixture(autouse=True)
def before_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-10 09:00+08:00", tick=False):
        yield


@pytest.fixture
def plan(township: Township) -> Plan:
    """Next year's plan, beside one of this year in which two villages were asked for something."""
    plan_of(township)
    its = Indicator.objects.get(code=INCOME)
    for code, value in (("T01", 1000), ("V01", 600), ("V02", 400)):
        Target.objects.create(indicator=its, organisation=township[code], value=value)
    filed(township["V01"], 3, INCOME, 250)
    return plan_of(township, 2013)


def beside(client: Client, plan: Plan) -> dict[str, tuple[str | None, str | None]]:
    programme = Indicator.objects.get(code=INCOME, programme__plan=plan).programme_id
    its = client.get(f"/plans/{plan.year}/targets/last-year/?programme={programme}").context["its"]
    return {it.cell: (it.target, it.reached) for it in its.cells}


def test_each_cell_has_its_own_organisation_and_indicator(township: Township, plan: Plan, signed_in: SignIn) -> None:
    its = Indicator.objects.get(code=INCOME, programme__plan=plan)
    cells = {f"target-{its.pk}-{township[code].pk}": code for code in ("T01", "V01", "V02", "V03")}
    found = {cells[cell]: said for cell, said in beside(signed_in("staff"), plan).items() if cell in cells}
    assert found == {"T01": ("10", "2.5"), "V01": ("6", "2.5"), "V02": ("4", None)}


def test_every_cell_that_is_named_stands_on_the_page(township: Township, plan: Plan, signed_in: SignIn) -> None:
    staff, programme = signed_in("staff"), Indicator.objects.get(code=INCOME, programme__plan=plan).programme_id
    page = staff.get(f"/plans/2013/targets/?programme={programme}").content.decode()
    assert all(f'id="last-{cell}"' in page for cell in beside(staff, plan))


def test_without_a_plan_of_the_year_before_nothing_is_said(township: Township, plan: Plan, signed_in: SignIn) -> None:
    assert beside(signed_in("staff"), Plan.objects.get(year=2012)) == {}


def test_what_was_another_thing_a_year_ago_is_not_said(township: Township, plan: Plan, signed_in: SignIn) -> None:
    Indicator.objects.filter(code=INCOME, programme__plan=plan).update(unit="户")
    assert beside(signed_in("staff"), plan) == {}
