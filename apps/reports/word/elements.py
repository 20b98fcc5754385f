"""What stands around the text of an official document: head, title, list of annexes, signature, imprint (版记)."""

from collections.abc import Sequence

from docx.shared import Emu

from apps.reports.labels import long_date
from apps.reports.layout import Head, Table
from apps.reports.titles import title_lines
from apps.reports.word import standard as gb
from apps.reports.word.imprint import add_imprint
from apps.reports.word.paper import CENTRE, Paper, rule, tab_to_right

#: To whom goes what a township issues.
TO_ALL = "各村（社区）党组织、镇属各单位党支部"


def add_head(paper: Paper, head: Head) -> None:
    """发文机关标志, 发文字号 (upward beside 签发人, else in the middle), the red line."""
    mark = paper.line(head.organisation, face=gb.TITLE_SONG, size=gb.MARK, colour=gb.RED, alignment=CENTRE, pitch=None)
    mark.paragraph_format.space_before = gb.MARK_BELOW
    for _ in range(2):
        paper.line()
    signer = head.signature.name if head.signature else "　　　"
    known = head.signature.document_number if head.signature else ""
    # Numbers count by the year in which the document is made out.
    year = head.signature.day.year if head.signature else head.year
    written = known or f"　　　〔{year}〕　　号"
    if head.goes_down:
        number = paper.line(written, alignment=CENTRE)
    else:
        number = paper.line(f"{written}\t签发人：")
        paper.add(number, signer, face=gb.KAI)
        number.paragraph_format.left_indent = gb.THREE
        tab_to_right(number, Emu(gb.PAGE_WIDTH - gb.LEFT - gb.RIGHT - gb.THREE))
    rule(number, space=gb.RED_LINE_BELOW)


def add_title(paper: Paper, head: Head) -> None:
    """标题 two lines below the red line, 主送机关 one below the title."""
    for _ in range(2):
        paper.line()
    for line in title_lines(head):
        paper.line(line, face=gb.TITLE_SONG, size=gb.TWO, alignment=CENTRE, pitch=gb.TITLE_LINE)
    paper.line()
    addressee = head.signature.sent_to if head.signature else ""
    paper.line(f"{addressee or (TO_ALL if head.goes_down else '（主送机关）')}：")


def list_annexes(paper: Paper, annexes: Sequence[Table]) -> None:
    """附件说明: one line below the text."""
    if not annexes:
        return
    paper.line()
    for number, table in enumerate(annexes, 1):
        first = number == 1
        counted = f"{number}. " if len(annexes) > 1 else ""
        paper.hanging(("附件：" if first else "") + counted, table.title, before=0 if first else 3)


def sign(paper: Paper, head: Head) -> None:
    """署名 and 成文日期 for a seal over both: the date four characters from the right, the name above its middle."""
    day = long_date(head.signature.day if head.signature else head.as_of)
    width = sum(0.5 if it.isdigit() else 1 for it in day)
    from_right = max(0.0, 4 + (width - len(head.organisation)) / 2)
    for _ in range(2):
        paper.line().paragraph_format.keep_with_next = True
    paper.from_right(head.organisation, from_right).paragraph_format.keep_with_next = True
    dated = paper.from_right(day, 4)
    if not head.goes_down:
        dated.paragraph_format.keep_with_next = True
        paper.text("（联系人：　　　　；联系电话：　　　　　　　）")


def close(paper: Paper, head: Head) -> None:
    """版记 on the last page: to whom copies go, who issues it, when."""
    signature = head.signature
    office = f"{head.organisation}办公室" if head.organisation.endswith("委员会") else head.organisation
    issued = (signature.sent_on or signature.day) if signature else None
    when = f"{long_date(issued)}印发" if issued else "　　　　年　月　日印发"
    add_imprint(paper, signature.copied_to if signature else "", office, when)
