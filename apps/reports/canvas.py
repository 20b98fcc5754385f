"""One sheet of the workbook while it is drawn, row by row from the top."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from apps.reports.labels import long_date
from apps.reports.layout import Cell, Head, Link
from apps.reports.styles import Look
from apps.workbooks.writing import storable

A4 = 9


class Canvas:
    """A sheet for A4 landscape, as wide as the page.  Rows go out as they are drawn and cannot be changed."""

    def __init__(self, book: Workbook, name: str, widths: Sequence[int], dressed: dict[Look, Any]) -> None:
        """`dressed` holds the looks that sheets of the same book have had already."""
        self.sheet: Any = book.create_sheet(name)
        self.widths = widths
        self.row = 0
        self._styles = dressed
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        self._set_up_page()

    def _set_up_page(self) -> None:
        sheet = self.sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.6
        margins.top, margins.bottom, margins.header, margins.footer = 0.75, 0.75, 0.3, 0.4
        sheet.sheet_view.showGridLines = False

    def number_pages(self, head: Head) -> None:
        """Put whose report it is, the page number and the day of the facts at the foot of every page."""
        footer = self.sheet.oddFooter
        footer.left.text = head.organisation.replace("&", "&&")
        footer.center.text = "— &P —"
        footer.right.text = f"数据截止：{long_date(head.as_of)}"
        for part in (footer.left, footer.center, footer.right):
            part.font, part.size = "宋体", 10

    def cells(self, looks: Iterable[Look]) -> list[ExcelCell]:
        """Cells that `draw` fills again and again: giving each cell of a long list its look anew would be slow."""
        return [self._cell(look) for look in looks]

    def draw(self, cells: list[ExcelCell], values: Sequence[Cell], height: float) -> None:
        """Write a row: `values` in the looks of `cells`."""
        for cell, value in zip(cells, values, strict=True):
            _fill(cell, value)
        self._write(cells, height)

    def parts(self, parts: Sequence[tuple[str, int]], look: Look, height: float) -> None:
        """Write a row of texts, each across so many columns."""
        values: list[Cell] = []
        for text, columns in parts:
            self.merge(self.row + 1, len(values) + 1, columns=columns)
            values += [text, *[None] * (columns - 1)]
        self.draw(self.cells([look] * len(values)), values, height)

    def across(self, text: str, look: Look, height: float) -> None:
        """Write a row with one text across all columns."""
        self.parts([(text, len(self.widths))], look, height)

    def skip(self, height: float) -> None:
        """Leave a row blank."""
        self._write([], height)

    def merge(self, row: int, column: int, *, rows: int = 1, columns: int = 1) -> None:
        """Make one cell of several; row and column count from 1."""
        if rows > 1 or columns > 1:
            first = f"{get_column_letter(column)}{row}"
            last = f"{get_column_letter(column + columns - 1)}{row + rows - 1}"
            self.sheet.merged_cells.add(f"{first}:{last}")

    def _cell(self, look: Look) -> ExcelCell:
        cell: ExcelCell = WriteOnlyCell(self.sheet)
        self._dress(cell, look)
        return cell

    def _dress(self, cell: Any, look: Look) -> None:
        """openpyxl looks every font and border up among all others: once for a look is enough."""
        if look in self._styles:
            cell._style = copy(self._styles[look])
            return
        cell.font, cell.alignment, cell.border = look.font, look.alignment, look.border
        cell.fill, cell.number_format = look.fill, look.number_format
        self._styles[look] = cell._style

    def _write(self, cells: list[ExcelCell], height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height
        self.sheet.append(cells)
        # Written: what a hundred thousand rows are high need not be remembered.
        del self.sheet.row_dimensions[self.row]


def _fill(cell: ExcelCell, value: Cell) -> None:
    if isinstance(value, Link):
        cell.hyperlink = Hyperlink(ref="", location=f"'{value.sheet}'!A1", display=value.text)
        value = value.text
    elif cell.hyperlink is not None:
        # The cell is drawn again and again: what the row before led to stays there.
        cell.hyperlink = None
    if isinstance(value, str):
        cell.value = storable(value)
        # Text that begins like a formula stays text.
        cell.data_type = "s"
    else:
        cell.value = value
