"""版记 at the foot of the last page: thick rules (0.35 mm) around, a thin one (0.25 mm) between, no page number."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table

from apps.reports.word import standard as gb
from apps.reports.word.paper import Paper, tab_to_right, write


def add_imprint(paper: Paper, copied_to: str, office: str, when: str) -> None:
    """On a page of its own behind the annexes: 抄送 (where copies go to somebody), 印发机关 and 印发日期."""
    paper.last_page()
    rows = ([f"抄送：{copied_to}。"] if copied_to else []) + [f"{office}\t{when}"]
    table = paper.document.add_table(len(rows), 1)
    table.autofit = False
    _at_the_foot(table)
    for number, (row, text) in enumerate(zip(table.rows, rows, strict=True)):
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
        _rules(cell._tc.get_or_add_tcPr(), first=number == 0, last=number == len(rows) - 1)


def _at_the_foot(table: Table) -> None:
    place = OxmlElement("w:tblpPr")
    for name, value in (
        *(("vertAnchor", "margin"), ("horzAnchor", "margin")),
        *(("tblpXSpec", "left"), ("tblpYSpec", "bottom")),
    ):
        place.set(qn(f"w:{name}"), value)
    table._tbl.tblPr.insert_element_before(place, "w:tblOverlap", "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")


def _rules(properties: object, *, first: bool, last: bool) -> None:
    borders = OxmlElement("w:tcBorders")
    for side, outer in (("top", first), ("bottom", last)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(gb.THICK if outer else gb.THIN)), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)  # type: ignore[attr-defined]
