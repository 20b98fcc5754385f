"""The report as a Word document in the format of GB/T 9704-2012: the same snapshot gives the same bytes."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.shared import Emu

from apps.reports.archive import TimelessZip
from apps.reports.labels import long_date
from apps.reports.layout import Cover, Head, Signature, Table
from apps.reports.narrative import Heading, narrative
from apps.reports.sheets import head_of, sheets_of
from apps.reports.snapshot import digest
from apps.reports.word import standard as gb
from apps.reports.word.annexes import add_annex
from apps.reports.word.paper import CENTRE, Paper, rule, tab_to_right

#: Longer lists stay in the workbook: nobody reads them on paper.
MAX_ROWS = 200


def write_document(
    taken: dict[str, Any], target: IO[bytes], *, sha256: str = "", signature: Signature | None = None
) -> None:
    """Write the report of a snapshot into `target`: head, text, and the tables that fit on paper as annexes."""
    checksum = sha256 or digest(taken)
    head, sheets = head_of(taken, checksum, signature), sheets_of(taken, checksum, signature)
    annexes = [it for it in sheets if isinstance(it, Table) and it.annex and len(it.rows) <= MAX_ROWS]
    paper = Paper()
    _properties(paper, head)
    _head(paper, head)
    _title(paper, head, sheets[0])
    for block in narrative(head, taken["sections"]):
        if isinstance(block, Heading):
            paper.heading(block.text, block.level)
        else:
            paper.text(block.text)
    _list_annexes(paper, annexes)
    _sign(paper, head)
    for number, table in enumerate(annexes, 1):
        add_annex(paper, head, table, _name(number, annexes))
    _save_timeless(paper, target)


def _name(number: int, annexes: Sequence[Table]) -> str:
    return f"附件{number}" if len(annexes) > 1 else "附件"


def _head(paper: Paper, head: Head) -> None:
    """发文机关标志, 发文字号 and 签发人, the red line."""
    mark = paper.line(head.organisation, face=gb.TITLE_SONG, size=gb.MARK, colour=gb.RED, alignment=CENTRE, pitch=None)
    mark.paragraph_format.space_before = gb.MARK_BELOW
    for _ in range(2):
        paper.line()
    signer = head.signature.name if head.signature else "　　　"
    known = head.signature.document_number if head.signature else ""
    number = paper.line(f"{known or f'　　　〔{head.year}〕　　号'}\t签发人：{signer}")
    number.paragraph_format.left_indent = gb.THREE
    tab_to_right(number, Emu(gb.PAGE_WIDTH - gb.LEFT - gb.RIGHT - gb.THREE))
    rule(number, space=gb.RED_LINE_BELOW)


def _title(paper: Paper, head: Head, cover: Cover | Table) -> None:
    for _ in range(2):
        paper.line()
    for line in cover.title:
        paper.line(line, face=gb.TITLE_SONG, size=gb.TWO, alignment=CENTRE, pitch=gb.TITLE_LINE)
    paper.line()
    addressee = head.signature.sent_to if head.signature else ""
    paper.line(f"{addressee or '（主送机关）'}：")


def _list_annexes(paper: Paper, annexes: Sequence[Table]) -> None:
    if not annexes:
        return
    paper.line()
    for number, table in enumerate(annexes, 1):
        first = number == 1
        counted = f"{number}. " if len(annexes) > 1 else ""
        paper.hanging(("附件：" if first else "") + counted, table.title, before=0 if first else 3)


def _sign(paper: Paper, head: Head) -> None:
    """署名 and 成文日期 for a seal over both: the date four characters from the right, the name above its middle."""
    day = long_date(head.signature.day if head.signature else head.as_of)
    width = sum(0.5 if it.isdigit() else 1 for it in day)
    from_right = max(0.0, 4 + (width - len(head.organisation)) / 2)
    for _ in range(2):
        paper.line()
    paper.from_right(head.organisation, from_right).paragraph_format.keep_with_next = True
    paper.from_right(day, 4).paragraph_format.keep_with_next = True
    paper.text("（联系人：　　　　；联系电话：　　　　　　　）")


def _properties(paper: Paper, head: Head) -> None:
    """Fixed properties: a file that names the moment of its making would differ each time."""
    moment, properties = datetime.combine(head.as_of, time()), paper.document.core_properties
    properties.author = properties.last_modified_by = head.organisation
    properties.title = f"{head.organisation}关于{head.year}年度党建工作情况的报告"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = moment


def _save_timeless(paper: Paper, target: IO[bytes]) -> None:
    """Without the time of saving, which a zip file would tell."""
    saved = BytesIO()
    paper.document.save(saved)
    with ZipFile(saved) as made, TimelessZip(target, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name))
