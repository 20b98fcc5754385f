"""What the filing costs: fields asked, typed and filled in already, month by month; whose every item is."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from apps.filings.models import Filing
from apps.filings.selectors.burden import burden_of, passports_of
from apps.filings.services import as_seen, filing_nil_return, filing_return, filing_submit
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, filled, opened, save, submitted

SignIn = Callable[[str], Client]


@pytest.fixture
def plan(plan_of_t01: Plan, township: Township) -> Plan:
    """September and October of three villages; the plan asks four fields of each and computes one figure."""
    plan = plan_of_t01
    for month in (SEPTEMBER, None):
        opened(plan, township["V01"], *([month] if month else []))
    return plan


def month(number: int) -> list[object]:
    (it,) = [it for it in burden_of(Filing.objects.all(), 2012, date(2012, 11, 3)) if it.month == number]
    return [it.filings, it.asked, it.prefilled, it.typed, it.returned, it.share.percent, it.typed_each]


def of(township: Township, number: int, code: str = "V01") -> Filing:
    return Filing.objects.get(organisation=township[code], month=number)


def test_what_nobody_has_handed_in_yet_flatters_no_month(plan: Plan, township: Township) -> None:
    filled(of(township, 10), township.people["secretary01"])
    assert burden_of(Filing.objects.all(), 2012, date(2012, 11, 3)) == []


def test_what_is_typed_counts_and_a_stock_that_stays_does_not(plan: Plan, township: Township) -> None:
    secretary = township.people["secretary01"]
    submitted(of(township, 9), secretary)
    submitted(of(township, 10), secretary)
    assert month(9) == [1, 4, 1, 4, 0, "20.0", "4.0"]
    assert month(10) == [1, 4, 1, 3, 0, "40.0", "3.0"]


def test_a_month_without_events_costs_no_more_than_the_stock_that_was_not_known(plan: Plan, township: Township) -> None:
    secretary, october = township.people["secretary01"], of(township, 10)
    october = save(filing_nil_return(seen=as_seen(october), last={}, by=secretary), secretary, F_STOCK=700)
    filing_submit(seen=as_seen(october), by=secretary)
    assert month(10)[3] == 1


def test_what_went_back_is_counted_by_month(plan: Plan, township: Township) -> None:
    done = submitted(of(township, 10), township.people["secretary01"])
    filing_return(seen=as_seen(done), reason="与台账不符", line_reasons={}, by=township.people["staff"])
    submitted(of(township, 9), township.people["secretary01"])
    assert month(10)[4] == 1
    assert month(9)[4] == 0


def test_every_item_says_whose_it_is_and_when_it_was_last_answered(plan: Plan, township: Township) -> None:
    submitted(of(township, 9), township.people["secretary01"])
    found = {
        it.indicator.code: (it.asked_of, it.answered, it.last_month) for it in passports_of(Filing.objects.all(), 2012)
    }
    assert found == {"F-FLOW": (3, 1, 9), "F-STOCK": (3, 1, 9), "F-RATE": (3, 1, 9)}


def test_the_page_shows_it_to_staff(plan: Plan, township: Township, signed_in: SignIn) -> None:
    submitted(of(township, 9), township.people["secretary01"])
    page = signed_in("staff").get("/filings/burden/?year=2012").content.decode()
    assert "村集体经济收入" in page
    assert "20.0%" in page
