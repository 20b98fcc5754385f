"""退出名单: organisations of the three cohorts that were dissolved or merged within the year, with the approval."""

from typing import Any

from apps.gradings.rates import RateCode
from apps.reports.labels import CLOSINGS, COHORTS, sector
from apps.reports.layout import Column, Form, Head, Row, Rows, Table, day
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit

FIELDS = ["code", "name", "sector", "rate", "closing", "closed", "merged_into", "approval_number"]


def collect(scope: ReportScope) -> Data:
    """Every exit with the rate whose cohort it left, in the order of the codes."""
    exits = [(code, rate.code) for rate in scope.rates.values() for code in rate.exits]
    return {"fields": FIELDS, "exits": [_exit(scope, code, rate) for code, rate in sorted(exits)]}


def _exit(scope: ReportScope, code: str, rate: RateCode) -> list[Any]:
    it = scope.organisations[code]
    closed = it.closed.isoformat() if it.closed else None
    return [code, it.name, it.sector, rate.value, it.closing, closed, it.merged_into or "", it.approval_number]


COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("编　码", 13),
    Column("党 组 织 名 称", 38, Form.TEXT),
    Column("领　域", 17),
    Column("年初等次", 10),
    Column("方式", 8, Form.WORD, "退　出"),
    Column("日期", 13, Form.DAY, "退　出"),
    Column("并入的党组织", 30, Form.TEXT, "退　出"),
    Column("批准文号", 24, Form.WORD),
)


def tables(head: Head, data: Data) -> list[Table]:
    exits = data["exits"]
    return [
        Table(
            key="exits",
            name="退出名单",
            title=f"{head.year}年度参加定级后撤销、并入党组织名单",
            shows=f"年度内经批准撤销或并入、退出三项比率计算的党组织{len(exits)}个",
            columns=COLUMNS,
            rows=Rows(exits, _row),
            frozen_columns=3,
            empty="本年度无参加定级后撤销、并入的党组织",
            notes=("退出的党组织不计入三项比率的分子、分母，也不作为升级或转化。",),
        )
    ]


def _row(number: int, left: list[Any]) -> Row:
    code, name, field, rate, closing, closed, merged_into, approval_number = left
    return (
        number,
        code,
        name,
        sector(field),
        COHORTS[rate],
        CLOSINGS[closing],
        day(closed),
        merged_into,
        approval_number or "（未登记）",
    )


def add(so_far: Data | None, _unit: Unit, sections: Sections) -> Data:
    """A district names the exits of all its townships."""
    return {"fields": FIELDS, "exits": [*(so_far["exits"] if so_far else ()), *sections["exits"]["exits"]]}


SECTION = Section("exits", collect, tables, add)
