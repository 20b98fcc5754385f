"""Workbooks out: a stream of rows into a file, in memory that does not grow with them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from apps.core.amount import HUNDRED
from apps.core.restricted import mask_of, masked
from apps.workbooks.columns import Column, DateColumn, WordColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.styles import heading_cell, lay_out, text_cell
from apps.workbooks.watermark import Watermark, lay_watermark, watermark_cell

#: What XML cannot carry: control characters, halves of surrogate pairs, two code points that are no characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
#: What Excel or a person's next edit could take for a formula, or for an error.
_NOT_PLAIN = "=+-@#"
#: Before this day Excel counts days wrongly, or not at all; such dates are written as text.
FIRST_DAY = date(1900, 3, 1)
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
    lay_out(page, [column.width for column in columns])
    if watermark:
        lay_watermark(page, storable(str(watermark)))
    page.append([heading_cell(page, column.heading, required=column.required) for column in columns])
    if watermark:
        page.append([watermark_cell(page, storable(str(watermark)))])
    count = 0
    for cells in _cells(page, columns, rows, clear=watermark is not None):
        page.append(cells)
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + (2 if watermark else 1)}"
    workbook.save(file)
    return count


def _cells(page: Any, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, clear: bool) -> Iterator[list[Any]]:
    writers = [_writer(page, column) if clear or not column.restricted else _masking(column) for column in columns]
    for row in rows:
        yield [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]


def _writer(page: Any, column: Column) -> Write:
    """How the values of a column become cells; decided once per column, not once per cell."""
    if isinstance(column, WordColumn):
        return column.written.get
    if isinstance(column, DateColumn) and column.holds_days:
        return _day_writer(page, column.number_format)
    if isinstance(column, NumberColumn):
        return lambda value: Decimal(value) / HUNDRED
    return text_writer(page)


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
    cell.number_format = number_format

    def write(value: date) -> Any:
        if value < FIRST_DAY:
            return value.isoformat()
        cell.value = (value - _DAY_0).days
        return cell

    return write
