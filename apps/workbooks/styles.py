"""What workbooks of the portal look like: headings, widths, paper."""

from collections.abc import Collection, Sequence
from copy import copy
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from apps.workbooks.columns import Column

_HAIR = Side(style="thin", color="BFBFBF")
_REQUIRED = PatternFill("solid", fgColor="F6D9D7")
_OPTIONAL = PatternFill("solid", fgColor="ECEAE6")
#: Of days, which would touch the text behind them, and of texts longer than their column.
CENTRED, WRAPPED = Alignment(horizontal="center"), Alignment(wrap_text=True)
#: The colour of a cell in which something is wrong.
BAD = PatternFill("solid", fgColor="FFC7CE")


def heading_cells(page: Any, texts: Sequence[str], required: Collection[str] = ()) -> list[Cell]:
    """A row of headings; those of required columns stand out in red.

    Each of the two looks is looked up once: openpyxl compares every font and border with all others.
    """
    looks: dict[bool, Any] = {}
    cells: list[Any] = [WriteOnlyCell(page, text) for text in texts]
    for text, cell in zip(texts, cells, strict=True):
        stands_out = text in required
        if stands_out in looks:
            cell._style = copy(looks[stands_out])
        else:
            looks[stands_out] = _as_heading(cell, stands_out)
    return cells


def column_headings(page: Any, columns: Sequence[Column]) -> list[Cell]:
    """The headings of a sheet with these columns."""
    required = {column.heading for column in columns if column.required}
    return heading_cells(page, [column.heading for column in columns], required)


def _as_heading(cell: Any, stands_out: bool) -> Any:
    cell.font = Font(name="Calibri", size=11, bold=True, color="A8201A" if stands_out else "000000")
    cell.fill = _REQUIRED if stands_out else _OPTIONAL
    cell.border = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell._style


def text_cell(page: Any, text: str) -> Cell:
    """A cell that stays text whatever it begins with, also when a person edits it."""
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def lay_out(page: Any, widths: Sequence[int]) -> None:
    """Widths, a heading row that stays in sight and is printed on every page, A4 landscape.  Before the first row."""
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.row_dimensions[1].height = 22
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.oddFooter.center.text = "&P / &N"


def set_formats(page: Any, columns: Sequence[Column]) -> None:
    """Let Excel keep what a person types into empty columns as it is meant.  Before the first row."""
    for number, column in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(number)].number_format = column.number_format
