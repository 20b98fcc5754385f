"""Checklists that the township makes itself: chosen, asked, counted, exported and filtered like the stated ones."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.checklists.models import Inspection, OwnChecklist
from apps.registers.registry import REGISTERS
from apps.registers.services import record_create, record_withdraw
from apps.workbooks.importing import import_workbook
from apps.workbooks.writing import write_workbook
from tests.checklists.cast import DAY, ONES, found, items_from, own_checklist
from tests.checklists.test_grid import address, codes, sent
from tests.factories.township import Township
from tests.registers.books import exported, imported, workbook
from tests.registers.examples import as_typed

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
JANUARY = date(2012, 1, 1)
ROW = {"组织编码": "T01", "名称": "本镇“五个一”", "清单编码": "town_ones", "适用对象": "村", "起始日期": JANUARY}


def test_staff_make_a_checklist_give_it_items_and_enter_results(township: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")
    fields = as_typed({"organisation": "T01", **ONES, "needed": 2})
    page = client.post("/registers/own-checklists/new/", fields, follow=True)
    assert f"organisation=T01&amp;checklist={ONES['code']}" in page.content.decode()
    assert client.get(address("town_ones")).context["grid"].items == []
    items = {"organisation": "T01", "checklist": "town_ones", "start": "2012-01-01", "items": "一室\n一栏\n一册"}
    assert client.post("/registers/checklist-items/new/", items).status_code == 302
    page = client.get(address("town_ones"))
    assert "本镇“五个一”" in page.content.decode()
    assert (page.context["grid"].items, codes(page)) == (["一室", "一栏", "一册"], ["V01", "V02", "V03"])
    assert client.post(address("town_ones"), sent(page, "V01", "√ √ ×")).status_code == 302
    inspection = Inspection.objects.get()
    assert (inspection.checklist, inspection.outcome) == ("town_ones", "met")
    listed = client.get("/registers/checklists/?checklist=town_ones")
    assert [it.pk for it in listed.context["page"]] == [inspection.pk]
    assert "本镇“五个一”" in client.get(REGISTERS["checklists"].address_of(inspection)).content.decode()
    assert listed.context["rows"][0].cells[0].text == "本镇“五个一”"
    rows = client.get("/api/v1/registers/checklists/?checklist=town_ones").json()["results"]
    assert [row["id"] for row in rows] == [inspection.pk]


@pytest.mark.parametrize(
    ("needed", "marks", "outcome"),
    [
        (None, "√√×", "lacking"),
        (2, "√√×", "met"),
        (2, "√√-", "met"),
        (2, "√×-", "open"),
        (2, "×-×", "lacking"),
        (9, "√√√", "met"),
        (9, "√√×", "lacking"),
    ],
)
def test_so_many_items_must_be_met(township: Township, needed: int | None, marks: str, outcome: str) -> None:
    own_checklist(township["T01"], needed=needed)
    items_from(township["T01"], JANUARY, "甲", "乙", "丙", checklist="town_ones")
    inspection = found(township["V01"], marks, "town_ones")
    assert inspection is not None
    assert inspection.outcome == outcome


@pytest.mark.parametrize(("on", "meant"), [("2012-02-29", []), ("2012-03-01", ["V03-1", "V03-2"]), ("2012-06-01", [])])
def test_it_is_asked_from_day_to_day_of_whom_it_means_below_who_made_it(
    township: Township, signed_in: SignIn, on: str, meant: list[str]
) -> None:
    days = {"start": date(2012, 3, 1), "end": date(2012, 6, 1)}
    own_checklist(township["V03"], meant="branches", **days)
    assert codes(signed_in("staff").get(address("town_ones", date.fromisoformat(on)))) == meant


def test_results_go_out_and_come_in_under_its_name_also_after_it_was_withdrawn(township: Township) -> None:
    own = own_checklist(township["T01"])
    items_from(township["T01"], JANUARY, "甲", "乙", checklist="town_ones")
    found(township["V01"], "√×", "town_ones")
    register = REGISTERS["checklists"]
    for _time in range(2):
        content = BytesIO()
        write_workbook(content, register.sheet, register.columns, register.rows([""], None))
        outcome = import_workbook(register=register, file=ContentFile(content.getvalue(), "r.xlsx"), by=None)
        assert (outcome.errors, outcome.unchanged) == ((), 2)
        if own.withdrawn_at is None:
            own = record_withdraw(register=REGISTERS["own-checklists"], record=own, version=None, reason="误", by=None)


def test_one_that_was_withdrawn_is_offered_no_more(township: Township, signed_in: SignIn) -> None:
    own = own_checklist(township["T01"])
    client = signed_in("staff")
    assert client.get(address("town_ones")).context["choice"].errors == {}
    record_withdraw(register=REGISTERS["own-checklists"], record=own, version=None, reason="误录", by=None)
    assert client.get(address("town_ones")).context["choice"].errors
    items = {"organisation": "T01", "checklist": "town_ones", "start": "2012-01-01", "items": "甲"}
    assert "checklist" in client.post("/registers/checklist-items/new/", items).context["form"].errors


def test_only_the_township_makes_one(township: Township, signed_in: SignIn) -> None:
    fields = as_typed({"organisation": "V01", **ONES})
    for username in ("secretary01", "clerk01", "contact", "leader"):
        assert signed_in(username).post("/registers/own-checklists/new/", fields).status_code == 403
        outcome = imported(
            REGISTERS["own-checklists"], workbook(REGISTERS["own-checklists"], ROW), by=township.people[username]
        )
        assert outcome.errors
    assert not OwnChecklist.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "three_two"}, "code"),
        ({"code": "town_ones"}, "code"),
        ({"code": "Town ones"}, "code"),
        ({"name": "五个一"}, "name"),
        ({"name": "本镇“五个一”"}, "name"),
        ({"needed": 0}, "needed"),
        ({"end": JANUARY}, "end"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(township: Township, wrong: dict[str, Any], field: str) -> None:
    own_checklist(township["T01"])
    with pytest.raises(ValidationError) as refused:
        own_checklist(township["T01"], **{"name": "另一份", "code": "other", **wrong})
    assert set(refused.value.message_dict) == {field}


def test_its_workbook_makes_and_changes_it_and_comes_out_as_it_went_in(township: Township, signed_in: SignIn) -> None:
    register = REGISTERS["own-checklists"]
    assert imported(register, workbook(register, ROW)).created == 1
    outcome = imported(register, workbook(register, {**ROW, "名称": "新“五个一”", "应达标项数": 4}))
    assert (outcome.errors, outcome.updated) == ((), 1)
    assert imported(register, exported(register)).unchanged == 1
    own = OwnChecklist.objects.get()
    assert (own.name, own.code, own.needed) == ("新“五个一”", "town_ones", 4)
    form = signed_in("staff").get(f"/registers/own-checklists/{own.pk}/change/").context["form"]
    assert "code" not in form.fields


def test_lists_cost_the_same_with_few_and_with_many_of_them(township: Township, signed_in: SignIn) -> None:
    client, counts = signed_in("staff"), []
    for number in (1, 12):
        for at in range(number):
            own_checklist(township["T01"], code=f"own_{number}_{at}", name=f"清单{number}-{at}")
            items_from(township["T01"], JANUARY, "甲", checklist=f"own_{number}_{at}")
            found(township["V01"], "√", f"own_{number}_{at}")
        with CaptureQueriesContext(connection) as queries:
            for page in ("/registers/checklists/", "/registers/checklist-items/", address(f"own_{number}_0", DAY)):
                assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_one_code_at_once_the_second_is_told_so(township: Township) -> None:
    """Each under its own committee, so that no lock of an organisation keeps them apart."""
    committees, ready = [township["T01"], township["V01"]], Barrier(2)
    said: list[str] = []

    def make(at: int) -> None:
        fields = {**ONES, "name": f"清单{at}", "organisation": committees[at]}
        try:
            ready.wait(5)
            record_create(register=REGISTERS["own-checklists"], by=None, **fields)
        except ValidationError as refused:
            said.extend(refused.message_dict)
        finally:
            connection.close()

    together = [Thread(target=make, args=[at]) for at in (0, 1)]
    for one in together:
        one.start()
    for one in together:
        one.join()
    assert (OwnChecklist.objects.count(), said) == (1, ["code"])
