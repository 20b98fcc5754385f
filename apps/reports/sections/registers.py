"""台账: what the registers of the year hold, a sheet for each that has something."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.hundredths import InHundredths
from apps.registers.lines import Line, column_of
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section


def collect(scope: ReportScope) -> Data:
    """Of each register the headings and the records of the year, in the words of its workbook.  A query for each."""
    kept = [_collected(register, scope) for register in REGISTERS.values() if register.reported]
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
    organisation, *headings = register["headings"]
    return Table(
        key=f"register-{register['name']}",
        name=f"{register['sheet']}台账",
        title=f"{head.year}年度{register['sheet']}台账",
        shows=f"本年度登记{len(register['rows'])}条",
        columns=(
            Column("序号", 6, Form.NUMBER),
            Column("编　码", 11),
            Column(organisation, 28, Form.TEXT),
            *(Column(heading, 18 if at else 30, Form.TEXT) for at, heading in enumerate(headings)),
        ),
        rows=[_row(number, row, register.get("hundredths", ())) for number, row in enumerate(register["rows"], 1)],
        frozen_columns=3,
        known_by=(1, *(at + 3 for at in register.get("known_by", ()))),
        long=True,
    )


def _row(number: int, row: list[Any], hundredths: Collection[int]) -> Row:
    """A record; amounts stand in hundredths in the snapshot."""
    code, name, *values = row
    amounts = (Decimal(it) / 100 if at in hundredths and it is not None else it for at, it in enumerate(values))
    return (number, code, name, *amounts)


SECTION = Section("registers", collect, tables)
