"""What stands in the workbook of a month, and the one of all villages for figures that are phoned in."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from apps.audit.models import Entry
from apps.exchange.models import Upload
from apps.filings.models import Filing
from apps.plans.models import Plan
from tests.factories.township import Township
from tests.filings.cast import SEPTEMBER, line, opened, save, submitted
from tests.filings.test_month_workbook import PAGE, UPLOAD, cell, fill, sent

SignIn = Callable[[str], Client]
ALL = "/filings/workbooks/2012/10/"
ALL_BACK = "/exchange/filings/2012/10/"
HEADINGS = [
    "年度",
    "月份",
    "组织编码",
    "组织名称",
    "指标编码",
    "指标名称",
    "数值",
    "分母",
    "说明",
    "单位",
    "上次填报",
    "填报要求",
    "表格版本",
]
#: The workbook of October of V01, opened, filled in (12.5 and 8) and saved by LibreOffice 7.4.
BY_LIBREOFFICE = Path(__file__).parent / "month-by-libreoffice.xlsx"


@pytest.fixture
def filing(plan: Plan, township: Township) -> Filing:
    submitted(opened(plan, township["V01"], SEPTEMBER), township.people["secretary01"])
    return opened(plan, township["V01"])


def taken(client: Client, address: str = PAGE + "workbook/") -> Workbook:
    return load_workbook(BytesIO(b"".join(client.get(address))))


def numbered(sheet: Any) -> list[Any]:
    """The codes of organisations and indicators, row by row."""
    return [(row[2].value, row[4].value) for row in sheet.iter_rows(min_row=2)]


def test_it_is_filled_in_explained_and_locked_where_nothing_is_to_be_typed(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    save(filing, township.people["clerk01"], F_FLOW=900)
    book = taken(signed_in("secretary01"))
    sheet = book.worksheets[0]
    assert [it.value for it in sheet[1]] == HEADINGS
    assert (cell(sheet, "数值", "F-FLOW").value, cell(sheet, "上次填报", "F-RATE").value) == (9, "2012-09：3 / 4")
    assert cell(sheet, "填报要求", "F-STOCK").value == "填写月末数。"
    assert "已拨付" in cell(sheet, "填报要求", "F-RATE").value
    open_cells = {it.coordinate for row in sheet.iter_rows() for it in row if not it.protection.locked}
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert open_cells == {"G2", "I2", "G3", "I3", "G4", "H4", "I4"}
    assert sheet.column_dimensions["M"].hidden
    assert len(book.worksheets) == 2
    assert Entry.objects.latest("pk").action == "workbook.exported"


def test_as_libreoffice_saves_it_it_is_taken_over(filing: Filing, signed_in: SignIn) -> None:
    file = SimpleUploadedFile("月报.xlsx", BY_LIBREOFFICE.read_bytes())
    answer = signed_in("secretary01").post(UPLOAD, {"file": file})
    assert answer["Location"] == PAGE
    assert (line(filing, "F-FLOW").numerator, line(filing, "F-STOCK").numerator) == (1250, 800)


def test_rows_may_be_sorted_and_left_out(filing: Filing, signed_in: SignIn) -> None:
    client = signed_in("secretary01")
    book = taken(client)
    sheet = book.worksheets[0]
    fill(sheet)
    rows = [[it.value for it in row] for row in sheet.iter_rows(min_row=2)]
    sheet.delete_rows(2, 9)
    for row in [rows[1], rows[0]]:
        sheet.append(row)
    assert client.post(UPLOAD, {"file": sent(book)})["Location"] == PAGE
    assert line(filing, "F-FLOW").numerator == 1250


@pytest.mark.parametrize(("by", "refused"), [("clerk01", True), ("secretary01", False)])
def test_an_older_workbook_takes_nothing_back_that_somebody_else_entered_since(
    filing: Filing, township: Township, signed_in: SignIn, by: str, refused: bool
) -> None:
    client = signed_in("secretary01")
    book = taken(client)
    save(filing, township.people[by], F_FLOW=900, F_STOCK=800)
    fill(book.worksheets[0])
    client.post(UPLOAD, {"file": sent(book)}, follow=True)
    errors = Upload.objects.get().outcome["errors"]
    assert [(it["cell"], by in it["message"] and "9" in it["message"]) for it in errors] == [("G2", True)] * refused
    assert line(filing, "F-FLOW").numerator == 900


def test_staff_take_one_workbook_for_all_villages_and_bring_it_back_as_drafts(
    filing: Filing, township: Township, signed_in: SignIn
) -> None:
    submitted(Filing.objects.get(organisation=township["V02"], month=10), township.people["secretary02"])
    client = signed_in("staff")
    assert ALL in client.get("/filings/workbooks/").content.decode()
    book = taken(client, ALL)
    sheet = book.worksheets[0]
    codes = list(dict.fromkeys(code for code, _indicator in numbered(sheet)))
    assert (codes[0], "V02" in codes, len(codes)) == ("V01", False, 2)
    for row in sheet.iter_rows(min_row=2):
        if row[4].value == "F-STOCK":
            row[6].value = 8
    answer = client.post(ALL_BACK, {"file": sent(book)}, follow=True)
    assert answer.redirect_chain == [("/filings/workbooks/", 302)]
    assert "已从表格填入 2 项" in answer.content.decode()
    filled_in = Filing.objects.filter(lines__numerator=800, month=10, state="draft")
    assert {(it.organisation.code, it.entered_on_behalf) for it in filled_in} == {(code, True) for code in codes}


def test_nobody_is_in_it_for_whom_the_person_enters_nothing(filing: Filing, signed_in: SignIn) -> None:
    assert {code for code, _indicator in numbered(taken(signed_in("secretary01"), ALL).worksheets[0])} == {"V01"}
    client = signed_in("staff")
    book = taken(client, ALL)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[6].value = 8 if row[2].value == "V02" else None
    answer = signed_in("secretary01").post(ALL_BACK, {"file": sent(book)}, follow=True)
    errors = Upload.objects.get().outcome["errors"]
    assert {it["column"] for it in errors} == {"组织编码"}
    assert answer.status_code == 200
    assert not Filing.objects.filter(lines__numerator=800, month=10).exists()
    assert signed_in("viewer").get(ALL).status_code == 403
    assert client.get("/filings/workbooks/2012/13/").status_code == 404
