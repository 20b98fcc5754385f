"""Matters about people: who decides sees them, and whoever recorded one; nobody else, on no way."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from apps.closing.selectors import waiting
from apps.matters.models import Matter
from apps.registers.proposing import record_propose_withdraw
from apps.registers.registry import REGISTERS
from tests.factories.browser import enter_as
from tests.factories.township import Township
from tests.registers.examples import as_typed, example
from tests.registers.records import EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


@pytest.fixture
def complaint(township: Township) -> Any:
    return example("matters", township["V01"], title="反映财务不公开", category="complaint")


def test_a_village_does_not_see_what_is_restricted_about_it(township: Township, complaint: Any) -> None:
    example("matters", township["V01"])
    client = enter_as(Client(), township.people["secretary01"])
    assert "反映财务不公开" not in client.get("/registers/matters/").content.decode()
    assert client.get(f"/registers/matters/{complaint.pk}/").status_code == 404
    assert client.get(f"/api/v1/registers/matters/{complaint.pk}/").status_code == 404


def test_the_township_office_sees_it(township: Township, complaint: Any) -> None:
    client = enter_as(Client(), township.people["staff"])
    assert client.get(f"/registers/matters/{complaint.pk}/").status_code == 200


def test_whoever_records_one_sees_it_again(township: Township) -> None:
    client = enter_as(Client(), township.people["secretary01"])
    fields = as_typed({"organisation": "V01", **EXAMPLES["matters"][0], "category": "workers_rights"})
    page = client.post("/registers/matters/new/", fields, follow=True)
    assert page.status_code == 200
    assert Matter.objects.get().title in page.content.decode()


def test_what_is_proposed_about_one_shows_to_whoever_decides_and_to_who_proposed(
    township: Township, complaint: Any
) -> None:
    details = {"register": REGISTERS["matters"], "record": complaint, "version": complaint.version}
    record_propose_withdraw(**details, by=township.people["secretary01"], reason="重复登记")
    told = {name: waiting(township.people[name], "matters") for name in ("staff", "secretary01", "clerk01")}
    assert told == {"staff": [str(complaint.pk)], "secretary01": [str(complaint.pk)], "clerk01": []}


def test_it_leaves_with_no_workbook_of_a_register(complaint: Any) -> None:
    assert list(REGISTERS["matters"].rows([""], None)) == []
