"""三项比率: the three rates of 三分类三升级 with their targets (figures.md, section 4)."""

from fractions import Fraction

from apps.core.ratio import Ratio
from apps.gradings.selectors import rate_as_json
from apps.reports.labels import COHORTS, CUT, NOT_APPLICABLE, RATES
from apps.reports.layout import BarChart, Column, Form, Head, Row, Table, exact, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit


def collect(scope: ReportScope) -> Data:
    """The three rates as `manage.py rates --json` prints them; the lists stand in the section of the names."""
    listed = ("upgraded", "not_upgraded", "exits")
    found: Data = {}
    for code, rate in scope.rates.items():
        figures = {name: value for name, value in rate_as_json(rate).items() if name not in listed}
        found[code.value] = {**figures, "exits": len(rate.exits)}
    return found


COLUMNS = (
    Column("比　率", 16),
    Column("年初等次", 10),
    Column("基数\n（分母）", 11, Form.NUMBER, "完 成 情 况"),
    Column("完成数\n（分子）", 11, Form.NUMBER, "完 成 情 况"),
    Column("完成率", 11, Form.PERCENT, "完 成 情 况"),
    Column("目标值", 11, Form.PERCENT, "目　标"),
    Column("是否达标", 10, Form.WORD, "目　标"),
    Column("还需\n（个）", 10, Form.NUMBER, "目　标"),
    Column("退出数", 10, Form.NUMBER, "含退出的原口径"),
    Column("基数\n（分母）", 11, Form.NUMBER, "含退出的原口径"),
    Column("完成率", 11, Form.PERCENT, "含退出的原口径"),
    Column("备　注", 28, Form.TEXT),
)
ACHIEVED, AIMED_AT = 4, 5


def tables(head: Head, data: Data) -> list[Table]:
    return [
        Table(
            key="rates",
            name="三项比率",
            title=f"{head.year}年度“三分类三升级”三项比率完成情况表",
            shows="争创升级率、升级率、转化率的分子、分母、完成率、目标值和差距，附对比图",
            columns=COLUMNS,
            rows=[_row(code, data[code]) for code in RATES],
            annex=True,
            frozen_columns=2,
            notes=(
                CUT,
                "争创升级率：年初先进中年末仍为先进且命名表彰级别提高的比例；升级率：年初一般中年末升为先进的比例；"
                "转化率：年初后进中年末升为一般或先进且整顿验收通过的比例。",
                "年度内经批准撤销、并入的退出分子、分母；原口径将其保留在分母中，按未完成计。",
            ),
            chart=BarChart("三项比率完成率与目标值（%）", 0, (("完成率", ACHIEVED), ("目标值", AIMED_AT))),
        )
    ]


def _row(code: str, rate: Data) -> Row:
    original = Ratio(rate["original_cohort"]["numerator"], rate["original_cohort"]["denominator"])
    applicable = rate["denominator"] > 0
    return (
        RATES[code],
        COHORTS[code],
        rate["denominator"],
        rate["numerator"],
        percentage(Ratio(rate["numerator"], rate["denominator"])),
        exact(rate["target"]),
        ("达标" if rate["reached"] else "未达标") if applicable else NOT_APPLICABLE,
        rate["needed"] if applicable else NOT_APPLICABLE,
        rate["exits"],
        original.denominator,
        percentage(original),
        "年末等次尚未全部核准，暂定" if rate["provisional"] else "",
    )


def add(so_far: Data | None, _unit: Unit, sections: Sections) -> Data:
    """A district's rates are over the cohorts of all its townships; the target is the district's in each part."""
    its = sections["rates"]
    return {code: _both(so_far[code], its[code]) for code in its} if so_far else its


def _both(one: Data, other: Data) -> Data:
    ratio, original = (
        Ratio(*(a[part] + b[part] for part in ("numerator", "denominator")))
        for a, b in ((one, other), (one["original_cohort"], other["original_cohort"]))
    )
    target = Fraction(one["target"])
    return {
        "numerator": ratio.numerator,
        "denominator": ratio.denominator,
        "percent": ratio.percent,
        "target": one["target"],
        "reached": ratio.reached(target),
        "needed": ratio.needed(target),
        "provisional": one["provisional"] or other["provisional"],
        "exits": one["exits"] + other["exits"],
        "original_cohort": {
            "numerator": original.numerator,
            "denominator": original.denominator,
            "percent": original.percent,
            "reached": original.reached(target),
        },
    }


SECTION = Section("rates", collect, tables, add)
