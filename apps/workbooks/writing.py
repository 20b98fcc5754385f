"""Workbooks out: a stream of rows into a file, in memory that does not grow with them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from apps.core.amount import HUNDRED
from apps.core.restricted import mask_of, masked
from apps.core.text import lines_of
from apps.workbooks.columns import Column, DateColumn, WordColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.styles import CENTRED, WRAPPED, column_headings, lay_out, text_cell
from apps.workbooks.watermark import Watermark, lay_watermark, watermark_cell

#: What XML cannot carry: control characters, halves of surrogate pairs, two code points that are no characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: What Excel or a person's next edit could take for a formula, or for an error.
_NOT_PLAIN = "=+-@#"
#: Before this day Excel counts days wrongly, or not at all; such dates are written as text.
FIRST_DAY = date(1900, 3, 1)
#: In columns that take no more characters nothing wraps: a style for every longer name takes a third of the time more.
LONGEST_CUT = 200
#: The height of a line of text and of the highest row, in points.
LINE, HIGHEST = 17.0, 408.0
_DAY_0 = date(1899, 12, 30)

Write = Callable[[Any], Any]


def write_workbook(
    file: IO[bytes],
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    watermark: Watermark | None = None,
) -> int:
    """Write one sheet with a heading row and `rows`, one value in code per column; the number of rows.

    Restricted columns are in clear only with a watermark.
    """
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet(sheet)
    lay_out(page, [column.room for column in columns])
    if watermark:
        lay_watermark(page, storable(str(watermark)))
    page.append(column_headings(page, columns))
    if watermark:
        page.append([watermark_cell(page, storable(str(watermark)))])
    count, above = 0, 2 if watermark else 1
    for cells, lines in _cells(page, columns, rows, clear=watermark is not None):
        count += 1
        _append(page, count + above, cells, lines)
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + above}"
    workbook.save(file)
    return count


def _append(page: Any, number: int, cells: list[Any], lines: int) -> None:
    """Write a row that is so many lines high: not every program works that out by itself."""
    if lines > 1:  # as it stands in the file: openpyxl takes five times as long to say the same
        page.row_dimensions[number] = {"ht": str(min(lines * LINE, HIGHEST)), "customHeight": "1"}
    page.append(cells)
    if lines > 1:  # written: it need not be remembered
        del page.row_dimensions[number]


def _cells(
    page: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, clear: bool
) -> Iterator[tuple[list[Any], int]]:
    """The cells of each row, and how many lines the longest of its texts takes."""
    high: list[int] = []
    writers = [
        _writer(page, column, high) if clear or not column.restricted else _masking(column) for column in columns
    ]
    for row in rows:
        high.clear()
        cells = [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        yield cells, max(high, default=1)


def _writer(page: Any, column: Column, high: list[int]) -> Write:
    """How the values of a column become cells; decided once per column, not once per cell."""
    if isinstance(column, WordColumn):
        return column.written.get
    if isinstance(column, DateColumn) and column.holds_days:
        return _day_writer(page, column.number_format)
    if isinstance(column, NumberColumn):
        return lambda value: Decimal(value) / HUNDRED
    return _wrapping_writer(page, column.room, high) if column.longest > LONGEST_CUT else text_writer(page)


def _masking(column: Column) -> Write:
    mask = mask_of(column.restricted)
    return lambda value: str(masked(value, mask)) or None


def text_writer(page: Any) -> Write:
    """A function that turns a text into a cell's value that stays text; other values pass."""

    def write(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.isprintable() and value[:1] not in _NOT_PLAIN and "_x" not in value:
            return value
        return _carefully(page, value)

    return write


def storable(text: str) -> str:
    """`text` without what XML cannot carry; what Excel would take for an escape is spelled out."""
    return _LOOKS_ESCAPED.sub("_x005F_", _ILLEGAL.sub("", text))


def _wrapping_writer(page: Any, room: int, high: list[int]) -> Write:
    """The same, where a text longer than `room` (in half-width characters) goes on in further lines; `high`: how many.

    It is the same cell every time, as with days.
    """
    plain, cell = text_writer(page), WriteOnlyCell(page)
    cell.alignment = WRAPPED

    def write(value: Any) -> Any:
        written = plain(value)
        if not isinstance(value, str) or (lines := lines_of(value, room + 1)) == 1:
            return written
        high.append(lines)
        if isinstance(written, Cell):  # it is one of its own
            written.alignment = WRAPPED
            return written
        cell.value = written
        return cell

    return write


def _carefully(page: Any, text: str) -> Any:
    text = storable(text)
    if text and text[0] in _NOT_PLAIN:
        return text_cell(page, text)
    return text or None


def _day_writer(page: Any, number_format: str) -> Write:
    """A function that turns a day into a cell.

    It is the same cell every time, which openpyxl has written when the next row comes: finding the format anew for
    each date is what takes longest in writing one.
    """
    cell = WriteOnlyCell(page)
    cell.number_format, cell.alignment = number_format, CENTRED

    def write(value: date) -> Any:
        if value < FIRST_DAY:
            return value.isoformat()
        cell.value = (value - _DAY_0).days
        return cell

    return write
