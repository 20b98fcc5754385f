"""未达进度指标说明: what the owners say about the indicators that are not reached."""

from typing import Any

from apps.reports.comments import asked_among
from apps.reports.labels import PACES
from apps.reports.layout import Column, Form, Head, Row, Rows, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = ["code", "name", "state", "responsible", "text"]
COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("考 核 要 点", 34, Form.TEXT),
    Column("序时进度", 12),
    Column("责 任 人", 18, Form.TEXT),
    Column("未达到的原因和改进措施", 70, Form.TEXT),
)


def collect(scope: ReportScope) -> Data:
    """Every indicator that is not reached, with its owner; blank where the owner said nothing.  Two queries."""
    rows = [
        [
            it.indicator.code,
            it.indicator.name,
            str(it.standing.state),
            it.responsible,
            it.comment.text if it.comment else "",
        ]
        for it in asked_among(scope.organisation, scope.standings)
    ]
    return {"fields": FIELDS, "indicators": rows}


def tables(head: Head, data: Data) -> list[Table]:
    """None where every indicator is reached."""
    rows = data["indicators"]
    if not rows:
        return []
    open_ = sum(not it[-1] for it in rows)
    return [
        Table(
            key="comments",
            name="未达进度指标说明",
            title=f"{head.year}年度未达到进度要求的指标情况说明",
            shows=f"未达到进度要求的指标{len(rows)}项的责任人、原因和改进措施"
            + (f"，{open_}项尚无说明" if open_ else ""),
            columns=COLUMNS,
            rows=Rows(rows, _row),
            frozen_columns=2,
            empty="",
        )
    ]


def _row(number: int, it: list[Any]) -> Row:
    _code, name, state, responsible, text = it
    return (number, name, PACES.get(state, ""), responsible, text or "（未填）")


SECTION = Section("comments", collect, tables)
