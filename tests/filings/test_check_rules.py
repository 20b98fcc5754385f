"""The checks that a township keeps for its months: entered by staff, in force by day, felt on submission."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from apps.filings.models import CheckRule, Filing
from apps.filings.months import Month
from apps.filings.selectors.lines import lines_of
from apps.filings.services import Refused, as_seen, filing_submit
from apps.plans.models import Plan
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, filled, line, opened, submitted

SignIn = Callable[[str], Client]
START = date(2012, 1, 1)


def ruled(township: Township, keeper: str = "T01", **given: Any) -> CheckRule:
    """A rule of `keeper`, in force since the beginning of the year."""
    its = {"organisation": township[keeper], "start": START, "strength": "refuse", **given}
    made = record_create(register=REGISTERS["check-rules"], by=township.people["staff"], **its)
    assert isinstance(made, CheckRule)
    return made


def refused(filing: Filing, township: Township) -> list[str]:
    """The sentences with which the month as it stands is refused."""
    with pytest.raises(Refused) as caught:
        filing_submit(seen=as_seen(filing), by=township.people["secretary01"])
    return [it.message for it in caught.value.problems]


def test_what_the_township_refuses_cannot_be_submitted(filing: Filing, township: Township) -> None:
    ruled(township, indicator="F-FLOW", checked="most", number=1000)
    ruled(township, indicator="F-STOCK", checked="least", number=900)
    found = refused(filled(filing, township.people["clerk01"]), township)
    assert found == ["大于上限10。", "小于下限9。"]


def test_a_rule_holds_from_its_day_on_and_only_below_who_keeps_it(filing: Filing, township: Township) -> None:
    ruled(township, keeper="V02", indicator="F-FLOW", checked="most", number=1000)
    ruled(township, indicator="F-FLOW", checked="most", number=900, start=date(2012, 11, 1))
    ruled(township, indicator="F-FLOW", checked="most", number=800, end=date(2012, 10, 31))
    saved = filled(filing, township.people["clerk01"])
    assert filing_submit(seen=as_seen(saved), by=township.people["secretary01"]).state == "submitted"


def test_what_is_only_pointed_out_stands_on_the_page_and_bars_nothing(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    ruled(township, indicator="F-FLOW", checked="most", number=1000, strength="inform")
    filled(filing, township.people["clerk01"])
    client = signed_in("secretary01")
    page = client.get("/filings/V01/2012/10/check/").content.decode()
    assert "大于上限10。" in page
    assert "filing-odd" not in page
    answer = client.post("/filings/V01/2012/10/check/", {"go": "submit", "version": filing.version + 1, "page": "a"})
    assert answer["Location"].endswith("/receipt/")


def test_the_page_knows_what_the_village_filed_before(plan: Plan, township: Township, signed_in: SignIn) -> None:
    ruled(township, indicator="F-FLOW", checked="usual", number=200, strength="inform")
    for month, figure in ((8, 1000), (9, 1300)):
        earlier = opened(plan, township["V01"], Month(2012, month))
        submitted(earlier, township.people["secretary01"], F_FLOW=figure)
    opened(plan, township["V01"])
    page = signed_in("secretary01").get("/filings/V01/2012/10/").content.decode()
    assert 'data-usual data-least="10" data-most="13" data-unit="万元"' in page
    assert page.count("data-usual ") == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"checked": "most"}, "number"),
        ({"checked": "times", "number": 100}, "number"),
        ({"checked": "target", "number": 9900}, "number"),
        ({"checked": "lower", "number": 100}, "number"),
        ({"checked": "sum", "parts": "F-STOCK"}, "indicator"),
        ({"checked": "sum", "indicator": "F-FLOW"}, "parts"),
        ({"checked": "sum", "indicator": "F-FLOW", "parts": "F-FLOW、F-STOCK"}, "parts"),
        ({"checked": "sum", "indicator": "F-FLOW", "parts": "F-STOCK、F-GONE"}, "parts"),
        ({"checked": "lower", "parts": "F-STOCK"}, "parts"),
        ({"checked": "lower", "indicator": "M-ONE"}, "indicator"),
    ],
)
def test_a_rule_that_makes_no_sense_is_told_at_its_field(
    plan: Plan, township: Township, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        ruled(township, **given)
    assert list(caught.value.message_dict) == [field]


def test_rules_are_read_in_as_many_queries_for_many_months_as_for_one(
    plan: Plan, township: Township, django_assert_num_queries: Any
) -> None:
    ruled(township, checked="lower", strength="inform")
    one = opened(plan, township["V01"])
    opened(plan, township["V01"], SEPTEMBER)
    with django_assert_num_queries(5):
        lines_of([one])
    many = list(Filing.objects.all())
    assert len(many) > 2
    with django_assert_num_queries(5):
        lines_of(many)
    assert line(one, "F-FLOW").numerator is None
