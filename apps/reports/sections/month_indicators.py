"""主要指标进展: of a month's bulletin, what was done in the month, what since January, and what is lacking."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from apps.core.amount import HUNDRED
from apps.core.ratio import Ratio
from apps.filings.months import Month
from apps.organisations.selectors import path_on
from apps.plans.natures import Comparator, Nature
from apps.progress.figures import Standing, in_hundredths
from apps.progress.selectors import progress_at
from apps.reports.labels import CUT, PACES
from apps.reports.layout import Cell, Column, Form, Head, Row, Rows, Table, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = [
    *("code", "name", "unit", "comparator", "target", "is_rate", "hundredths"),
    *("in_month", "numerator", "denominator", "expected", "state", "lacking"),
]
UNIT_FIELDS = ["code", "name", "sector", "good", "counted"]
GOOD, WITH_STATE = ("done", "ahead", "on_course"), ("done", "ahead", "on_course", "at_risk", "behind")


def collect(scope: ReportScope) -> Data:
    """Official figures at the end of the month; of each unit how many indicators keep pace, of those that can."""
    month = Month(scope.year, scope.month)
    progress = progress_at(path_on(scope.organisation, month.last_day), scope.year, month.last_day, with_parts=True)
    if progress is None:
        return {"fields": FIELDS, "indicators": [], "unit_fields": UNIT_FIELDS, "units": []}
    before = _before(scope, month)
    units = [[it.code, it.name, it.sector, *_kept_pace(list(it.standings.values()))] for it in progress.parts]
    return {
        "fields": FIELDS,
        "indicators": [_indicator(it, before) for it in progress.standings],
        "unit_fields": UNIT_FIELDS,
        "units": [unit for unit in units if unit[-1]],
    }


def _before(scope: ReportScope, month: Month) -> dict[str, int] | None:
    """What was done by the end of the month before, by indicator; None in January."""
    if month.month == 1:
        return None
    day = month.first_day - timedelta(days=1)
    progress = progress_at(path_on(scope.organisation, day), scope.year, day)
    known = ((it.indicator.code, it.figure.numerator) for it in (progress.standings if progress else ()))
    return {code: numerator for code, numerator in known if numerator is not None}


def _indicator(standing: Standing, before: dict[str, int] | None) -> list[Any]:
    it, figure = standing.indicator, standing.figure
    return [
        it.code,
        it.name,
        it.unit,
        it.comparator,
        standing.target_text,
        it.is_rate,
        in_hundredths(it),
        _in_month(standing, before),
        figure.numerator,
        figure.denominator,
        standing.expected_said,
        standing.state.value if standing.state else None,
        _lacking(standing),
    ]


def _in_month(standing: Standing, before: dict[str, int] | None) -> int | None:
    """Flows alone grow month by month; who had no figure before is not known to have had none."""
    now = standing.figure.numerator
    if now is None or standing.indicator.nature != Nature.FLOW:
        return None
    if before is None:
        return now
    earlier = before.get(standing.indicator.code)
    return None if earlier is None else now - earlier


def _lacking(standing: Standing) -> int | None:
    """How many pieces (in hundredths where the figure is) the year's target still needs, where more is asked."""
    figure, target = standing.figure, standing.target
    if figure.numerator is None or target is None or standing.indicator.comparator != Comparator.AT_LEAST:
        return None
    if standing.indicator.is_rate:
        return Ratio(figure.numerator, figure.denominator or 0).needed(target)
    unit = HUNDRED if in_hundredths(standing.indicator) else 1
    return max(0, ceil(Fraction(target) * unit) - figure.numerator)


def _kept_pace(standings: list[Standing]) -> list[int]:
    states = [it.state.value for it in standings if it.state and it.state.value in WITH_STATE]
    return [sum(state in GOOD for state in states), len(states)]


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("指　标", 36, Form.TEXT),
    Column("全年目标", 11),
    Column("本月", 9, Form.NUMBER),
    Column("累计", 10, Form.NUMBER),
    Column("基　数", 9, Form.NUMBER),
    Column("完成率", 10, Form.PERCENT),
    Column("序时要求", 11),
    Column("序时进度", 13),
    Column("差距", 9, Form.NUMBER),
)
SIGNS = {">=": "≥", "<=": "≤", "=": "＝"}


def tables(head: Head, data: Data) -> list[Table]:
    indicators = [dict(zip(data["fields"], row, strict=True)) for row in data["indicators"]]
    return [
        Table(
            key="month_indicators",
            name="主要指标进展",
            title=f"{head.year}年{head.month}月党建工作主要指标进展情况表",
            shows=f"{len(indicators)}项指标的全年目标、本月和累计完成、序时进度和差距",
            columns=COLUMNS,
            rows=Rows(indicators, row_of),
            frozen_columns=2,
            empty="本年度没有党建工作计划",
            notes=(
                CUT,
                "累计为年初至本月末审核通过的数据；尚无数据的留空，不按零计。存量、年末评定的指标不计本月。",
                "差距为达到全年目标还需完成的数量；要求“不高于”“等于”的不计差距。",
            ),
            signatures=False,
        )
    ]


def row_of(number: int, of: dict[str, Any]) -> Row:
    """The row of an indicator."""
    return (
        number,
        of["name"],
        target_of(of),
        _number(of["in_month"], of["hundredths"]),
        _number(of["numerator"], of["hundredths"]),
        _number(of["denominator"], of["hundredths"]) if of["is_rate"] else None,
        _percent(of),
        of["expected"] or "",
        PACES.get(of["state"], ""),
        _number(of["lacking"], of["hundredths"]),
    )


def target_of(of: dict[str, Any]) -> str:
    if not of["target"]:
        return ""
    return f"{SIGNS.get(of['comparator'], '')}{of['target']}{'%' if of['is_rate'] else of['unit']}"


def _percent(of: dict[str, Any]) -> Cell:
    """A rate as such; of another indicator how much of the year's target is done."""
    if of["numerator"] is None:
        return None
    if of["is_rate"]:
        return percentage(Ratio(of["numerator"], of["denominator"] or 0))
    target = Fraction(of["target"] or 0) * (HUNDRED if of["hundredths"] else 1)
    if not target or of["comparator"] == "<=" or of["numerator"] < 0:
        return None
    return percentage(Ratio(of["numerator"] * target.denominator, target.numerator))


def _number(value: int | None, hundredths: bool) -> Cell:
    return value if value is None or not hundredths else Decimal(value) / HUNDRED


SECTION = Section("month_indicators", collect, tables)
