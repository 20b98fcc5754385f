"""Rows out as a workbook, with what the audit log and the people in it are owed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from apps.accounts.models import User
from apps.audit.services import Act, record_many
from apps.workbooks.columns import Column
from apps.workbooks.watermark import Watermark
from apps.workbooks.writing import write_workbook


def personal_fields(columns: Iterable[Column]) -> list[str]:
    """The restricted fields that these columns hold."""
    return [column.restricted for column in columns if column.restricted]


def export_rows(
    *,
    title: str,
    file: IO[bytes],
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    by: User | None,
    clear: bool,
    filters: Mapping[str, Any],
) -> int:
    """Write `rows` to `file`; the number of rows.  Audited as an export of `title` with the `filters` that are set.

    Restricted columns are masked, unless `clear`: whoever asks has made sure that `by` may `personal_data.export`.
    Then the workbook says on every page who took it and when, and the audit log tells of these fields.
    """
    fields = personal_fields(columns) if clear else []
    count = write_workbook(file, sheet, columns, rows, Watermark.of(by) if fields else None)
    taken: dict[str, Any] = {"rows": count}
    if chosen := {name: value for name, value in filters.items() if value is not None}:
        taken["filters"] = chosen
    acts = [Act("workbook.exported", title, after=taken)]
    if fields:
        acts.append(Act("personal_data.exported", title, after={**taken, "fields": fields}))
    record_many(acts, by=by)
    return count
