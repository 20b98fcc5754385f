"""Workbooks of accounts for tests: made, imported, exported and read as a person would."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from apps.accounts.models import User
from apps.administration.accounts_workbook import AccountsRegister
from apps.exchange.services import register_export
from apps.organisations.querysets import user_paths
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome

REGISTER = AccountsRegister()
NEW = {"用户名": "zhangsan", "姓名": "张三", "联系电话": "13812345678", "角色": "填报员", "组织编码": "V01"}


def take_in(*rows: Mapping[str, Any], by: User | None = None) -> Outcome:
    """Import a workbook with the columns that the rows name, in their order."""
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
    return import_workbook(register=REGISTER, file=file, by=by)


def faults(outcome: Outcome) -> list[str]:
    return [error.cell for error in outcome.errors]


def exported(by: User) -> BytesIO:
    """The accounts of the person's part of the tree, as the person may take them out."""
    file = BytesIO()
    register_export(register=REGISTER, file=file, paths=user_paths(by, "account.view"), year=None, by=by)
    file.seek(0)
    return file


def sheet_of(file: Any) -> Worksheet:
    sheet = load_workbook(file).active
    assert isinstance(sheet, Worksheet)
    return sheet
