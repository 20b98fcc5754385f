"""Our reading of a workbook's cells is that of openpyxl, whoever wrote the file."""

import re
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from apps.core.text import clean
from apps.workbooks.columns import ErrorCell, Percent
from apps.workbooks.sheets import Sheet
from tests.workbooks.books import moment

# openpyxl writes and reads Excel's escapes (_x0041_) as they stand; test_reading.py shows what they mean to us.
TEXT = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=8).filter(
    lambda text: not re.search("_x[0-9A-Fa-f]{4}_", text)
)
CELLS = st.one_of(
    st.none(),
    TEXT,
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12).map(lambda number: float(repr(round(number, 6)))),
    st.booleans(),
    st.dates(date(1900, 3, 1)).map(lambda day: moment(day.year, day.month, day.day)),
    st.just(time(12, 30)),
    st.sampled_from(["#N/A", "#REF!"]),
)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=8)


def ours(file: BytesIO) -> dict[tuple[int, int], Any]:
    rows = Sheet(file).rows()
    return {(row, column): value for row, cells in rows for column, value in cells.items()}


def theirs(file: BytesIO) -> dict[tuple[int, int], Any]:
    page = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
    read: dict[tuple[int, int], Any] = {}
    for row in page.iter_rows():
        for cell in row:
            value: Any = cell.value
            if isinstance(value, str):
                value = ErrorCell(value) if cell.data_type == "e" else clean(value)
            if value is not None and value != "":
                read[int(cell.row or 0), int(cell.column or 0)] = value
    return read


@given(write_only=..., rows=ROWS)
def test_what_openpyxl_writes_is_read_alike(write_only: bool, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook(write_only=write_only)
    page = book.create_sheet("页", 0)
    for row in rows:
        page.append([None if isinstance(cell, str) and cell.startswith("=") else cell for cell in row])
    file = BytesIO()
    book.save(file)
    assert ours(file) == theirs(file)


def test_what_libreoffice_saved_is_read_alike() -> None:
    """The file has Chinese day formats, a percentage, formulas with their results and an error."""
    file = BytesIO((Path(__file__).parent / "libreoffice.xlsx").read_bytes())
    assert ours(file) == theirs(file)
    assert ours(file) == {
        (1, 1): "编码",
        (1, 2): "日期",
        (1, 3): "率",
        (2, 1): "００１",
        (2, 2): moment(2012, 3, 20),
        (2, 3): Percent(0.8),
        (4, 1): 2,
        (4, 2): moment(2012, 3, 20, 8, 30),
        (4, 3): ErrorCell("#DIV/0!"),
    }
