"""与上年同期对比: the three rates and the indicators that both years' plans have, on the same day of either year."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from apps.core.amount import HUNDRED
from apps.core.calendar import ReportingYear
from apps.core.ratio import Ratio
from apps.gradings.rates import Rate
from apps.organisations.selectors import path_on
from apps.progress.figures import Standing, comparable, in_hundredths
from apps.progress.selectors import progress_at
from apps.reports.labels import CUT, RATES, long_date
from apps.reports.layout import Cell, Column, Form, Head, Row, Rows, Table, day, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit

FIELDS = ["name", "unit", "is_rate", "hundredths", "numerator", "denominator", "numerator_before", "denominator_before"]


def collect(scope: ReportScope) -> Data:
    """Figures of both years; what nobody knows of the year before is null."""
    before = day_before(scope.year, scope.as_of)
    earlier = replace(scope, year=scope.year - 1, as_of=before).rates
    rates = [_rate(RATES[code.value], rate, earlier[code]) for code, rate in scope.rates.items()]
    indicators = [_indicator(now, then) for now, then in _both(scope, before)]
    return {"day_before": before.isoformat(), "fields": FIELDS, "lines": [*rates, *indicators]}


def day_before(year: int, as_of: date) -> date:
    """The same day a year earlier; of a year that is over its last day."""
    if as_of >= ReportingYear(year).last_day:
        return ReportingYear(year - 1).last_day
    leap = (as_of.month, as_of.day) == (2, 29)
    return date(year - 1, as_of.month, 28 if leap else as_of.day)


def _rate(name: str, now: Rate, then: Rate) -> list[Any]:
    known = then.ratio.denominator > 0
    before = [then.ratio.numerator, then.ratio.denominator] if known else [None, None]
    return [name, "%", True, False, now.ratio.numerator, now.ratio.denominator, *before]


def _both(scope: ReportScope, before: date) -> list[tuple[Standing, Standing]]:
    """The indicators of one code that are the same thing, with figures in both years."""
    earlier = progress_at(path_on(scope.organisation, before), scope.year - 1, before)
    years = (scope.standings, earlier.standings if earlier else [])
    now, then = ({it.indicator.code: it for it in standings if it.figure.has_facts} for standings in years)
    both = ((it, then[code]) for code, it in now.items() if code in then)
    return [(it, other) for it, other in both if comparable(it.indicator, other.indicator)]


def _indicator(now: Standing, then: Standing) -> list[Any]:
    it = now.indicator
    figures = [now.figure.numerator, now.figure.denominator, then.figure.numerator, then.figure.denominator]
    return [it.name, it.unit, it.is_rate, in_hundredths(it), *figures]


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("项　目", 40, Form.TEXT),
    Column("单位", 8),
    *(
        Column(word, 12, form, group)
        for group in ("本　年", "上 年 同 期")
        for word, form in (("完成数", Form.NUMBER), ("基　数", Form.NUMBER), ("完成率", Form.PERCENT))
    ),
    Column("增减", 12, Form.NUMBER),
)


def tables(head: Head, data: Data) -> list[Table]:
    lines = [dict(zip(data["fields"], line, strict=True)) for line in data["lines"]]
    if all(it["numerator_before"] is None for it in lines):
        return []
    before, without = day(data["day_before"]) or head.as_of, data.get("without", [])
    unlike = f"上年同期不含没有数据的{'、'.join(without)}，不比较增减。" if without else ""
    return [
        Table(
            key="year_before",
            name="与上年同期对比",
            title=f"{head.year}年度主要数据与上年同期对比表",
            shows=f"{len(lines)}项数据截至{long_date(head.as_of)}与截至{long_date(before)}的对比",
            columns=COLUMNS,
            rows=Rows(lines, partial(_row, compared=not without)),
            annex=True,
            frozen_columns=2,
            notes=(
                CUT,
                f"上年同期截至{long_date(before)}；上年没有数据的留空。增减：比率为百分点，其他为数量。{unlike}",
            ),
        )
    ]


def _row(number: int, it: dict[str, Any], *, compared: bool) -> Row:
    now, then = (_figures(it, ending) for ending in ("", "_before"))
    return (number, it["name"], it["unit"], *now, *then, _change(it) if compared else None)


def _figures(it: dict[str, Any], ending: str) -> tuple[Cell, Cell, Cell]:
    numerator, denominator = it[f"numerator{ending}"], it[f"denominator{ending}"]
    if numerator is None or not it["is_rate"]:
        return _number(numerator, it), None, None
    ratio = Ratio(numerator, denominator or 0)
    return _number(numerator, it), _number(denominator, it), percentage(ratio)


def _change(it: dict[str, Any]) -> Cell:
    """Of rates the difference of the percentages as they stand there."""
    if it["numerator_before"] is None or it["numerator"] is None:
        return None
    if not it["is_rate"]:
        return _number(it["numerator"] - it["numerator_before"], it)
    now = Ratio(it["numerator"], it["denominator"] or 0).tenths
    then = Ratio(it["numerator_before"], it["denominator_before"] or 0).tenths
    return None if now is None or then is None else Decimal(now - then) / 10


def _number(value: int | None, it: dict[str, Any]) -> Cell:
    return value if value is None or not it["hundredths"] else Decimal(value) / HUNDRED


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A district's rates are over the cohorts of all its townships in either year; indicators stand in the parts.

    `without` are the parts that have a cohort now and had none a year ago: with them the two years speak of others.
    """
    its = sections["year_before"]
    lines = [line for line in its["lines"] if line[0] in RATES.values()]
    is_new = any(line[5] for line in lines) and all(line[6] is None for line in lines)
    without = [*(so_far["without"] if so_far else ()), *([unit.name] if is_new else ())]
    if so_far:
        lines = [_sum(*both) for both in zip(so_far["lines"], lines, strict=True)]
    return its | {"lines": lines, "without": without}


def _sum(one: list[Any], other: list[Any]) -> list[Any]:
    """What one of them has no cohort for, the other has alone."""
    figures = ([it for it in both if it is not None] for both in zip(one[4:], other[4:], strict=True))
    return [*one[:4], *(sum(known) if known else None for known in figures)]


SECTION = Section("year_before", collect, tables, add)
