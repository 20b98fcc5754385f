"""The roll: where members belong follows from their memberships, whatever writes them."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from apps.audit.models import Entry
from apps.members.models import Member, MemberCategory, Membership
from apps.members.services import member_transfer
from apps.registers.registry import REGISTERS
from apps.registers.services import record_change, record_create
from apps.workbooks.importing import import_workbook
from tests.factories.browser import enter_as
from tests.factories.township import Township

pytestmark = pytest.mark.django_db
ROLL = REGISTERS["members"]


@pytest.fixture(autouse=True)
def at_the_end_of_the_year() -> Iterator[None]:
    with time_machine.travel("2012-12-20 09:00+08:00", tick=False):
        yield


def member(township: Township, code: str = "D001", village: str = "V01", **more: Any) -> Member:
    facts: dict[str, Any] = {
        "code": code,
        "name": "李秀英",
        "joined_on": date(2000, 7, 1),
        "full_on": date(2001, 7, 1),
        **more,
    }
    made = record_create(register=ROLL, by=None, organisation=township[village], **facts)
    assert isinstance(made, Member)
    return made


def belonging(code: str = "D001") -> list[tuple[str, date, date | None]]:
    rows = Membership.objects.counted().filter(member=code).order_by("start")
    return [(it.organisation.code, it.start, it.end) for it in rows.select_related("organisation")]


def imported(*rows: dict[str, Any], by: Any = None) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    content = BytesIO()
    book.save(content)
    return import_workbook(register=ROLL, file=ContentFile(content.getvalue(), "members.xlsx"), by=by)


def row(**more: Any) -> dict[str, Any]:
    return {"编号": "D001", "姓名": "李秀英", "组织编码": "V01", **more}


def test_the_columns_are_those_of_the_contract() -> None:
    required = {it.heading for it in ROLL.columns if it.required}
    said = "编号 姓名 组织编码 组织名称 性别 民族 学历 出生年月 党员类别 入党日期 转正日期 党内职务 分类"
    assert [it.heading for it in ROLL.columns] == said.split()
    assert required == {"编号", "姓名", "组织编码"}


def test_a_new_member_belongs_to_the_branch_from_the_day_of_joining(township: Township) -> None:
    member(township)
    assert belonging() == [("V01", date(2000, 7, 1), None)]


def test_a_transfer_ends_one_membership_begins_the_next_and_takes_along_what_is_open(township: Township) -> None:
    one = member(township)
    facts: dict[str, Any] = {"member": one, "category": "hardship", "start": date(2011, 1, 1)}
    record_create(register=REGISTERS["member-categories"], by=None, organisation=township["V01"], **facts)
    member_transfer(member=one, version=one.version, to=township["V02"], on=date(2012, 5, 1), by=None)
    assert belonging() == [("V01", date(2000, 7, 1), date(2012, 5, 1)), ("V02", date(2012, 5, 1), None)]
    assert Member.objects.get().organisation == township["V02"]
    spans = MemberCategory.objects.order_by("start").values_list("organisation__code", "start", "end")
    assert list(spans) == [("V01", date(2011, 1, 1), date(2012, 5, 1)), ("V02", date(2012, 5, 1), None)]
    assert Entry.objects.get(action="member.transferred").after["organisation"] == "V02"


@pytest.mark.parametrize(
    ("to", "on", "field"),
    [("V01", date(2012, 5, 1), "to"), ("V02", date(2013, 1, 1), "on"), ("V02", date(1999, 1, 1), "on")],
)
def test_a_transfer_that_cannot_be_is_refused_at_its_field(township: Township, to: str, on: date, field: str) -> None:
    one = member(township)
    with pytest.raises(ValidationError) as refused:
        member_transfer(member=one, version=one.version, to=township[to], on=on, by=None)
    assert set(refused.value.message_dict) == {field}
    assert belonging() == [("V01", date(2000, 7, 1), None)]


def test_who_leaves_is_on_the_roll_no_more_and_stays_known(township: Township) -> None:
    one = member(township)
    left: dict[str, Any] = {"left_on": date(2012, 6, 1), "left_how": "died"}
    record_change(register=ROLL, record=one, version=one.version, by=None, **left)
    assert belonging() == [("V01", date(2000, 7, 1), date(2012, 6, 1))]
    assert list(ROLL.rows([""], None)) == []
    assert Member.objects.counted().count() == 1


def test_another_code_in_the_workbook_corrects_the_last_membership(township: Township) -> None:
    one = member(township)
    member_transfer(member=one, version=one.version, to=township["V02"], on=date(2012, 5, 1), by=None)
    assert imported(row(组织编码="V03")).updated == 1
    assert belonging() == [("V01", date(2000, 7, 1), date(2012, 5, 1)), ("V03", date(2012, 5, 1), None)]


def test_the_column_of_categories_begins_and_ends_them_and_blank_ends_all(township: Township) -> None:
    member(township)
    with time_machine.travel("2012-11-01 09:00+08:00"):
        assert imported(row(分类="流动、无职")).updated == 1
    assert imported(row(分类="无职，流动")).unchanged == 1
    assert imported(row()).unchanged == 1
    assert imported(row(分类="流动 生活困难")).updated == 1
    rows = MemberCategory.objects.counted().order_by("category").values_list("category", "start", "end")
    today, before = date(2012, 12, 20), date(2012, 11, 1)
    assert list(rows) == [("hardship", today, None), ("mobile", before, None), ("no_post", before, today)]
    assert imported(row(分类=None)).updated == 1
    assert not MemberCategory.objects.counted().filter(end__isnull=True).exists()


def test_what_the_column_of_categories_does_not_know_is_an_error_at_its_cell(township: Township) -> None:
    outcome = imported(row(分类="流动、懒惰"), row(编号="D002", 出生年月="1965-13"), row(编号="D003", 出生年月=1965.1))
    assert [(it.cell, it.column) for it in outcome.errors] == [("D2", "分类"), ("E3", "出生年月"), ("E4", "出生年月")]
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "said", ["1965.3", "1965年3月", "1965-03-20", date(1965, 3, 9), "１９６５／３", 1965.03, 1965.3]
)
def test_of_the_birth_the_month_is_kept_however_it_is_written(township: Township, said: Any) -> None:
    assert imported(row(出生年月=said)).errors == ()
    assert Member.objects.get().born == "1965-03"


def test_who_imports_for_another_village_learns_nothing_of_its_member(township: Township) -> None:
    member(township, village="V02")
    outcome = imported(row(), by=township.people["secretary01"])
    assert [it.cell for it in outcome.errors] == ["A2"]
    assert Member.objects.get().organisation == township["V02"]


def test_an_export_without_a_watermark_is_masked_and_imports_unchanged(township: Township) -> None:
    member(township, born="1965-03")
    page = enter_as(Client(), township.people["secretary01"]).get("/registers/members/?export=xlsx")
    content = b"".join(page)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert [it.value for it in sheet[2]][:8] == ["D001", "李**", "V01", township["V01"].name, None, None, None, "****"]
    outcome = import_workbook(register=ROLL, file=ContentFile(content, "m.xlsx"), by=township.people["secretary01"])
    assert (outcome.errors, outcome.unchanged) == ((), 1)
    assert Member.objects.get().name == "李秀英"
    assert [it.cell for it in imported(row(编号="D002", 姓名="李**")).errors] == ["B2"]


def test_the_township_takes_names_along_with_a_watermark_and_the_log_says_so(township: Township) -> None:
    member(township, born="1965-03")
    page = enter_as(Client(), township.people["staff"]).get("/registers/members/?export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(page))).active
    assert sheet is not None
    assert "严禁外传" in str(sheet["A2"].value)
    assert [sheet[cell].value for cell in ("B3", "H3")] == ["李秀英", "1965-03"]
    assert "members.Member.name" in Entry.objects.get(action="personal_data.exported").after["fields"]


def test_an_opened_page_is_noted_by_number_and_the_log_names_nobody(township: Township) -> None:
    one = member(township)
    client = enter_as(Client(), township.people["secretary01"])
    assert "李秀英" in client.get(ROLL.address_of(one)).content.decode()
    entry = Entry.objects.get(action="member.opened")
    assert (entry.target, entry.actor) == ("V01 D001", township.people["secretary01"])
    assert Entry.objects.get(action="member.created").after["name"] == "李**"


def test_of_two_transfers_on_one_page_the_second_is_told_and_changes_nothing(township: Township) -> None:
    one = member(township)
    client, address = enter_as(Client(), township.people["staff"]), f"/members/{one.pk}/transfer/"
    sent = {"to": "V02", "on": "2012-05-01", "note": "介绍信2012-05", "version": one.version}
    assert client.post(address, sent).headers["Location"] == ROLL.address_of(one)
    told = client.post(address, {**sent, "to": "V03"})
    assert (told.status_code, len(told.context["form"].non_field_errors())) == (200, 1)
    assert [it[0] for it in belonging()] == ["V01", "V02"]
