"""A workbook as a download."""

from collections.abc import Callable, Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.workbooks.columns import Column
from apps.workbooks.writing import write_workbook

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(
    file_name: str, sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, by: User
) -> FileResponse:
    """The rows as a workbook to download under `file_name` (with ``.xlsx``); the audit log names who took them."""

    def write(file: IO[bytes]) -> None:
        count = write_workbook(file, sheet, columns, rows)
        record(Act("workbook.exported", file_name, after={"rows": count}), by=by)

    return download(file_name, write)


def download(file_name: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """The workbook that `write` writes, by way of a temporary file that goes with the response."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name, content_type=CONTENT_TYPE)
