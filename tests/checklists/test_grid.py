"""The grid: who stands in it, what is stored of it, and what the second of two people sees."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.checklists.models import Inspection
from apps.closing.models import ClosedMonth, Proposal
from apps.organisations.kinds import Role
from apps.organisations.services import role_grant
from tests.checklists.cast import DAY, FIVE_GOOD, found, items_from, listed, marks
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
GRID = "/registers/checklists/grid/"
JANUARY = date(2012, 1, 1)
SignIn = Callable[[str], Client]


def address(checklist: str = "five_good", on: date = DAY, **more: str) -> str:
    return f"{GRID}?checklist={checklist}&on={on}" + "".join(f"&{name}={it}" for name, it in more.items())


def sent(page: Any, code: str = "", typed: str = "") -> dict[str, str]:
    """The form of a page as a browser sends it, with words typed into the cells of an organisation."""
    grid = page.context["grid"]
    fields = {f"met-{cell.key}": cell.word for cell in grid.cells} | {"shown": grid.shown}
    row = next((row for row in grid.rows if row.organisation.code == code), None)
    for cell, word in zip(row.cells if row else (), typed.split(), strict=False):
        fields[f"met-{cell.key}"] = "" if word == "-" else word
    return fields


def codes(page: Any) -> list[str]:
    return [row.organisation.code for row in page.context["grid"].rows]


def test_staff_see_all_who_are_meant_and_a_secretary_their_own(township: Township, signed_in: SignIn) -> None:
    assert codes(signed_in("staff").get(address())) == ["V01", "V02", "V03", "V03-1", "V03-2"]
    assert codes(signed_in("secretary01").get(address())) == ["V01"]
    assert codes(signed_in("staff").get(address("three_haves"))) == ["V01", "V02", "V03"]
    assert signed_in("secretary01").get(address(organisation="V02")).status_code == 404
    assert signed_in("viewer").get(address()).status_code == 403


def test_whoever_only_looks_gets_no_button_and_writes_nothing(township: Township, signed_in: SignIn) -> None:
    client = signed_in("leader")
    page = client.get(address())
    assert not page.context["grid"].may_record
    assert client.post(address(), sent(page, "V01", "√ √ √ √ √")).status_code == 403
    assert not Inspection.objects.exists()


def test_the_units_on_the_list_are_those_asked_about_the_method(township: Township, signed_in: SignIn) -> None:
    assert codes(signed_in("staff").get(address("three_two"))) == []
    listed(township["V02"], date(2012, 3, 1))
    assert codes(signed_in("staff").get(address("three_two"))) == ["V02"]


def test_what_was_typed_or_pasted_is_stored_and_the_rest_stays_as_it_is(township: Township, signed_in: SignIn) -> None:
    found(township["V02"], "×----")
    client = signed_in("staff")
    fields = sent(client.get(address()), "V01", "是 √ 1 有 ×")
    assert client.post(address(), fields).status_code == 302
    assert {it.organisation.code: marks(it) for it in Inspection.objects.all()} == {"V01": "√√√√×", "V02": "×----"}
    assert Inspection.objects.get(organisation=township["V02"]).version == 1


def test_a_wrong_word_is_marked_at_its_cell_and_nothing_is_written(township: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")
    page = client.post(address(), sent(client.get(address()), "V01", "√ 大概 √ √ 是吧"))
    grid = page.context["grid"]
    assert [(cell.item, cell.word) for cell in grid.errors] == [(FIVE_GOOD[1], "大概"), (FIVE_GOOD[4], "是吧")]
    assert 'aria-invalid="true"' in page.content.decode()
    assert [cell.word for cell in grid.rows[0].cells] == ["√", "大概", "√", "√", "是吧"]
    assert not Inspection.objects.exists()


def test_the_second_of_two_people_sees_what_the_first_has_found(township: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")
    fields = sent(client.get(address()), "V01", "√ √ √ √ √")
    found(township["V01"], "×---√")
    page = client.post(address(), fields)
    assert [cell.item for cell in page.context["grid"].conflicts] == [FIVE_GOOD[0]]
    assert marks(Inspection.objects.get()) == "×---√"
    assert client.post(address(), sent(page)).status_code == 302
    assert marks(Inspection.objects.get()) == "√√√√√"


def test_what_nobody_touched_keeps_what_came_meanwhile(township: Township, signed_in: SignIn) -> None:
    client = signed_in("staff")
    fields = sent(client.get(address()), "V01", "√")
    found(township["V02"], "√√√√√")
    assert client.post(address(), fields).status_code == 302
    assert marks(Inspection.objects.get(organisation=township["V02"])) == "√√√√√"


def test_one_organisation_alone_takes_the_evidence_too(township: Township, signed_in: SignIn) -> None:
    client, alone = signed_in("secretary01"), address(organisation="V01")
    page = client.get(alone)
    fields = sent(page, "V01", "√ ×")
    fields[f"evidence-{page.context['grid'].cells[0].key}"] = "会议记录第3号"
    assert client.post(alone, fields).status_code == 302
    first, second = Inspection.objects.get().results.all()[:2]
    assert (first.met, first.evidence, second.met) == (True, "会议记录第3号", False)
    detail = client.get(f"/registers/checklists/{Inspection.objects.get().pk}/").content.decode()
    assert "会议记录第3号" in detail
    assert client.post(address(), sent(client.get(address()), "V01", "- × √")).status_code == 302
    assert Inspection.objects.get().results.all()[0].evidence == "会议记录第3号"


def test_a_secretary_writes_nothing_into_the_row_of_another(township: Township, signed_in: SignIn) -> None:
    key = signed_in("staff").get(address(organisation="V02")).context["grid"].cells[0].key
    assert signed_in("secretary01").post(address(), {f"met-{key}": "√"}).status_code == 302
    assert not Inspection.objects.exists()


def test_a_closed_month_asks_staff_for_a_reason(township: Township, signed_in: SignIn) -> None:
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=6)
    client = signed_in("staff")
    fields = sent(client.get(address()), "V01", "√ √ √ √ √")
    page = client.post(address(), fields)
    assert (page.status_code, bool(page.context["closing"])) == (200, True)
    assert [cell.word for cell in page.context["grid"].rows[0].cells] == ["√"] * 5
    assert not Inspection.objects.exists()
    assert client.post(address(), {**fields, "reason": "补录核查结果"}).status_code == 302


def test_a_village_proposes_results_of_a_closed_month_and_the_township_decides(
    township: Township, signed_in: SignIn
) -> None:
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=6)
    village, staff = signed_in("secretary01"), signed_in("staff")
    fields = sent(village.get(address()), "V01", "√ √ × - √")
    asked = village.post(address(), fields)
    assert (asked.context["closing"].proposes, bool(asked.context["form"].errors)) == (True, True)
    village.post(address(), {**fields, "reason": "漏录"})
    addition = Proposal.objects.get()
    assert not Inspection.objects.exists()
    assert "领导班子好 √；党员队伍好 √；工作机制好 ×" in staff.get(f"/proposals/{addition.pk}/").content.decode()
    staff.post(f"/proposals/{addition.pk}/accept/")
    inspection = Inspection.objects.get()
    assert (marks(inspection), inspection.outcome) == ("√√×-√", "lacking")
    fields = sent(village.get(address()), "V01", "√ √ √ √ √")
    village.post(address(), {**fields, "reason": "已整改"})
    change = Proposal.objects.open().get()
    staff.post(f"/proposals/{change.pk}/accept/", {"version": inspection.version + 1})
    assert marks(Inspection.objects.get()) == "√√×-√"
    staff.post(f"/proposals/{change.pk}/accept/", {"version": inspection.version})
    assert marks(Inspection.objects.get()) == "√√√√√"
    village.post(f"/registers/checklists/{inspection.pk}/withdraw/", {"version": 2, "reason": "重复"})
    staff.post(f"/proposals/{Proposal.objects.open().get().pk}/accept/", {"version": 2})
    assert not Inspection.objects.counted().exists()


def test_a_record_is_corrected_in_the_grid(township: Township, signed_in: SignIn) -> None:
    inspection = found(township["V01"], "√√√√×")
    assert inspection is not None
    client = signed_in("staff")
    answer = client.get(f"/registers/checklists/{inspection.pk}/change/")
    assert answer.headers["Location"] == address(organisation="V01")
    assert signed_in("secretary02").get(f"/registers/checklists/{inspection.pk}/change/").status_code == 404
    assert client.get("/registers/checklists/new/").status_code == 200


@pytest.mark.parametrize("query", ["checklist=unknown", "on=yesterday", "on=2013-02-02", "organisation=%00", "page=x"])
def test_an_address_that_makes_no_sense_is_answered_all_the_same(signed_in: SignIn, query: str) -> None:
    assert signed_in("staff").get(f"{GRID}?{query}").status_code in (200, 404)


@pytest.mark.parametrize("shown", ["", "[]", "{", '{"1": 2}', '{"1": [[], {}]}', "null", "[" * 5000])
def test_what_was_shown_may_be_tampered_with(township: Township, signed_in: SignIn, shown: str) -> None:
    client = signed_in("staff")
    fields = {**sent(client.get(address()), "V01", "√"), "shown": shown}
    assert client.post(address(), fields).status_code == 302


def test_the_grid_costs_the_same_for_few_and_for_many(township: Township, signed_in: SignIn) -> None:
    client, counts = signed_in("staff"), []
    found(township["V01"], "×××××")
    for few in (True, False):
        with CaptureQueriesContext(connection) as queries:
            fields = sent(client.get(address()))
            assert client.post(
                address(), {name: it and "√" for name, it in fields.items()} | {"shown": fields["shown"]}
            )
        counts.append(len(queries))
        for number in range(10, 40) if few else ():
            found(organisation(f"V{number}", township["T01"]), "×××××")
    assert marks(Inspection.objects.get(organisation__code="V39")) == "√√√√√"
    assert counts[0] == counts[1]


def test_of_rows_that_are_only_read_nothing_is_taken(township: Township, signed_in: SignIn) -> None:
    """A leader of the township who is also secretary of a village sees all and records for their own."""
    role_grant(
        user=township.people["leader"], role=Role.SECRETARY, organisation=township["V01"], start=JANUARY, by=None
    )
    client = signed_in("leader")
    page = client.get(address())
    assert [row.organisation.code for row in page.context["grid"].rows if row.may_record] == ["V01"]
    fields = sent(page, "V01", "√") | {f"met-{page.context['grid'].rows[1].cells[0].key}": "√"}
    assert client.post(address(), fields).status_code == 302
    assert [it.organisation.code for it in Inspection.objects.all()] == ["V01"]


def test_who_was_inspected_stays_in_the_grid_with_the_items_of_then(township: Township, signed_in: SignIn) -> None:
    items_from(township["T01"], JANUARY, "有场所")
    found(township["V01"], "√", "three_haves")
    items_from(township["T01"], date(2012, 6, 1), "有制度")
    grid = signed_in("staff").get(address("three_haves")).context["grid"]
    assert grid.items == ["有场所", "有制度"]
    assert [[cell.item for cell in row.cells if cell] for row in grid.rows] == [["有场所"], ["有制度"], ["有制度"]]
