"""Results in and out of Excel, one row for each item."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.audit.models import Entry
from apps.checklists.models import Inspection
from apps.closing.models import ClosedMonth
from apps.registers.registry import REGISTERS
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.table import Answers
from apps.workbooks.template import write_template
from apps.workbooks.writing import write_workbook
from tests.checklists.cast import DAY, FIVE_GOOD, found, marks
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
HEADINGS = ("组织编码", "清单", "日期", "项目", "结果", "依据")
Rows = list[tuple[Any, ...]]


def imported(rows: Rows, by: Any = None, headings: tuple[str, ...] = HEADINGS, **how: Any) -> Outcome:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    file = ContentFile(content.getvalue(), "results.xlsx")
    return import_workbook(register=REGISTERS["checklists"], file=file, by=by, **how)


def five(code: str, *words: Any, on: date = DAY) -> Rows:
    return [(code, "“五好”", on, item, word, None) for item, word in zip(FIVE_GOOD, words, strict=False)]


def counts(outcome: Outcome) -> tuple[int, int, int]:
    assert outcome.errors == ()
    return outcome.created, outcome.updated, outcome.unchanged


def test_what_was_exported_imports_unchanged(township: Township) -> None:
    found(township["V01"], "√×-√√")
    found(township["V02"], "√√√√√", on=date(2012, 12, 31))
    register, content = REGISTERS["checklists"], BytesIO()
    write_workbook(content, register.sheet, register.columns, register.rows([""], None))
    again = import_workbook(register=register, file=ContentFile(content.getvalue(), "results.xlsx"), by=None)
    assert counts(again) == (0, 0, 10)
    sheet = openpyxl.load_workbook(content).worksheets[0]
    assert [cell.value for cell in sheet[3]][2:] == ["“五好”", sheet["D3"].value, "党员队伍好", "否", None]
    assert len(list(register.rows([""], 2012))) == 10


def test_rows_make_inspections_and_change_them(township: Township) -> None:
    assert counts(imported([*five("V01", "是", "√", 1, True, "x"), *five("V02", "是")])) == (6, 0, 0)
    assert {it.organisation.code: (marks(it), it.outcome) for it in Inspection.objects.all()} == {
        "V01": ("√√√√×", "lacking"),
        "V02": ("√----", "open"),
    }
    assert counts(imported([*five("V01", "是", "√", 1, True, "是"), *five("V02", None)])) == (0, 2, 4)
    assert {marks(it) for it in Inspection.objects.all()} == {"√√√√√", "-----"}
    assert Entry.objects.filter(action="inspection.imported").count() == 4


def test_a_column_that_is_not_there_is_left_alone(township: Township) -> None:
    imported([("V01", "五好", DAY, FIVE_GOOD[0], "是", "会议记录")])
    imported([("V01", "五好", DAY, FIVE_GOOD[0], "否")], headings=HEADINGS[:5])
    assert Inspection.objects.get().results.all()[0].evidence == "会议记录"


def test_blank_rows_about_what_nobody_inspected_make_no_inspection(township: Township) -> None:
    assert counts(imported(five("V01", None, None, None, None, None))) == (0, 0, 5)
    assert not Inspection.objects.exists()


def test_every_fault_is_named_at_its_cell_and_nothing_is_written(township: Township) -> None:
    good = five("V02", "是")
    rows: Rows = [
        *good,
        ("V99", "五好", DAY, FIVE_GOOD[0], "是"),
        ("V01", "六好", DAY, FIVE_GOOD[0], "是"),
        ("V01", "五好", "2012-02-30", FIVE_GOOD[0], "是"),
        ("V01", "五好", date(2013, 2, 2), FIVE_GOOD[0], "是"),
        ("V01", "五好", DAY, "作风好", "是"),
        ("V01", "五好", DAY, FIVE_GOOD[0], "差不多"),
        ("V01", "五好", DAY, None, "是"),
        *good,
    ]
    outcome = imported(rows)
    assert [error.cell for error in outcome.errors] == ["A3", "B4", "C5", "C6", "D7", "E8", "D9", "A10"]
    assert not Inspection.objects.exists()


def test_a_secretary_imports_for_their_own_village_only(township: Township) -> None:
    outcome = imported([*five("V01", "是"), *five("V02", "是")], by=township.people["secretary01"])
    assert [error.cell for error in outcome.errors] == ["A3"]


def test_a_closed_month_asks_for_a_reason_and_is_closed_to_whoever_files(township: Township) -> None:
    ClosedMonth.objects.create(filer=township["V01"], organisation=township["V01"], year=2012, month=6)
    staff, rows = township.people["staff"], five("V01", "是")
    assert len(imported(rows, by=staff).closed) == 1
    assert imported(rows, by=township.people["secretary01"]).errors[0].cell == "C2"
    assert counts(imported(rows, by=staff, answers=Answers(reason="补录"))) == (1, 0, 0)


def test_the_template_offers_the_words(township: Township) -> None:
    content = BytesIO()
    write_template(content, REGISTERS["checklists"])
    headings = [cell.value for cell in openpyxl.load_workbook(content).worksheets[0][1]]
    assert headings == ["组织编码", "组织名称", "清单", "日期", "项目", "结果", "依据"]


def test_an_import_costs_the_same_for_few_and_for_many(township: Township) -> None:
    for number in range(10, 60):
        organisation(f"V{number}", township["T01"])
    spent = []
    for codes in (["V01"], [f"V{number}" for number in range(10, 60)]):
        with CaptureQueriesContext(connection) as queries:
            imported([row for code in codes for row in five(code, "是", "否", "是", "是", "是")])
        spent.append(len(queries))
    assert spent[1] <= spent[0] + 1
