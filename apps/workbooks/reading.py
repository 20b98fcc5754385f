"""From an uploaded file to checked values, with every error at its cell (contract.md, "Workbooks")."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, islice
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from apps.core.text import half_width
from apps.workbooks.columns import BadValue, Column, NameColumn
from apps.workbooks.limits import LAST_COLUMN, MAX_ROWS
from apps.workbooks.opening import broken_is_refused
from apps.workbooks.sheets import Sheet
from apps.workbooks.table import CellError, Row, Table, shown
from apps.workbooks.watermark import is_watermark

#: A column that the workbook has: its number, its key, how its cells are read.
Bound = tuple[int, str, Callable[[Any], Any]]
#: So far down headings are looked for that do not stand in row 1: below a title, a unit, a blank row.
_LOOKED_AT = 6


def read_table(file: IO[bytes], columns: Sequence[Column]) -> Table:
    """The first visible sheet of an Excel workbook, read by `columns`.

    Headings stand in row 1, one record in each row below; the line of a watermark is passed over.  What does not fit
    is noted in `Table.errors`; a file that is no workbook, or would take too much memory, raises `Refused`.
    """
    sheet = Sheet(file)
    table = Table(sheet.name, columns, {}, [])
    rows = sheet.rows()
    first = list(islice(rows, _LOOKED_AT))
    if first and (lower := _lower_headings(table, first)):
        _note_above(table, first[0], lower)
        return table
    rows = chain(first, rows)
    number, headings = next(rows, (1, {}))
    if number > 1:  # row 1 is blank: everything below is without headings
        _bind(table, {})
        return table
    reader = RowReader(table, _bind(table, headings))
    unheaded: set[int] = set()
    last = 1
    for number, cells in rows:
        if is_watermark(cells):
            continue
        last = number
        reader.read(number, cells)
        unheaded.update(cells.keys() - headings.keys())
    for column in sorted(unheaded):
        _note(table, column, "", "", _("The column has values but no heading."))
    _note_merged(table, sheet.merged, last)
    return table


def _note_merged(table: Table, merged: Sequence[str], last: int) -> None:
    """Of merged cells only the first has a value: the others would be blank, and clear what is stored."""
    headings = {table.letters[column.key]: column.heading for column in table.columns if column.key in table.letters}
    for place in merged:
        with broken_is_refused():
            left, top, right, bottom = _edges(place)
        if (left, top) == (right, bottom) or bottom < 2 or top > last:
            continue
        message = _("The cells %(range)s are merged: only the first has a value. Undo the merging and fill each cell.")
        heading = headings.get(get_column_letter(left), "")
        table.note(CellError(table.sheet, place, heading, "", message % {"range": place}))


def _edges(place: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row; whole columns (``A:B``) and rows (``2:3``) reach to the end."""
    left, top, right, bottom = range_boundaries(place)
    return left or 1, top or 1, right or LAST_COLUMN, bottom or MAX_ROWS


def _lower_headings(table: Table, first: Sequence[tuple[int, Mapping[int, Any]]]) -> int | None:
    """The row below row 1 that has the headings, where row 1 has none of them."""
    known = _by_heading(table).keys()
    for number, cells in first:
        found = known & {_bare(shown(cell)) for cell in cells.values()}
        if len(found) >= min(2, len(table.columns)):
            return number if number > 1 else None
        if found and number == 1:
            return None
    return None


def _note_above(table: Table, first: tuple[int, Mapping[int, Any]], lower: int) -> None:
    """One error says what is wrong with the whole file."""
    number, cells = first
    column, value = min(cells.items()) if number == 1 else (1, None)
    message = _("The headings stand in row %(row)d: delete the rows above them, so that they stand in row 1.")
    _note(table, column, "", shown(value), message % {"row": lower})


def _bare(heading: str) -> str:
    """A heading as it is compared: people break it to fit it into its cell, and spread short ones (姓　名)."""
    return "".join(half_width(heading).split())


def _by_heading(table: Table) -> dict[str, Column]:
    return {_bare(name): column for column in table.columns for name in (column.former, column.heading) if name}


def _bind(table: Table, headings: dict[int, Any]) -> list[Bound]:
    """Find the columns by their headings; note unknown, repeated and missing ones."""
    by_heading = _by_heading(table)
    bound: list[Bound] = []
    for number, cell in sorted(headings.items()):
        heading = shown(cell)
        column = by_heading.get(_bare(heading))
        if column is None:
            offered = "、".join(column.heading for column in table.columns)
            message = _("Unknown heading. This register has the columns: %(headings)s") % {"headings": offered}
            _note(table, number, heading, heading, message)
        elif column.key in table.letters:
            _note(table, number, heading, heading, _("This heading stands in the workbook twice."))
        else:
            table.letters[column.key] = get_column_letter(number)
            bound.append((number, column.key, column.read))
    free = max(headings, default=0)
    for column in table.columns:
        if column.required and column.key not in table.letters:
            free += 1
            _note(
                table, free, column.heading, "", _("This column is missing: %(heading)s") % {"heading": column.heading}
            )
    return bound


def _note(table: Table, number: int, heading: str, value: str, message: str) -> None:
    table.note(CellError(table.sheet, f"{get_column_letter(number)}1", heading, value, message))


class RowReader:
    """Reads row after row into a table."""

    def __init__(self, table: Table, bound: list[Bound]) -> None:
        self._table = table
        self._bound = bound
        self._numbers = [number for number, _key, _read in bound]
        self._told = [column.key for column in table.columns if column.is_told]
        self._names = {column.key: column.of for column in table.columns if isinstance(column, NameColumn)}
        self._required = {column.key for column in table.columns if column.required}
        self._keys = [column.key for column in table.columns if column.is_key]
        self._seen: dict[tuple[Any, ...], int] = {}

    def read(self, number: int, cells: dict[int, Any]) -> None:
        """Add the row, unless none of its columns has a value."""
        raw = tuple(map(cells.get, self._numbers))
        if not any(value is not None for value in raw):
            return
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for (_number, key, read), value in zip(self._bound, raw, strict=True):
            if value is not None:
                try:
                    values[key] = read(value)
                except BadValue as problem:
                    problems[key] = str(problem)
            elif key in self._required:
                problems[key] = _("This cell must not be empty.")
            else:
                values[key] = None
        for key in self._told:
            values.pop(key, None)
            problems.pop(key, None)
        names = self._take_names(values, problems)
        self._check_key(number, values, problems)
        row = Row(number, values, frozenset(problems), raw, names)
        for key, problem_text in problems.items():
            self._table.refuse(row, key, problem_text)
        self._table.rows.append(row)

    def _take_names(self, values: dict[str, Any], problems: dict[str, str]) -> dict[str, str]:
        """Take the names beside codes out of `values`: they are no fields of the record."""
        names: dict[str, str] = {}
        for key, of in self._names.items():
            if (name := values.pop(key, None)) is not None:
                names[of] = name
                if values.get(of) is None and of not in problems:
                    problems[key] = _("There is no code beside this name: enter it, the name alone is not enough.")
        return names

    def _check_key(self, number: int, values: dict[str, Any], problems: dict[str, str]) -> None:
        """Of two rows with one key the second loses it, so that nobody takes it for the record."""
        found = tuple([values.get(key) for key in self._keys])
        if not found or None in found:
            return
        first = self._seen.setdefault(found, number)
        if first != number:
            del values[self._keys[0]]
            problems[self._keys[0]] = _("The same key stands in row %(row)d already.") % {"row": first}
