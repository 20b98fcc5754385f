"""The report as a Word document in the format of GB/T 9704-2012: the same snapshot gives the same bytes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from apps.reports.archive import TimelessZip
from apps.reports.bulletin import annex_of, bulletin
from apps.reports.layout import Head, Signature, Table
from apps.reports.narrative import Block, Heading, Inserted, narrative
from apps.reports.sheets import head_of, sheets_of
from apps.reports.snapshot import digest
from apps.reports.titles import subject
from apps.reports.word.annexes import add_annex, add_table
from apps.reports.word.elements import add_head, add_title, close, list_annexes, sign
from apps.reports.word.paper import Paper

#: Longer lists stay in the workbook: nobody reads them on paper.
MAX_ROWS = 200


def write_document(
    taken: dict[str, Any],
    target: IO[bytes],
    *,
    sha256: str = "",
    signature: Signature | None = None,
    issued: bool = False,
) -> None:
    """Write the report of a snapshot into `target`: head, text, the tables that fit on paper as annexes, imprint.

    `issued`: for those below (下发), with a number of its own, which nobody has entered.
    """
    checksum = sha256 or digest(taken)
    head, sheets = head_of(taken, checksum, signature), sheets_of(taken, checksum, signature)
    if issued:
        head = replace(head, issued=True, signature=as_issued(signature))
    annexes = [it for it in sheets if isinstance(it, Table) and it.annex and len(it.rows) <= MAX_ROWS]
    paper = Paper()
    _properties(paper, head)
    add_head(paper, head)
    add_title(paper, head)
    _text(paper, (bulletin if head.month else narrative)(head, taken["sections"]))
    list_annexes(paper, annexes)
    sign(paper, head)
    for number, table in enumerate(annexes, 1):
        add_annex(paper, head, annex_of(table) if head.month else table, _name(number, annexes))
    close(paper, head)
    _save_timeless(paper, target)


def as_issued(signature: Signature | None) -> Signature | None:
    """Number, addressee and copies are those of the report to the higher authority."""
    return replace(signature, document_number="", sent_to="", sent_on=None, copied_to="") if signature else None


def _text(paper: Paper, blocks: Sequence[Block]) -> None:
    for block in blocks:
        if isinstance(block, Heading):
            paper.heading(block.text, block.level)
        elif isinstance(block, Inserted):
            add_table(paper, block.table)
        else:
            paper.text(block.text)


def _name(number: int, annexes: Sequence[Table]) -> str:
    return f"附件{number}" if len(annexes) > 1 else "附件"


def _properties(paper: Paper, head: Head) -> None:
    """Fixed properties: a file that names the moment of its making would differ each time."""
    moment, properties = datetime.combine(head.as_of, time()), paper.document.core_properties
    properties.author = properties.last_modified_by = head.organisation
    properties.title = f"{head.organisation}{subject(head)}"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = moment


def _save_timeless(paper: Paper, target: IO[bytes]) -> None:
    """Without the time of saving, which a zip file would tell."""
    saved = BytesIO()
    paper.document.save(saved)
    with ZipFile(saved) as made, TimelessZip(target, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name))
