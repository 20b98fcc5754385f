"""Workbooks of organisations for tests: made, imported and exported as a person would."""

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from apps.accounts.models import User
from apps.organisations.models import Placement
from apps.organisations.workbook import OrganisationsRegister
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook

REGISTER = OrganisationsRegister()
NEW = {"编码": "V09", "名称": "新村党支部", "类型": "党支部", "上级编码": "T01"}

RowOfCells = Mapping[str, Any]


def workbook(rows: Iterable[RowOfCells]) -> BytesIO:
    """A workbook with the columns that the rows name, in their order."""
    rows = list(rows)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def take_in(*rows: RowOfCells, by: User | None = None) -> Outcome:
    return import_workbook(register=REGISTER, file=workbook(rows), by=by)


def faults(outcome: Outcome) -> list[str]:
    return [error.cell for error in outcome.errors]


def records(paths: Iterable[str] | None = None) -> list[tuple[Any, ...]]:
    """What an export of these subtrees (None: of everything) holds."""
    whole = paths if paths is not None else Placement.objects.filter(parent=None).values_list("path", flat=True)
    return [tuple(row) for row in REGISTER.rows(whole, None)]


def exported(rows: Iterable[tuple[Any, ...]]) -> BytesIO:
    file = BytesIO()
    write_workbook(file, REGISTER.sheet, REGISTER.columns, rows)
    file.seek(0)
    return file


def tree() -> set[tuple[str, str | None, date, date | None]]:
    return set(Placement.objects.values_list("organisation__code", "parent__code", "start", "end"))
