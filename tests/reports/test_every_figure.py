"""Every figure of the workbook and of the Word document is that of `manage.py progress` and `manage.py rates`."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document

from apps.gradings.selectors import rates_as_json
from apps.matters.models import Matter
from apps.organisations.models import Organisation
from apps.plans.models import Indicator
from apps.plans.opinion import opinion_rows
from apps.plans.services import plan_load_csv
from apps.progress.figures import in_hundredths
from apps.progress.selectors import progress_as_json
from apps.reports.labels import PACES, RATES
from apps.reports.sheets import sheets_of
from apps.reports.snapshot import take
from apps.reports.word.document import write_document
from apps.reports.workbook import write_workbook
from tests.factories.demonstration import demonstration
from tests.reports.district import district

YEAR, DAY = 2012, date(2012, 12, 31)
#: In the table of indicators: the name, what was done, of how many, the percentage, the pace.
INDICATOR = (2, 8, 9, 10, 11)
#: In that of the rates: the name, of how many, what was done, the percentage, the target, what is needed.
RATE = (0, 2, 3, 4, 5, 7)
Rows = Sequence[Sequence[str]]
#: So many rows of a sheet stand above those of its table.
HEAD = 4
#: What a workbook must not hold as text.
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")


def written(value: Any) -> str:
    """A number as people compare it: 80, 80.0 and "80.0%" are one; a blank is a blank."""
    text = str("" if value is None else value).strip().removesuffix("%")
    try:
        return str(Fraction(Decimal(text)))
    except ArithmeticError:
        return text


def printed(top: Organisation) -> dict[str, Rows]:
    """What the two commands print, as rows of the tables."""
    known = {it.code: it for it in Indicator.objects.filter(programme__plan__organisation=top)}
    rows = []
    for it in progress_as_json(top, YEAR, DAY)["indicators"]:
        indicator = known[it["code"]]
        numerator, denominator = (_whole(it[part], indicator) for part in ("numerator", "denominator"))
        of = denominator if indicator.is_rate else None
        percent = (
            ("不适用" if it["percent"] is None and numerator is not None else it["percent"]) if of is not None else None
        )
        rows.append([indicator.name, numerator, of, percent, PACES.get(it["state"] or "", "")])
    rates = [
        [RATES[code], it["denominator"], it["numerator"], it["percent"], it["target"], it["needed"]]
        for code, it in rates_as_json(top, YEAR, DAY)["rates"].items()
    ]
    return {"indicators": _texts(rows), "rates": _texts(rates)}


def _whole(value: int | None, indicator: Indicator) -> Decimal | None:
    return None if value is None else Decimal(value) / (100 if in_hundredths(indicator) else 1)


def _texts(rows: Sequence[Sequence[Any]]) -> Rows:
    return [[written(cell) for cell in row] for row in rows]


def in_workbook(sheets: dict[str, list[list[Any]]]) -> dict[str, Rows]:
    found = {}
    for name, sheet, columns in (("indicators", "表G 目标任务完成情况", INDICATOR), ("rates", "三项比率", RATE)):
        found[name] = _texts([[row[at] for at in columns] for row in sheets[sheet][HEAD:] if _is_row(row, columns)])
    return found


def in_document(document: BytesIO) -> dict[str, Rows]:
    found = {}
    for table in Document(document).tables:
        headings = [cell.text for cell in table.rows[0].cells]
        for name, columns, heading in (("indicators", INDICATOR, "考 核 要 点"), ("rates", RATE, "比　率")):
            if heading in headings:
                rows = [[cell.text for cell in row.cells] for row in table.rows]
                found[name] = _texts([[row[at] for at in columns] for row in rows[2:] if not row[0].startswith("注：")])
    return found


def _is_row(row: Sequence[Any], columns: Sequence[int]) -> bool:
    """A row of the table, not a note below it or the place for signatures."""
    return (
        len(row) > max(columns)
        and bool(row[columns[0]])
        and not str(row[0]).startswith("负责人")
        and any(row[at] is not None for at in columns[1:])
    )


def assert_told(top: Organisation) -> dict[str, list[list[Any]]]:
    """Both files of the report of `top` say what the commands print, and the main figures say where they stand.

    Returns what stands in the workbook, by sheet.
    """
    taken = take(top, year=YEAR, as_of=DAY)
    book, document = BytesIO(), BytesIO()
    write_workbook(taken, book)
    write_document(taken, document)
    expected = printed(top)
    assert [len(rows) for rows in expected.values()] == [35, 3]
    opened: Any = openpyxl.load_workbook(book, read_only=True)
    sheets = {sheet.title: list(sheet.iter_rows()) for sheet in opened}
    values = {title: [[it.value for it in row] for row in rows] for title, rows in sheets.items()}
    assert in_workbook(values) == expected
    assert in_document(document) == expected
    cells = [(title, it) for title, rows in sheets.items() for row in rows[HEAD:] for it in row]
    assert [
        (title, it.coordinate) for title, it in cells if NUMBER.fullmatch(str(it.value)) and it.data_type == "s"
    ] == []
    traced = [row for row in values["数据来源"][HEAD:] if len(row) == 7 and row[4] in values]
    assert len(traced) == 38
    for _number, name, _value, _rule, sheet, at, names in traced:
        assert name in values[sheet][at - 1], name
        assert names is None or names in values
    return values


@pytest.mark.django_db
def test_both_files_say_what_the_commands_print_of_the_same_day() -> None:
    demonstration(year=YEAR, as_of=DAY)
    assert_told(Organisation.objects.get(code="T01"))


@pytest.mark.django_db
def test_both_files_of_a_district_say_what_the_commands_print_township_by_township() -> None:
    made = district()
    for organisation in (made["V01"], made["X01"]):
        Matter.objects.create(
            organisation=organisation, title="修桥", category="practical", registered_on=date(2012, 3, 1)
        )
    Matter.objects.filter(organisation=made["X01"]).update(settled_on=date(2012, 5, 1), result="已办结")
    plan_load_csv(organisation=made["D01"], year=YEAR, rows=opinion_rows(), by=None)
    sheets = assert_told(made["D01"])
    assert any(row[1] for row in printed(made["D01"])["indicators"] if row[0] == "为民办实事办结率")
    drawn: Any = sheets_of(take(made["D01"], year=YEAR, as_of=DAY))
    (table,) = (it for it in drawn if it.name == "各镇汇总")
    shown = sheets[table.name][HEAD : HEAD + len(table.rows)]
    assert _texts([row[: len(table.columns)] for row in shown]) == _texts(table.rows)
