"""Funds and incomes against the year before (M018 M132)."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from apps.funds.growth import growth_told
from apps.funds.models import Fund
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.examples import example

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (300, 400, "33.3% more (by 1 yuan)"),
        (400, 300, "25.0% less (by 1 yuan)"),
        (300, 300, "as much as in the year before"),
        (0, 300, "no growth applies"),
        (None, 300, "of the year before nothing is entered"),
    ],
)
def test_growth_is_cut_never_rounded_and_blank_is_not_zero(
    township: Township, before: int | None, now: int, said: str
) -> None:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False), translation.override("en"):
        if before is not None:
            example("funds", township["V01"], date=date(2011, 3, 1), planned=before)
        example("funds", township["V01"], planned=now)
        (planned,) = growth_told(Fund.objects.counted(), 2012)
    assert said in planned


def test_the_page_tells_it_of_all_that_one_sees_and_of_one_record_of_its_own_purpose(township: Township) -> None:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        for code, before in (("V01", 400_000), ("V02", 100_000)):
            example("funds", township[code], date=date(2011, 3, 1), planned=before)
            record = example("funds", township[code])
        example("funds", township["V02"], purpose="project")
        staff, village = (enter_as(Client(), township.people[it]) for it in ("staff", "secretary01"))
        assert "220.0%" in staff.get("/registers/funds/").content.decode()
        assert "100.0%" in village.get("/registers/funds/").content.decode()
        assert "700.0%" in staff.get(f"/registers/funds/{record.pk}/").content.decode()


def test_the_income_of_villages_is_told_beside_the_year_before_and_never_mixed_with_that_of_households(
    township: Township,
) -> None:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        for code in ("V01", "V02"):
            example("incomes", township[code], date=date(2011, 12, 31), amount=100_000)
            record = example("incomes", township[code], amount=150_000)
        example("incomes", township["V02"], type="per_household", amount=1)
        staff = enter_as(Client(), township.people["staff"])
        assert "2012年收入3000元，上年2000元，同比增长50.0%" in staff.get("/registers/incomes/").content.decode()
        assert "2012年收入1500元，上年1000元" in staff.get(f"/registers/incomes/{record.pk}/").content.decode()
