"""表G 目标任务完成情况: every indicator of the plan by programme, official figures only (figures.md, section 3)."""

from decimal import Decimal
from typing import Any

from apps.core.amount import HUNDRED
from apps.core.ratio import Ratio
from apps.progress.figures import Standing, in_hundredths
from apps.reports.labels import COMPARATORS, CUT, PACES
from apps.reports.layout import Cell, Column, Form, Head, Row, Rows, Table, exact, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = [
    "code",
    "programme",
    "name",
    "numerator_means",
    "denominator_means",
    "unit",
    "weight",
    "comparator",
    "target",
    "is_rate",
    "hundredths",
    "numerator",
    "denominator",
    "missing_months",
    "state",
]


def collect(scope: ReportScope) -> Data:
    """Every indicator with its official figures; numbers in hundredths where `hundredths` says so."""
    return {"fields": FIELDS, "indicators": [_indicator(standing) for standing in scope.standings]}


def _indicator(standing: Standing) -> list[Any]:
    it, figure = standing.indicator, standing.figure
    return [
        it.code,
        it.programme.name,
        it.name,
        it.numerator,
        it.denominator,
        it.unit,
        it.weight,
        it.comparator,
        standing.target_text,
        it.is_rate,
        in_hundredths(it),
        figure.numerator,
        figure.denominator,
        list(figure.missing_months),
        standing.state.value if standing.state else None,
    ]


COLUMNS = (
    Column("类　别", 16),
    Column("序号", 6, Form.NUMBER),
    Column("考 核 要 点", 30, Form.TEXT),
    Column("考核办法（计算口径）", 36, Form.TEXT),
    Column("分值", 7, Form.NUMBER),
    Column("单位", 7),
    Column("要求", 9, Form.WORD, "目　标"),
    Column("目标值", 9, Form.NUMBER, "目　标"),
    Column("完成数", 10, Form.NUMBER, "完 成 情 况"),
    Column("基　数", 10, Form.NUMBER, "完 成 情 况"),
    Column("完成率", 9, Form.PERCENT, "完 成 情 况"),
    Column("序时进度", 11),
    Column("备　注", 20, Form.TEXT),
)


def tables(head: Head, data: Data) -> list[Table]:
    indicators = data["indicators"]
    return [
        Table(
            key="indicators",
            name="表G 目标任务完成情况",
            title=f"{head.year}年度党建工作目标任务完成情况表",
            shows=f"年度计划{len(indicators)}项指标的目标值、完成情况和序时进度",
            columns=COLUMNS,
            rows=Rows(indicators, _row),
            annex=True,
            frozen_columns=3,
            empty="本年度没有党建工作计划",
            notes=(CUT, "只列审核通过的数据；尚无数据的指标留空，不按零计。"),
        )
    ]


def _row(number: int, indicator: list[Any]) -> Row:
    of = dict(zip(FIELDS, indicator, strict=True))
    definition = "÷".join(part for part in (of["numerator_means"], of["denominator_means"]) if part)
    known = of["numerator"] is not None
    return (
        of["programme"],
        number,
        of["name"],
        definition,
        of["weight"] or None,
        of["unit"],
        COMPARATORS.get(of["comparator"], "") if of["target"] else "",
        exact(of["target"]) if of["target"] else None,
        _number(of["numerator"], of["hundredths"]),
        _number(of["denominator"], of["hundredths"]) if of["is_rate"] else None,
        percentage(Ratio(of["numerator"], of["denominator"] or 0)) if known and of["is_rate"] else None,
        PACES.get(of["state"], ""),
        _remark(of["missing_months"]),
    )


def _number(value: int | None, hundredths: bool) -> Cell:
    if value is None or not hundredths:
        return value
    return Decimal(value) / HUNDRED


def _remark(missing: list[int]) -> str:
    return f"未含{'、'.join(map(str, missing))}月未审核通过的数据" if missing else ""


SECTION = Section("indicators", collect, tables)
