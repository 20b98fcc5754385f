"""Rows that another program sends, read like those of a workbook: values in code, by column key."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from apps.core.amount import HUNDRED
from apps.workbooks.columns import BadValue, Column, WordColumn
from apps.workbooks.numbers import NumberColumn
from apps.workbooks.reading import RowReader
from apps.workbooks.table import CellError, Table

#: The first row has number 1.
FIRST = 1


def table_of(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], sheet: str) -> Table:
    """The rows as a table: what a row does not have stays as it is, null clears.

    What does not fit is noted in `Table.errors`.  A key that no column has raises `KeyError`.
    """
    numbers = {column.key: number for number, column in enumerate(columns, 1)}
    given = {key for row in rows for key in row}
    bound = [column for column in columns if column.required or column.key in given]
    table = Table(sheet, columns, {it.key: get_column_letter(numbers[it.key]) for it in bound}, [])
    reader = RowReader(table, [(numbers[it.key], it.key, _reader(it)) for it in bound])
    for at, row in enumerate(rows, FIRST):
        before = len(table.rows)
        reader.read(at, {numbers[key]: None if value == "" else value for key, value in row.items()})
        for read in table.rows[before:]:
            read.values = {key: value for key, value in read.values.items() if key in row}
    return table


def field_of(error: CellError, columns: Sequence[Column]) -> tuple[int, str]:
    """Which row (from 0) and which field an error is about."""
    row, number = coordinate_to_tuple(error.cell)
    return row - FIRST, columns[number - 1].key


def _reader(column: Column) -> Callable[[Any], Any]:
    """Reads what stands in this column: see `_read`; decided once for a column what its words mean."""
    # 1 is not True, though they are equal.
    meant = {(it, isinstance(it, bool)) for it in column.words.values()} if isinstance(column, WordColumn) else ()
    return partial(_read, column, meant)


def _read(column: Column, meant: Collection[tuple[Any, bool]], value: Any) -> Any:
    """A value in code (`meant`: those that a word stands for), or as people write it in the workbook; amounts are
    integer hundredths.  Raises `BadValue`."""
    if isinstance(value, str | int) and (value, isinstance(value, bool)) in meant:
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue(_("Not a value that this field takes."))
    if isinstance(column, NumberColumn) and type(value) is int:
        if not column.least * HUNDRED <= value <= column.most * HUNDRED:
            raise BadValue(column.takes)
        return value
    return column.read(value)
