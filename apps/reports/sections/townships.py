"""各镇汇总: a district's townships beside each other, with the three rates; 合计 is the sum of the lines."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from apps.core.ratio import Ratio
from apps.gradings.classes import RateOutcome
from apps.reports.labels import CUT, RATES, TOTAL
from apps.reports.layout import Cell, Column, Form, Head, Row, Table, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit, summed, tallied

_CLASSES = ("advanced", "general", "backward")
_COUNTED = (
    *("total", "graded"),
    *(f"start_{it}" for it in _CLASSES),
    *(f"end_{it}" for it in _CLASSES),
    *("lowered", "ungraded", "exits"),
)
FIELDS = ["code", "name", *_COUNTED, *(f"{code}_{part}" for code in RATES for part in ("numerator", "denominator"))]


def nothing(_scope: ReportScope) -> Data:
    """Only a district has townships: the section is added up from their parts."""
    return {"fields": FIELDS, "units": [], "reasons": {code: {} for code in RATES}}


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A line for each township, and of those not upgraded how many for which reason."""
    before = so_far or {"units": [], "reasons": {}}
    counts = sections["table_b"]["total"]
    rates = [sections["rates"][code][part] for code in RATES for part in ("numerator", "denominator")]
    line = [counts.get(name, 0) for name in _COUNTED] + rates
    units = [*before["units"], [unit.code, unit.name, *line]] if any(line) else before["units"]
    reasons = {code: tallied(before["reasons"].get(code, {}), _reasons(sections, code)) for code in RATES}
    return {"fields": FIELDS, "units": units, "reasons": reasons}


def _reasons(sections: Sections, code: str) -> dict[str, int]:
    data = sections["names"]
    at = data["fields"].index("standing")
    return dict(Counter(row[at] for row in data["rates"][code] if row[at] != RateOutcome.UPGRADED))


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("单　位", 30, Form.TEXT),
    Column("总数", 7, Form.NUMBER),
    Column("参加定级", 8, Form.NUMBER),
    *(Column(word, 7, Form.NUMBER, "年　初") for word in ("先进", "一般", "后进")),
    *(Column(word, 7, Form.NUMBER, "年　末") for word in ("先进", "一般", "后进")),
    *(Column(word, 7, Form.NUMBER) for word in ("降级", "未定级", "退出")),
    *(
        Column(word, 8, form, name)
        for name in RATES.values()
        for word, form in (("完成数", Form.NUMBER), ("基数", Form.NUMBER), ("完成率", Form.PERCENT))
    ),
)


def tables(head: Head, data: Data) -> list[Table]:
    units: list[list[Any]] = data["units"]
    if not units:
        return []
    total = _row(None, TOTAL, summed(*(unit[2:] for unit in units)))
    return [
        Table(
            key="townships",
            name="各镇汇总",
            title=f"{head.year}年度各镇党组织分类定级和晋位升级情况汇总表",
            shows=f"{len(units)}个单位的党组织数、年初和年末等次、三项比率，合计为各单位之和",
            columns=COLUMNS,
            rows=[total, *(_row(number, unit[1], unit[2:]) for number, unit in enumerate(units, 1))],
            totals=1,
            annex=True,
            frozen_columns=2,
            notes=(CUT, "合计为各单位分子、分母分别相加；各单位名单见其分册。"),
        )
    ]


def _row(number: int | None, name: str, numbers: Sequence[int]) -> Row:
    counted, rates = numbers[: len(_COUNTED)], numbers[len(_COUNTED) :]
    told: list[Cell] = []
    for numerator, denominator in zip(rates[::2], rates[1::2], strict=True):
        told += [numerator, denominator, percentage(Ratio(numerator, denominator))]
    return (number, name, *counted, *told)


SECTION = Section("townships", nothing, tables, add)
