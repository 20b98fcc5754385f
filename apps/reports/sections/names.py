"""The names behind each rate: upgraded, and not upgraded with the reason."""

from typing import Any

from apps.gradings.classes import RateOutcome
from apps.gradings.rates import Rate, RateCode
from apps.reports.labels import CLASSES, COHORTS, LEVELS, sector
from apps.reports.layout import Column, Form, Head, Row, Rows, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = ["code", "name", "sector", "start_level", "end_class", "end_level", "standing"]


def collect(scope: ReportScope) -> Data:
    """Per rate its organisations, those upgraded first, each in the order of the codes."""
    return {"fields": FIELDS, "rates": {code.value: _members(scope, rate) for code, rate in scope.rates.items()}}


def _members(scope: ReportScope, rate: Rate) -> list[list[Any]]:
    upgraded = [_member(scope, code, RateOutcome.UPGRADED) for code in rate.upgraded]
    return upgraded + [_member(scope, code, rate.reasons[code]) for code in rate.not_upgraded]


def _member(scope: ReportScope, code: str, standing: RateOutcome) -> list[Any]:
    organisation, graded = scope.organisations[code], scope.classes[code].graded
    pending = standing == RateOutcome.UNCONFIRMED
    end = ["", 0] if pending else [graded.end_class, graded.end_level]
    return [code, organisation.name, organisation.sector, graded.start_level, *end, standing.value]


REASONS: dict[str, str] = {
    RateOutcome.UPGRADED: "",
    RateOutcome.UNCONFIRMED: "年末等次尚未核准",
    RateOutcome.UNGRADED: "年末核定为未定级",
    RateOutcome.FELL: "年末等次下降",
    RateOutcome.KEPT: "年末等次未提高",
    RateOutcome.LEVEL_NOT_HIGHER: "命名级别未提高",
    RateOutcome.LEVEL_TOO_LOW: "命名级别低于规定的最低级别",
    RateOutcome.NOT_ACCEPTED: "整顿验收未通过",
    RateOutcome.ACCEPTANCE_OPEN: "尚未整顿验收",
}

#: Tab, title and the words for yes and no.
SHEETS = {
    RateCode.ADVANCED_UPGRADE: ("争创升级名单", "先进党组织争创升级名单", "已升级", "未升级"),
    RateCode.GENERAL_UPGRADE: ("升级名单", "一般党组织升级名单", "已升级", "未升级"),
    RateCode.BACKWARD_CONVERSION: ("转化名单", "后进党组织转化名单", "已转化", "未转化"),
}
COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("结　果", 10),
    Column("编　码", 13),
    Column("党 组 织 名 称", 38, Form.TEXT),
    Column("领　域", 17),
    Column("等次", 9, Form.WORD, "年　初"),
    Column("命名级别", 10, Form.WORD, "年　初"),
    Column("等次", 9, Form.WORD, "年　末"),
    Column("命名级别", 10, Form.WORD, "年　末"),
    Column("未升级（转化）原因", 28, Form.TEXT),
)


def tables(head: Head, data: Data) -> list[Table]:
    return [_table(head, code, data["rates"][code]) for code in SHEETS]


def _table(head: Head, code: RateCode, members: list[list[Any]]) -> Table:
    tab, title, yes, no = SHEETS[code]
    done = sum(member[-1] == RateOutcome.UPGRADED for member in members)
    return Table(
        key=f"names_{code}",
        name=tab,
        title=f"{head.year}年度{title}",
        shows=f"年初{COHORTS[code]}党组织{len(members)}个：{yes}{done}个，{no}{len(members) - done}个及原因",
        columns=COLUMNS,
        rows=Rows(members, lambda number, member: _row(number, COHORTS[code], (yes, no), member)),
        frozen_columns=4,
        empty=f"年初无{COHORTS[code]}党组织",
        long=True,
    )


def _row(number: int, start: str, words: tuple[str, str], member: list[Any]) -> Row:
    code, name, field, start_level, end_class, end_level, standing = member
    end = (CLASSES[end_class], LEVELS[end_level]) if end_class else ("", "")
    return (
        number,
        words[0] if standing == RateOutcome.UPGRADED else words[1],
        code,
        name,
        sector(field),
        start,
        LEVELS[start_level],
        *end,
        REASONS[standing],
    )


SECTION = Section("names", collect, tables)
