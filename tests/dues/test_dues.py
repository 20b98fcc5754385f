"""Dues of a month: sums and payers by branch, whoever has entered nothing among them."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from apps.core.ratio import Ratio
from apps.dues.models import Dues
from apps.measures.facts import FactScope
from apps.measures.register_sums import Asked
from apps.measures.registers import register_tallies
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, record_withdraw
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.measures.test_registers import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    with time_machine.travel("2012-04-10 09:00+08:00", tick=False):
        yield


def dues(township: Township, code: str, month: int, expected: int, **paid: Any) -> Any:
    facts: dict[str, Any] = {"year": 2012, "month": month, "expected": expected, **paid}
    return record_create(register=REGISTERS["dues"], by=None, organisation=township[code], **facts)


@pytest.fixture
def march(township: Township) -> None:
    """V01 has paid in time, V02 too little, V03-1 late; V03-2 has entered nothing."""
    dues(township, "V01", 3, 26_000, paid=26_000, payers=24, date=date(2012, 3, 31))
    dues(township, "V02", 3, 20_000, paid=19_900, payers=19, date=date(2012, 3, 20))
    dues(township, "V03-1", 3, 10_000, paid=10_000, payers=9, date=date(2012, 4, 1))


def test_the_month_tells_what_every_branch_paid_and_who_had_by_its_end(township: Township, march: None) -> None:
    page = enter_as(Client(), township.people["leader"]).get("/dues/?year=2012&month=3")
    found = page.context["found"]
    assert [(it.code, it.difference, it.in_time) for it in found.lines] == [
        ("V01", 0, True),
        ("V02", -100, False),
        ("V03-1", 0, False),
        ("V03-2", None, False),
    ]
    assert (found.expected, found.paid, found.difference, found.payers) == (56_000, 55_900, -100, 52)
    assert found.in_time == Ratio(1, 4)


def test_the_workbook_of_a_month_holds_numbers_and_a_branch_its_own_line_only(township: Township, march: None) -> None:
    page = enter_as(Client(), township.people["secretary02"]).get("/dues/?year=2012&month=3&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(page))).active
    assert sheet is not None
    rows = [[it.value for it in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[3:7] for row in rows] == [[200, 199, -1, 19]] * 2
    assert rows[1][0] == "V02"


def test_a_month_is_entered_once_and_an_amount_needs_its_day(township: Township, march: None) -> None:
    with pytest.raises(ValidationError) as refused:
        dues(township, "V01", 3, 30_000)
    assert set(refused.value.message_dict) == {"month"}
    with pytest.raises(ValidationError) as refused:
        dues(township, "V01", 2, 26_000, paid=26_000)
    assert set(refused.value.message_dict) == {"date"}
    assert Dues.objects.count() == 3


def test_an_indicator_may_count_the_months_paid_in_time(township: Township, march: None) -> None:
    dues(township, "V01", 4, 26_000)
    scope = FactScope(path_of(township["T01"]), 2012, date(2012, 4, 10))
    asked = Asked("dues:in_time:all", ("party_branch",))
    found = register_tallies([asked], scope, width=None)[asked]
    assert (found.whole.numerator, found.whole.denominator) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_a_month_at_once_the_second_is_told_at_the_field(township: Township) -> None:
    ready, said = Barrier(2), list[str]()

    def enter(amount: int) -> None:
        try:
            ready.wait(5)
            dues(township, "V01", 3, amount)
        except ValidationError as refused:
            said.extend(refused.message_dict)
        finally:
            connection.close()

    together = [Thread(target=enter, args=[amount]) for amount in (20_000, 30_000)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert (Dues.objects.count(), said) == (1, ["month"])


def test_the_database_itself_keeps_a_month_once_and_a_withdrawn_one_makes_room(township: Township, march: None) -> None:
    first = Dues.objects.get(organisation=township["V01"])
    twice: dict[str, Any] = {"organisation": township["V01"], "year": 2012, "month": 3, "due_on": date(2012, 3, 31)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Dues.objects.create(expected=1, **twice)
    record_withdraw(register=REGISTERS["dues"], record=first, version=None, reason="误录", by=None)
    assert dues(township, "V01", 3, 30_000).pk
