"""Addresses of cells: ``C6`` in a sheet as in a table of a document."""

import re
from typing import NamedTuple

from openpyxl.utils import column_index_from_string, get_column_letter

from apps.core.text import half_width
from apps.workbooks.limits import LAST_COLUMN, LAST_ROW

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


class Address(NamedTuple):
    """A cell by row and column, both from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


class Box(NamedTuple):
    """The cells from the top left to the bottom right one, both with them."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, at: Address) -> bool:
        return self.top <= at.row <= self.bottom and self.left <= at.column <= self.right


def read_address(text: str) -> Address | None:
    """The cell that ``c6``, ``$C$6`` or ``Ｃ６`` names; None where that is no cell."""
    found = _ADDRESS.fullmatch(half_width(text).upper())
    if found is None:
        return None
    address = Address(int(found[2]), column_index_from_string(found[1]))
    return address if address.row <= LAST_ROW and address.column <= LAST_COLUMN else None


def read_column(text: str) -> int | None:
    """The number of the column ``B``; None where that is none."""
    address = read_address(f"{half_width(text)}1")
    return address.column if address and address.row == 1 else None


def read_box(text: str) -> Box:
    """``A1:B3`` or ``A1``.  Raises `ValueError`."""
    first, _colon, last = text.partition(":")
    start, end = read_address(first), read_address(last or first)
    if start is None or end is None:
        raise ValueError(text)
    return Box(
        min(start.row, end.row), min(start.column, end.column), max(start.row, end.row), max(start.column, end.column)
    )
