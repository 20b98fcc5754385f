"""What two reports say otherwise, cell by cell, as an official reads it.  Pure: no ORM.

Both are drawn as their sheets and compared row by row: a row is found again by its words (`Table.known_by`), among
equal ones by its place.  Sections that one of the two does not have (an older report) are left out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from apps.reports.layout import Column, Form, Row, Table, text_of
from apps.reports.sections import drawn_sections
from apps.reports.sections.texts import PARTS
from apps.reports.sheets import head_of
from apps.reports.told import as_drawn

NOTHING = "（无）"
WHOLE_ROW = "（整行）"
#: What only counts rows.
_NUMBERED = "序号"
_CODED = "编码"
_PART_NAMES = dict(zip(PARTS, ("特色亮点", "存在的主要问题", "下步工作打算"), strict=True))

Taken = Mapping[str, Any]
Key = tuple[str, ...]


class Difference(NamedTuple):
    """One cell: the table, the row, the column, what stood there and what stands there now."""

    table: str
    row: str
    column: str
    was: str
    now: str


def differences(before: Taken, after: Taken) -> list[Difference]:
    """What `after` says otherwise than `before`, in the order of the sheets, then of the rows."""
    both = before["sections"].keys() & after["sections"].keys()
    old, new = _tables(before, both), _tables(after, both)
    keys = [*new, *(key for key in old if key not in new)]
    cells = chain.from_iterable(_compared(old.get(key), new.get(key)) for key in keys)
    return [*cells, *_texts(before["sections"], after["sections"])]


def _tables(taken: Taken, names: set[str]) -> dict[str, Table]:
    head, sections = head_of(taken, ""), as_drawn(taken["sections"])
    return {
        table.key: table
        for section in drawn_sections(internal=False)
        if section.name in names
        for table in section.tables(head, sections[section.name])
    }


def _compared(old: Table | None, new: Table | None) -> Iterator[Difference]:
    table = new or old
    if table is None:
        return
    was, now = _rows(old), _rows(new)
    for key in [*now, *(key for key in was if key not in now)]:
        before, after = was.get(key), now.get(key)
        label = _label(table, after or before or ())
        yield from (Difference(table.name, label, *it) for it in _cells(table.columns, before, after))


def _rows(table: Table | None) -> dict[Key, Row]:
    """The rows by their words, the last word being their place among equal ones."""
    if table is None:
        return {}
    found: dict[Key, Row] = {}
    seen: Counter[Key] = Counter()
    places = _known_by(table)
    for row in table.rows:
        key = _words(table, row, places)
        seen[key] += 1
        found[(*key, str(seen[key]))] = row
    return found


def _known_by(table: Table) -> Sequence[int]:
    """A code finds a row again that has another name by now."""
    codes = [at for at, column in enumerate(table.columns) if _named(column) == _CODED]
    return table.known_by or codes or _worded(table)


def _worded(table: Table) -> list[int]:
    return [at for at in range(table.frozen_columns) if table.columns[at].form is not Form.NUMBER]


def _words(table: Table, row: Row, places: Iterable[int]) -> Key:
    return tuple(text_of(row[at], table.columns[at].form) for at in places)


def _label(table: Table, row: Row) -> str:
    places = sorted({*_worded(table), *table.known_by})
    return "　".join(word for word in _words(table, row, places) if word)


def _cells(columns: Sequence[Column], was: Row | None, now: Row | None) -> Iterator[tuple[str, str, str]]:
    if was is None or now is None:
        yield WHOLE_ROW, _told(columns, was), _told(columns, now)
        return
    for column, before, after in zip(columns, was, now, strict=True):
        old, new = text_of(before, column.form), text_of(after, column.form)
        if old != new and column.heading != _NUMBERED:
            yield _named(column), old or NOTHING, new or NOTHING


def _told(columns: Sequence[Column], row: Row | None) -> str:
    if row is None:
        return NOTHING
    said = ((column, text_of(cell, column.form)) for column, cell in zip(columns, row, strict=True))
    return "；".join(f"{_named(column)}：{text}" for column, text in said if text and column.heading != _NUMBERED)


def _named(column: Column) -> str:
    """The heading below that above it, without the blanks that spread them."""
    above, heading = ("".join(part.split()) for part in (column.group, column.heading))
    return f"{above}·{heading}" if above else heading


def _texts(before: Taken, after: Taken) -> Iterator[Difference]:
    old, new = before.get("texts", {}), after.get("texts", {})
    for part, name in _PART_NAMES.items():
        was, now = old.get(part, ""), new.get(part, "")
        if was != now:
            yield Difference("报告正文", name, "文字", was or NOTHING, now or NOTHING)
