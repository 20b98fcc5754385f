"""How many of how many planned, beside the register whose records count: it informs and refuses nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.honours.models import Honour
from apps.organisations.models import Organisation
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.progress.cast import indicator, plan_of
from tests.registers.examples import as_typed, example
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db
QUOTAS = "/plans/2012/quotas/honours/"


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def staff(township: Township) -> Client:
    """The plan asks for two model villages, one model community and ten model units."""
    plan_of(township)
    Organisation.objects.filter(code__in=["V01", "V02"]).update(sector="village")
    indicator("PIO-03").targets.update(value=200)
    return enter_as(Client(), township.people["staff"])


def said(client: Client, **asked: Any) -> dict[str, tuple[str | None, str | None, bool]]:
    quotas = client.get(QUOTAS, asked).context["quotas"]
    found = ((it.standing.indicator.code, it.standing, it.is_reached) for it in quotas)
    return {code: (its.numerator_text, its.target_text, reached) for code, its, reached in found}


def test_what_is_named_this_year_is_told_beside_what_is_planned(township: Township, staff: Client) -> None:
    assert said(staff)["PIO-03"] == (None, "2", False)
    example("honours", township["V01"])
    example("honours", township["V02"], named_on=date(2011, 6, 1))
    assert said(staff)["PIO-03"] == ("1", "2", False)
    assert set(said(staff)) == {"PIO-03", "PIO-04", "PIO-05", "PIO-06"}
    assert "今年已命名 1 / 计划 2 个" in staff.get(QUOTAS).content.decode()


def test_a_form_is_told_of_the_kind_that_its_title_means(staff: Client) -> None:
    assert set(said(staff, title="示范社区")) == {"PIO-04"}
    assert set(said(staff, type="model_unit", title="某某")) == {"PIO-05"}
    assert said(staff, type="outstanding_member") == {}


def test_one_more_than_planned_is_told_and_named(township: Township, staff: Client) -> None:
    for code in ("V01", "V02"):
        example("honours", township[code])
    page = staff.get(QUOTAS, {"title": "示范村"})
    assert [it.is_reached for it in page.context["quotas"]] == [True]
    assert "超出计划" in page.content.decode()
    assert QUOTAS in staff.get("/registers/honours/new/").content.decode()
    third = as_typed({"organisation": "V03", **EXAMPLES["honours"][0]})
    assert staff.post("/registers/honours/new/", third).status_code == 302
    assert Honour.objects.count() == 3


def test_only_the_step_that_names_tells_of_it(township: Township, staff: Client) -> None:
    honour = example("honours", township["V01"], named_on=None, nominated_on=date(2012, 6, 1))
    pages = {
        step: staff.get(f"/registers/honours/{honour.pk}/{step}/").content.decode() for step in ("noticed", "named")
    }
    assert {step: f"{QUOTAS}?type=model_village" in page for step, page in pages.items()} == {
        "noticed": False,
        "named": True,
    }


def test_without_a_plan_nothing_is_said(township: Township) -> None:
    page = enter_as(Client(), township.people["staff"]).get(QUOTAS)
    assert page.content.decode().strip() == ""
