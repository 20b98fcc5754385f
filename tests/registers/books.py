"""Records of a register as rows of the database and of workbooks."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile

from apps.registers.register import RecordRegister
from apps.workbooks.importing import import_workbook
from apps.workbooks.register import Outcome
from apps.workbooks.writing import write_workbook
from tests.workbooks.books import table


def rows_of(register: RecordRegister) -> Any:
    return register.model._default_manager.order_by("pk")


def workbook(register: RecordRegister, *rows: dict[str, Any]) -> "ContentFile[bytes]":
    """A workbook with the columns that the rows name, by heading."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    content = table(headings, *([row.get(heading) for heading in headings] for row in rows))
    return ContentFile(content.getvalue(), f"{register.name}.xlsx")


def exported(register: RecordRegister) -> "ContentFile[bytes]":
    content = BytesIO()
    write_workbook(content, register.sheet, register.columns, register.rows([""], None))
    return ContentFile(content.getvalue(), f"{register.name}.xlsx")


def imported(register: RecordRegister, file: "ContentFile[bytes]", by: Any = None, **how: Any) -> Outcome:
    return import_workbook(register=register, file=file, by=by, **how)
