"""台账: what the registers of the year hold, a sheet for each that has something."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.hundredths import InHundredths
from apps.core.text import text_width
from apps.registers.in_use import registers_in_use
from apps.registers.lines import Line, column_of
from apps.registers.register import RecordRegister
from apps.reports.layout import Cell, Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section
from apps.reports.widths import longest
from apps.workbooks.writing import FIRST_DAY

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: In half-width characters: all columns together, the narrowest, the widest, and what stands beside a text.
WIDTH, LEAST, MOST, BESIDE = 155, 9, 44, 4


def collect(scope: ReportScope) -> Data:
    """Of each register the headings and the records of the year, in the words of its workbook.  A query for each
    that is in use."""
    kept = [_collected(register, scope) for register in registers_in_use() if register.reported]
    return {"registers": [it for it in kept if it["rows"]]}


def _collected(register: RecordRegister, scope: ReportScope) -> Data:
    lines = [line for line in register.lines if line.listed and line.name != register.own]
    records = register.records().counted().filter(register.in_year(scope.year), register.to_report(scope.as_of))
    own = (f"{register.own}__code", f"{register.own}__name")
    rows = records.of(scope.subtree).order_by(register.model.DATED, own[0], "pk")
    names = [*own, *(f"{line.name}__name" if line.named else line.name for line in lines)]
    words = [_words(register, line) for line in lines]
    steps = {step.on for step in getattr(register, "steps", ())}
    known_by = [scope.as_of if line.name in steps else date.max for line in lines]
    return {
        "name": register.name,
        "sheet": register.sheet,
        "hundredths": [at for at, line in enumerate(lines) if isinstance(register.model_field(line), InHundredths)],
        "known_by": [at for at, line in enumerate(lines) if line.key],
        "headings": [register.own_line.named, *(line.named or line.heading for line in lines)],
        "rows": [
            [
                code,
                name,
                *(_plain(value, its, known) for value, its, known in zip(values, words, known_by, strict=True)),
            ]
            for code, name, *values in rows.values_list(*names).iterator()
        ],
    }


def _words(register: RecordRegister, line: Line) -> dict[Any, str]:
    written: dict[Any, str] = getattr(column_of(line, register.model_field(line)), "written", {})
    return written


def _plain(value: Any, words: dict[Any, str], known_by: date) -> str | int | None:
    """As JSON can hold it; blank is null, and so is a step that was taken after the day of the report."""
    if value is None or value == "" or (isinstance(value, date) and value > known_by):
        return None
    if value in words:
        return words[value]
    return value.isoformat() if isinstance(value, date) else value


def tables(head: Head, data: Data) -> list[Table]:
    return [_table(head, register) for register in data["registers"]]


def _table(head: Head, register: Data) -> Table:
    columns, rows = _drawn(register["headings"], register["rows"], register.get("hundredths", ()))
    return Table(
        key=f"register-{register['name']}",
        name=f"{register['sheet']}台账",
        title=f"{head.year}年度{register['sheet']}台账",
        shows=f"本年度登记{len(rows)}条",
        columns=columns,
        rows=rows,
        frozen_columns=3,
        known_by=(1, *(at + 3 for at in register.get("known_by", ()))),
        long=True,
    )


def _drawn(
    headings: Sequence[str], records: Sequence[list[Any]], hundredths: Collection[int]
) -> tuple[list[Column], list[Row]]:
    """Numbers as numbers, days as days, each column as wide as what stands in it."""
    codes, names, *values = map(list, zip(*records, strict=True))
    cells = [names, *(_cells(column, at in hundredths) for at, column in enumerate(values))]
    rows: list[Row] = [*zip(range(1, len(records) + 1), codes, *cells, strict=True)]
    columns = [Column("序号", 6, Form.NUMBER), Column("编　码", 11)]
    for at, (heading, column) in enumerate(zip(headings, cells, strict=True), 2):
        form = _form(column)
        needed = max(text_width(heading), longest(rows, at, form)) + BESIDE
        columns.append(Column(heading, int(min(max(needed, LEAST), MOST)), form))
    taken = sum(it.width for it in columns)
    return [replace(it, width=it.width * max(WIDTH, taken) // taken) for it in columns], rows


def _cells(column: list[Any], hundredths: bool) -> list[Cell]:
    """Amounts stand in hundredths in the snapshot, days as text."""
    if hundredths:
        return [None if it is None else Decimal(it) / 100 for it in column]
    try:
        days = [None if it is None else _day(it) for it in column]
    except ValueError:
        return column
    return [*days]


def _day(value: Any) -> date:
    """Raises `ValueError` where it is no day that Excel knows."""
    found = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    if found is None or found < FIRST_DAY:
        raise ValueError(value)
    return found


def _form(column: Iterable[Cell]) -> Form:
    there = [it for it in column if it is not None]
    if there and all(isinstance(it, date) for it in there):
        return Form.DAY
    return Form.NUMBER if there and all(isinstance(it, int | Decimal) for it in there) else Form.TEXT


SECTION = Section("registers", collect, tables)
