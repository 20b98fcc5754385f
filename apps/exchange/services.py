"""Uploading, importing and exporting the workbooks of registers."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import timedelta
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from openpyxl.utils.cell import coordinate_to_tuple

from apps.accounts.models import User
from apps.core.ooxml import Refused
from apps.exchange.models import Upload
from apps.exchange.registers import register_of
from apps.organisations.access import may_export_personal_data
from apps.workbooks.annotating import annotate
from apps.workbooks.exporting import export_rows
from apps.workbooks.importing import NO_ANSWERS, import_workbook
from apps.workbooks.register import Outcome, Register
from apps.workbooks.table import Answers, CellError

#: So long an uploaded workbook waits for its confirmation.
KEPT_FOR = timedelta(days=1)
#: So many errors are kept for the page; the annotated copy has them all.
SHOWN_ERRORS = 1000
#: So many rows can be decided one by one; beyond that all of them at once, or the workbook is put in order first.
SHOWN_QUESTIONS = 300


def upload_create(*, register: Register[Any], file: "File[bytes]", by: User, part: str = "") -> Upload:
    """Check a workbook and keep it until it is confirmed; `part` names the part that `register` is.

    Raises `Refused` for a file that cannot be read."""
    outcome = import_workbook(register=register, file=file, by=by, check_only=True)
    if outcome.refusal:
        raise Refused(outcome.refusal)
    upload = Upload(register=register.name, part=part, file_name=str(file.name)[-200:], uploaded_by=by)
    upload.outcome = outcome_as_json(outcome)
    file.seek(0)
    upload.file.save(f"{upload.pk}.xlsx", file)
    return upload


@transaction.atomic
def upload_import(*, upload: Upload, by: User, answers: Answers = NO_ANSWERS) -> Upload:
    """Import a checked workbook: checked again, all or nothing, and only once.

    Imports of one register go one after the other, so that of two equal workbooks the second is asked about.
    """
    same = Upload.objects.select_for_update().filter(register=upload.register).order_by("pk")
    upload = next(it for it in same if it.pk == upload.pk)
    if upload.imported_at is None:
        with _opened(upload) as file:
            register = register_of(upload.register, upload.part)
            outcome = import_workbook(register=register, file=file, by=by, answers=answers)
        upload.outcome = outcome_as_json(outcome)
        upload.imported_at = timezone.now() if outcome.is_in_order else None
        upload.save()
    return upload


def upload_annotate(*, upload: Upload, by: User, target: IO[bytes]) -> None:
    """Write a copy of the workbook to `target` in which every bad cell is marked, or every one that is asked about.

    It is checked again for that.
    """
    with _opened(upload) as file:
        register = register_of(upload.register, upload.part)
        outcome = import_workbook(register=register, file=file, by=by, check_only=True)
        annotate(file, outcome.errors or outcome.questions, target)


def uploads_forget() -> int:
    """Delete the uploads, with their files, that are older than a day; their number.  May be repeated at any time."""
    old = list(Upload.objects.before(timezone.now() - KEPT_FOR))
    for upload in old:
        upload.file.delete(save=False)
        upload.delete()
    return len(old)


def register_export(
    *,
    register: Register[Any],
    file: IO[bytes],
    paths: Iterable[str],
    year: int | None,
    organisation: str = "",
    by: User | None,
) -> int:
    """Write the register's records of the subtrees at `paths` to `file`; the number of rows.

    Audited, with the code of the `organisation` that was chosen, if one was.
    Restricted data is in clear where `by` (None: a command) may export that of all these subtrees.
    """
    paths = list(paths)
    return export_rows(
        title=register.name,
        file=file,
        sheet=register.sheet,
        columns=register.columns,
        rows=register.rows(paths, year),
        by=by,
        clear=by is None or may_export_personal_data(by, paths),
        filters={"year": year, "organisation": organisation or None},
    )


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """What a page needs to know of an outcome; see `Upload`."""
    return {
        "created": outcome.created,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "error_count": len(outcome.errors),
        "errors": [asdict(error) for error in outcome.errors[:SHOWN_ERRORS]],
        "question_count": len(outcome.questions),
        "asked_rows": sorted({_row_of(it) for it in outcome.questions}),
        "questions": [{**asdict(it), "row": _row_of(it)} for it in outcome.questions[:SHOWN_QUESTIONS]],
        "closed": list(outcome.closed),
        "closed_rows": list(outcome.closed_rows),
        "skipped": outcome.skipped,
    }


def _row_of(question: CellError) -> int:
    return coordinate_to_tuple(question.cell)[0]


def _opened(upload: Upload) -> "File[bytes]":
    """The stored file under the name that it was uploaded with."""
    return File(upload.file.open("rb"), upload.file_name)
