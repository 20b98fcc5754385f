"""The changes of a sheet by which cells get their values: the cell as it was, with another value in it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from openpyxl.utils.datetime import to_excel

from apps.district_forms.files.addresses import Address
from apps.district_forms.files.sheet_scan import Cell, Line, ScannedSheet
from apps.district_forms.files.splicing import Edit, Tag, xml_text
from apps.district_forms.files.values import Percent, Value, cut, plain, said
from apps.workbooks.xlsx_parts import DATE, PERCENT

#: Of a cell: what kind of value it has and which metadata belongs to that; of a row: between which columns it reaches.
_OF_VALUE = re.compile(rb"\s+(?:t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_OF_TYPE = re.compile(rb"\s+t\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPANS = re.compile(rb"\s+spans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_PERCENT_DECIMALS = re.compile(r"\.([0#?]+)[^.;]*%")

#: What a style makes of a number, and its code: ``(PERCENT, "0.0%")``.
Format = tuple[int, str]


def edits_of(sheet: ScannedSheet, values: Mapping[Address, Value], format_of: Callable[[int], Format]) -> list[Edit]:
    """The changes by which the cells get these values; every other byte stays."""
    found: list[Edit] = []
    made: defaultdict[int, list[tuple[Address, bytes]]] = defaultdict(list)
    for at in sorted(values):
        cell = sheet.cells.get(at)
        if cell is None:
            made[at.row].append((at, _new_cell(sheet, at, values[at], format_of)))
            continue
        attributes = _OF_VALUE.sub(b"", cell.tag.attributes)
        by = _cell(cell.tag.name, attributes, values[at], format_of(cell.style))
        found.append(Edit(cell.tag.start, cell.end, by))
    for number in made.keys() & sheet.rows.keys():
        found += _into_row(sheet, sheet.rows[number], made[number])
    new = {number: b"".join(cell for _at, cell in made[number]) for number in sorted(made.keys() - sheet.rows.keys())}
    return [*found, *_new_rows(sheet, new)]


def without_value(cell: Cell) -> Iterator[Edit]:
    """The changes by which a formula forgets what it came to when the file was saved last."""
    if cell.value is not None:
        yield Edit(cell.tag.start, cell.tag.end, _opened(cell.tag.name, _OF_TYPE.sub(b"", cell.tag.attributes)))
        yield Edit(*cell.value, b"")


def _into_row(sheet: ScannedSheet, row: Line, made: Iterable[tuple[Address, bytes]]) -> Iterator[Edit]:
    """Cells that a row does not have yet, each before the next one to its right."""
    attributes = _SPANS.sub(b"", row.tag.attributes)
    if row.tag.is_empty:
        cells = b"".join(cell for _at, cell in made)
        yield Edit(row.tag.start, row.tag.end, _opened(row.tag.name, attributes) + cells + _closed(row.tag.name))
        return
    if attributes != row.tag.attributes:
        yield Edit(row.tag.start, row.tag.end, _opened(row.tag.name, attributes))
    there = sorted((it.at, it.tag.start) for it in sheet.cells.values() if it.at.row == row.number)
    for at, cell in made:
        before = next((start for other, start in there if other > at), row.close)
        yield Edit(before, before, cell)


def _new_rows(sheet: ScannedSheet, rows: Mapping[int, bytes]) -> Iterator[Edit]:
    body = sheet.body
    if body is None or not rows:
        return
    made = {number: _row(body, number, cells) for number, cells in rows.items()}
    if body.is_empty:
        all_rows = b"".join(made.values())
        yield Edit(body.start, body.end, _opened(body.name, body.attributes) + all_rows + _closed(body.name))
        return
    there = sorted((number, it.tag.start) for number, it in sheet.rows.items())
    for number, row in made.items():
        before = next((start for other, start in there if other > number), sheet.body_close)
        yield Edit(before, before, row)


def _row(body: Tag, number: int, cells: bytes) -> bytes:
    name = body.prefix + b"row"
    return _opened(name, b' r="%d"' % number) + cells + _closed(name)


def _new_cell(sheet: ScannedSheet, at: Address, value: Value, format_of: Callable[[int], Format]) -> bytes:
    style = sheet.style_at(at)
    prefix = sheet.body.prefix if sheet.body else b""
    attributes = f' r="{at}"'.encode() + (b' s="%d"' % style if style else b"")
    return _cell(prefix + b"c", attributes, value, format_of(style))


def _cell(name: bytes, attributes: bytes, value: Value, shown: Format) -> bytes:
    prefix = name[:-1]
    number = number_in(value, shown)
    if number is not None:
        inside = b"<%bv>%b</%bv>" % (prefix, plain(number).encode(), prefix)
        return _opened(name, attributes) + inside + _closed(name)
    text = xml_text(said(value))
    inside = b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % (prefix, prefix, text, prefix, prefix)
    return _opened(name, attributes + b' t="inlineStr"') + inside + _closed(name)


def number_in(value: Value, shown: Format) -> Decimal | None:
    """The number that is stored for a value in a cell of this format; None for what is written as text.

    Of percent a cell that shows fewer decimals gets no more than it shows: Excel would round them up.
    """
    meaning, code = shown
    if isinstance(value, Percent):
        if meaning != PERCENT:
            return value.value
        decimals = _PERCENT_DECIMALS.search(code.partition(";")[0])
        return cut(value.value, len(decimals[1]) if decimals else 0) / 100
    if isinstance(value, Decimal):
        return value / 100 if meaning == PERCENT else value
    if isinstance(value, date) and meaning == DATE:
        return Decimal(str(to_excel(value)))  # type: ignore[no-untyped-call]
    return None


def _opened(name: bytes, attributes: bytes) -> bytes:
    return b"<" + name + attributes + b">"


def _closed(name: bytes) -> bytes:
    return b"</" + name + b">"
