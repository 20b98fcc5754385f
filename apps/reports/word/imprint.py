"""版记 at the foot of the last page: thick rules (0.35 mm) around, a thin one (0.25 mm) between, no page number."""

from math import ceil

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from apps.reports.word import standard as gb
from apps.reports.word.paper import Paper, off_grid, tab_to_right, write

_ROW, _REST = Mm(8), Mm(4)
#: Of 4号 in a line, less what it stands in.
_CHARACTERS = 27


def add_imprint(paper: Paper, copied_to: str, office: str, when: str) -> None:
    """On a page of its own behind the annexes: 抄送 (where copies go to somebody), 印发机关 and 印发日期."""
    paper.last_page()
    rows = ([f"抄送：{copied_to}。"] if copied_to else []) + [f"{office}\t{when}"]
    # A blank line as high as what is above: programs disagree about what floats.
    lines = sum(ceil(len(row) / _CHARACTERS) for row in rows)
    paper.line(pitch=Length(gb.TEXT_HEIGHT - _ROW * lines - _REST))
    table = paper.document.add_table(len(rows), 1)
    table.autofit = False
    for number, (row, text) in enumerate(zip(table.rows, rows, strict=True)):
        row.height, row.height_rule = _ROW, WD_ROW_HEIGHT_RULE.AT_LEAST
        cell = row.cells[0]
        cell.width = gb.TEXT_WIDTH
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = gb.FOUR
        if "\t" in text:
            tab_to_right(paragraph, Length(gb.TEXT_WIDTH - gb.FOUR))
        else:
            # The second line begins below the first name.
            paragraph.paragraph_format.left_indent = Length(gb.FOUR * 4)
            paragraph.paragraph_format.first_line_indent = Length(-gb.FOUR * 3)
        write(paragraph, text, size=gb.FOUR)
        off_grid(paragraph)
        _rules(cell._tc.get_or_add_tcPr(), first=number == 0, last=number == len(rows) - 1)
    # A document does not end with a table.
    paper.line(pitch=Pt(1))


def _rules(properties: object, *, first: bool, last: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    for side, outer in (("top", first), ("bottom", last)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(gb.THICK if outer else gb.THIN)), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)  # type: ignore[attr-defined]
