"""数据来源: of every main figure the rule, the sheet and row in which it stands, and the list behind it.

It holds no facts of its own: it is read off the other sheets.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apps.reports.labels import RATES
from apps.reports.layout import Cell, Column, Form, Head, Link, Row, Table, text_of

COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("数　据", 34, Form.TEXT),
    Column("数　值", 18),
    Column("计 算 规 则", 52, Form.TEXT),
    Column("所在表", 26, Form.LINK),
    Column("行", 6, Form.NUMBER),
    Column("名　单", 22, Form.LINK),
)
#: The rows of a sheet begin below its title, its unit and two rows of heads.
FIRST_ROW = 5
_RULES = {
    "advanced_upgrade": "年末仍为先进且命名级别提高的÷年初先进（不含年度内退出）",
    "general_upgrade": "年末升为先进的÷年初一般（不含年度内退出）",
    "backward_conversion": "年末升为一般或先进且整顿验收通过的÷年初后进（不含年度内退出）",
}


def provenance(head: Head, tables: Sequence[Table]) -> Table:
    """Rates and indicators, in the order of their sheets."""
    by_key = {table.key: table for table in tables}
    rows = list(_rows(by_key))
    return Table(
        key="provenance",
        name="数据来源",
        title=f"{head.year}年度报告主要数据来源对照表",
        shows=f"{len(rows)}项主要数据的计算规则、所在表和行、背后的名单",
        columns=COLUMNS,
        rows=[(number, *row) for number, row in enumerate(rows, 1)],
        frozen_columns=2,
        empty="无主要数据",
        notes=("“行”为所在工作表的行号。没有单列名单的指标，由系统内该指标页面打开佐证材料目录。",),
        signatures=False,
    )


def _rows(by_key: Mapping[str, Table]) -> Iterator[Row]:
    if rates := by_key.get("rates"):
        for at, (code, row) in enumerate(zip(RATES, rates.rows, strict=True)):
            names = by_key.get(f"names_{code}")
            listed = Link(names.name, names.name) if names else None
            value = _value(row[3], row[2], row[4])
            yield RATES[code], value, _RULES[code], Link(rates.name, rates.name), FIRST_ROW + at, listed
    if indicators := by_key.get("indicators"):
        for at, row in enumerate(indicators.rows):
            value = _value(row[8], row[9], row[10])
            yield row[2], value, row[3], Link(indicators.name, indicators.name), FIRST_ROW + at, None


def _value(numerator: Any, denominator: Any, percent: Any) -> Cell:
    """``17/18，94.4%``; a count alone, as a number; a blank where nothing is known."""
    if numerator is None or denominator is None:
        return numerator  # type: ignore[no-any-return]
    return f"{numerator}/{denominator}，{text_of(percent, Form.PERCENT)}"
