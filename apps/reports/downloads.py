"""As what a report is taken home: the issued workbook, the Word document, the data."""

from io import BytesIO
from typing import IO

from django.utils.timezone import localdate

from apps.reports.layout import Signature
from apps.reports.models import YearEndReport
from apps.reports.snapshot import canonical
from apps.reports.word.document import write_document
from apps.workbooks.responses import CONTENT_TYPE

CONTENT_TYPES = {
    "xlsx": CONTENT_TYPE,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
#: The document as it is issued to those below.
ISSUED = "issued"
CONTENT_TYPES[ISSUED] = CONTENT_TYPES["docx"]
#: How the name of a file ends and, of one that is a second of its kind, what its name says.
ENDINGS = {ISSUED: ("docx", "下发稿，")}


def form_asked(text: str) -> str:
    """The workbook where something else is asked for than there is."""
    return text if text in CONTENT_TYPES else "xlsx"


def opened(report: YearEndReport, form: str) -> IO[bytes]:
    """The file of a report that is `readable`.  Raises `FileNotFoundError` where its workbook is gone.

    The document is drawn from the snapshot: as often as it is asked for, the same bytes.
    """
    if form == "json":
        return BytesIO(canonical(report.taken))
    if form in ("docx", ISSUED):
        made, issued = BytesIO(), form == ISSUED
        write_document(report.taken, made, sha256=report.sha256, signature=signature_of(report), issued=issued)
        made.seek(0)
        return made
    workbook: IO[bytes] = report.issued.open()
    return workbook


def signature_of(report: YearEndReport) -> Signature | None:
    """Who signed the report; None as long as nobody has."""
    if report.signed_by is None or report.signed_at is None:
        return None
    return Signature(
        report.signed_by.name,
        localdate(report.signed_at),
        report.number,
        report.remark,
        report.document_number,
        report.sent_to,
        report.sent_on,
        report.copied_to,
    )
