"""The workbook back to the person who sent it, with every error where it stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.hyperlink import Hyperlink

from apps.workbooks.columns import Duration, ErrorCell, Percent
from apps.workbooks.places import place_of
from apps.workbooks.sheets import Sheet
from apps.workbooks.styles import BAD, heading_cells, lay_out
from apps.workbooks.table import CellError
from apps.workbooks.writing import text_writer

#: Further errors are coloured and listed, but carry no comment and no link: Excel grows slow with them.
MAX_COMMENTS = 2000
#: The copy shows no further columns, lest a few cells far to the right make every row as long as the sheet is wide.
MAX_COLUMNS = 256

#: What is wrong by row and column number.
Marks = Mapping[int, Mapping[int, list[str]]]


def annotate(source: IO[bytes], errors: Sequence[CellError], target: IO[bytes]) -> None:
    """Copy the first visible sheet of `source`, its bad cells coloured and commented, and list the errors on a second.

    Values are copied, formulas as what they gave; memory grows with the errors, not with the rows.  Raises
    `Refused` like the import.
    """
    sheet = Sheet(source)
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(INVALID_TITLE_REGEX.sub("_", sheet.name)[:31] or None)
    _copy(sheet, _marks(errors), page)
    _list(errors, page.title, workbook.create_sheet(_("Errors")))
    workbook.save(target)


def _marks(errors: Iterable[CellError]) -> Marks:
    marks: dict[int, dict[int, list[str]]] = {}
    for error in errors:
        row, column = place_of(error)
        marks.setdefault(row, {}).setdefault(column, []).append(error.message)
    return marks


def _copy(sheet: Sheet, marks: Marks, page: Any) -> None:
    copier = _Copier(page)
    expected = 1
    for number, cells in _from_row_1(sheet.rows()):
        if number == 1:
            lay_out(page, [22] * len(cells))
        for _blank_row in range(expected, number):
            page.append([])
        page.append(copier.row(cells, marks.get(number, {})))
        expected = number + 1


def _from_row_1(rows: Iterator[tuple[int, dict[int, Any]]]) -> Iterator[tuple[int, dict[int, Any]]]:
    first = next(rows, None)
    if first is None or first[0] != 1:
        yield 1, {}
    if first is not None:
        yield first
    yield from rows


class _Copier:
    """Turns values into cells, and bad ones into coloured and commented cells."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._as_text = text_writer(page)
        self._comments = 0

    def row(self, cells: Mapping[int, Any], marks: Mapping[int, list[str]]) -> list[Any]:
        last = min(max([0, *cells, *marks]), MAX_COLUMNS)
        return [
            self._bad(cells.get(column), marks[column]) if column in marks else self._good(cells.get(column))
            for column in range(1, last + 1)
        ]

    def _good(self, value: Any) -> Any:
        if isinstance(value, datetime) and value.time() == time.min:
            return value.date()
        if isinstance(value, Percent):
            return self._formatted(float(value), "0.##%")
        if isinstance(value, Duration):
            return self._formatted(float(value), "[h]:mm")
        return self._as_text(value.shown if isinstance(value, ErrorCell) else value)

    def _formatted(self, value: float, number_format: str) -> Cell:
        cell: Cell = WriteOnlyCell(self._page, value)
        cell.number_format = number_format
        return cell

    def _bad(self, value: Any, messages: list[str]) -> Any:
        cell = self._good(value)
        if not isinstance(cell, Cell):
            cell = WriteOnlyCell(self._page, cell)
        cell.fill = BAD
        if self._comments < MAX_COMMENTS:
            self._comments += 1
            cell.comment = Comment("\n".join(messages), _("Tongbu"), height=90, width=260)
        return cell


def _list(errors: Sequence[CellError], sheet: str, page: Any) -> None:
    lay_out(page, [10, 18, 30, 100])
    page.append(heading_cells(page, (_("Cell"), _("Column"), _("What it holds"), _("What is wrong"))))
    write = text_writer(page)
    for number, error in enumerate(errors):
        place = _link(page, sheet, error.cell) if number < MAX_COMMENTS else error.cell
        page.append([place, write(error.column), write(error.value), write(error.message)])


def _link(page: Any, sheet: str, place: str) -> Cell:
    quoted = sheet.replace("'", "''")
    cell = WriteOnlyCell(page, place)
    cell.hyperlink = Hyperlink(ref=place, location=f"'{quoted}'!{place}")
    cell.font = Font(name="Calibri", size=11, underline="single", color="0563C1")
    return cell
