"""Tables on paper: heads on each page, rows that are not torn, and the last rows kept with what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.simpletypes import ST_Merge
from docx.shared import Length, Twips
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from apps.reports.layout import Form, Row, Table, head_cells, text_of
from apps.reports.widths import in_two_lines, shared_out
from apps.reports.word import standard as gb
from apps.reports.word.paper import CENTRE, RIGHT, Paper, off_grid, write

#: So many rows stay with the heads, and so many with the notes and the signature.
KEPT = 3
#: Tables with more columns are set smaller.
MOST_AT_FIVE = 10
#: What a cell needs beside its text: both margins, and a little for programs that set digits wider.
_BESIDE = Twips(2 * gb.CELL_MARGIN + 60)
_ALIGNED = {Form.NUMBER: RIGHT, Form.PERCENT: RIGHT, Form.WORD: CENTRE, Form.DAY: CENTRE}


def draw_table(paper: Paper, table: Table, *, width: Length, foot: Sequence[str] = ()) -> None:
    """`table` as wide as `width`.

    Its `foot` (notes, the place for signatures) stands in a row of its own without lines, which the last rows go with:
    programs keep rows together, what stands behind a table falls alone onto a page.
    """
    rows, heads = list(table.rows), 2 if any(column.group for column in table.columns) else 1
    drawn: WordTable = paper.document.add_table(heads + max(1, len(rows)), len(table.columns), style="Table Grid")
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(drawn)
    size = gb.FIVE if len(table.columns) <= MOST_AT_FIVE else gb.LITTLE_FIVE
    widths = _widths(table, rows, width, size)
    for column, its_width in zip(drawn.columns, widths, strict=True):
        column.width = its_width
    lines = list(drawn.rows)
    pen = _Pen(size)
    _draw_heads(pen, table, [line.cells for line in lines[:heads]], widths)
    for line in lines[:heads]:
        _repeat(line)
    # No single row below the heads at the foot of a page.
    for line in lines[: heads + KEPT - 1]:
        _keep_with_next(line)
    _draw_rows(pen, table, rows, lines[heads:], widths)
    if foot:
        _add_foot(drawn, foot)
        for line in lines[heads:][-KEPT:]:
            _keep_with_next(line)
    for line in drawn.rows:
        _keep_whole(line)


def _draw_rows(pen: "_Pen", table: Table, rows: Sequence[Row], lines: Sequence[_Row], widths: Sequence[Length]) -> None:
    if not rows:
        pen.fill(_merged([lines[0].cells]), table.empty or "无", Form.WORD)
    for line, row in zip(lines, rows, strict=False):
        for cell, value, column, width in zip(line.cells, row, table.columns, widths, strict=True):
            cell.width = width
            pen.fill(cell, text_of(value, column.form), column.form)


def _add_foot(drawn: WordTable, foot: Sequence[str]) -> None:
    cell = _merged([drawn.add_row().cells])  # type: ignore[no-untyped-call]
    _without_lines(cell)
    for number, text in enumerate(foot):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        off_grid(paragraph)
        write(paragraph, text, size=gb.FIVE)


def _without_lines(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    for side in ("left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "nil")
        borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes cells in one size."""

    size: Length

    def fill(self, cell: _Cell, text: str, form: Form, *, face: str = gb.FANG_SONG) -> None:
        paragraph: Paragraph = cell.paragraphs[0]
        off_grid(paragraph)
        if form in _ALIGNED:
            paragraph.alignment = _ALIGNED[form]
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        if text:
            write(paragraph, text, face=face, size=self.size)
        else:
            # Else a blank cell is as high as a line of the body.
            paragraph.paragraph_format.line_spacing = self.size


def _widths(table: Table, rows: Sequence[Row], width: Length, size: Length) -> list[Length]:
    """The width of the page, shared out by what stands in the columns."""
    half = size / 2
    found = shared_out(table.columns, rows, width / half, _BESIDE / half)
    return [Length(int(it * half)) for it in found]


def _draw_heads(pen: _Pen, table: Table, rows: Sequence[tuple[_Cell, ...]], widths: Sequence[Length]) -> None:
    """In one row, or in two where columns share a heading."""
    last, half = len(rows) - 1, pen.size / 2
    for it in head_cells(table.columns):
        end = min(it.row + it.rows - 1, last)
        room = (sum(widths[it.column : it.column + it.columns]) - _BESIDE) / half
        text = in_two_lines(it.text.replace("\n", ""), room)
        its = [row[it.column : it.column + it.columns] for row in rows[it.row : end + 1]]
        pen.fill(_merged(its), text, Form.WORD, face=gb.HEI)


def _merged(rows: Sequence[Sequence[_Cell]]) -> _Cell:
    """Blank cells, row by row, as one; the library's own way looks through the whole table for each."""
    for row in rows:
        first, *others = (it._tc for it in row)
        if others:
            first.grid_span = len(row)
            first.width = Length(sum(it.width or 0 for it in (first, *others)))
        for other in others:
            other.getparent().remove(other)
        if len(rows) > 1:
            first.vMerge = ST_Merge.RESTART if row is rows[0] else ST_Merge.CONTINUE
    return rows[0][0]


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


def _keep_with_next(row: _Row) -> None:
    """What follows the table does not fall alone onto a page."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _repeat(row: _Row) -> None:
    """The heads stand on each page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)
