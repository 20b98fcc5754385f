"""A workbook as a download."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse

from apps.accounts.models import User
from apps.workbooks.columns import Column
from apps.workbooks.exporting import export_rows

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook_response(
    file_name: str,
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    *,
    by: User,
    filters: Mapping[str, str],
    clear: bool = False,
) -> FileResponse:
    """The rows as a workbook to download under `file_name` (with ``.xlsx``); see `export_rows`.

    `filters` are those of the list that the rows come from: they say in the audit log what was taken.
    """

    def write(file: IO[bytes]) -> None:
        export_rows(
            title=file_name, file=file, sheet=sheet, columns=columns, rows=rows, by=by, filters=filters, clear=clear
        )

    return download(file_name, write)


def download(file_name: str, write: Callable[[IO[bytes]], None]) -> FileResponse:
    """The workbook that `write` writes, by way of a temporary file that goes with the response."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=file_name, content_type=CONTENT_TYPE)
