"""The annexes: a table on pages that lie on their side, with its heads on each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from apps.reports.labels import long_date
from apps.reports.layout import Form, Head, Table, head_cells, text_of
from apps.reports.word import standard as gb
from apps.reports.word.paper import CENTRE, RIGHT, Paper, write

#: Tables with more columns are set smaller.
MOST_AT_FIVE = 10
_ALIGNED = {Form.NUMBER: RIGHT, Form.PERCENT: RIGHT, Form.WORD: CENTRE, Form.DAY: CENTRE}


def add_annex(paper: Paper, head: Head, table: Table, name: str) -> None:
    """A new page with `name` (附件1), the title, the table, its notes and the place for signatures."""
    paper.on_its_side()
    paper.line(name, face=gb.HEI)
    paper.line(table.title, face=gb.TITLE_SONG, size=gb.TWO, alignment=CENTRE, pitch=None)
    paper.line(
        f"填报单位（盖章）：{head.organisation}　　　　数据截止：{long_date(head.as_of)}", size=gb.FIVE, pitch=None
    )
    _draw(paper, table)
    for number, note in enumerate(table.notes, 1):
        begin = ("注：" if number == 1 else "　　") + (f"{number}. " if len(table.notes) > 1 else "")
        paper.line(begin + note, size=gb.FIVE, pitch=None)
    if table.signatures:
        signer = head.signature.name if head.signature else "　　　　"
        gap = "　" * 4
        foot = f"负责人（签名）：{signer}{gap}审核人：{gap * 2}填表人（签名）：{gap * 2}联系电话："
        paper.line(foot, size=gb.FIVE, pitch=None)


def _draw(paper: Paper, table: Table) -> None:
    rows, heads = list(table.rows), 2 if any(column.group for column in table.columns) else 1
    drawn: WordTable = paper.document.add_table(heads + max(1, len(rows)), len(table.columns), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(drawn)
    widths = _widths([column.width for column in table.columns])
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    lines = list(drawn.rows)
    for line in lines:
        _keep_whole(line)
    pen = _Pen(gb.FIVE if len(table.columns) <= MOST_AT_FIVE else gb.LITTLE_FIVE)
    _draw_heads(pen, table, [line.cells for line in lines[:heads]])
    for line in lines[:heads]:
        _repeat(line)
    if not rows:
        cells = lines[heads].cells
        pen.fill(cells[0].merge(cells[-1]), table.empty or "无", Form.WORD)
    for line, row in zip(lines[heads:], rows, strict=False):
        for cell, value, column, width in zip(line.cells, row, table.columns, widths, strict=True):
            cell.width = width
            pen.fill(cell, text_of(value, column.form), column.form)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes cells in one size."""

    size: Length

    def fill(self, cell: _Cell, text: str, form: Form, *, face: str = gb.FANG_SONG) -> None:
        paragraph: Paragraph = cell.paragraphs[0]
        for other in cell.paragraphs[1:]:
            other._p.getparent().remove(other._p)
        if form in _ALIGNED:
            paragraph.alignment = _ALIGNED[form]
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        if text:
            write(paragraph, text, face=face, size=self.size)
        else:
            # Else a blank cell is as high as a line of the body.
            paragraph.paragraph_format.line_spacing = self.size


def _widths(shares: Sequence[int]) -> list[Length]:
    """The width of the page, shared out in proportion."""
    return [Length(int(gb.SIDE_WIDTH * share / sum(shares))) for share in shares]


def _draw_heads(pen: _Pen, table: Table, rows: Sequence[tuple[_Cell, ...]]) -> None:
    """In one row, or in two where columns share a heading."""
    last = len(rows) - 1
    for it in head_cells(table.columns):
        first = rows[it.row][it.column]
        end = rows[min(it.row + it.rows - 1, last)][it.column + it.columns - 1]
        pen.fill(first if first is end else first.merge(end), it.text.replace("\n", ""), Form.WORD, face=gb.HEI)


def _narrow_margins(table: WordTable) -> None:
    """Wide tables need the page for their figures."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(gb.CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _keep_whole(row: _Row) -> None:
    """A row is not torn over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: _Row) -> None:
    """The heads stand on each page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
