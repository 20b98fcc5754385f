"""The list of reports as a workbook."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from apps.reports.models import ReportState
from apps.reports.querysets import YearEndReportQuerySet
from apps.workbooks.columns import CodeColumn, Column, DateColumn, IntegerColumn, WordColumn

STATES = {
    "正在生成": ReportState.REQUESTED,
    "已定稿": ReportState.FROZEN,
    "已审签": ReportState.SIGNED,
    "已上报": ReportState.SENT,
    "失败": ReportState.FAILED,
    "已取消": ReportState.CANCELLED,
}
COLUMNS: Sequence[Column] = (
    CodeColumn("组织编码", "code"),
    Column("组织", "name", width=36),
    IntegerColumn("年度", "year", width=8),
    IntegerColumn("月份", "month", width=8),
    IntegerColumn("编号", "number", width=8),
    DateColumn("数据截止日", "as_of"),
    WordColumn("状态", "state", words=STATES, width=11),
    Column("申请人", "requested_by"),
    DateColumn("申请日期", "requested_on"),
    Column("审签人", "signed_by"),
    DateColumn("审签日期", "signed_on"),
    DateColumn("上报日期", "sent_on"),
    Column("上报单位", "sent_to", width=30),
    Column("文号", "document_number", width=22),
    IntegerColumn("修订的编号", "revises", width=11),
    Column("校验码", "sha256", width=68),
)


def rows_of(reports: YearEndReportQuerySet) -> Iterator[Sequence[Any]]:
    """One row per report, one value in code per column, streamed."""
    for report in reports.iterator(chunk_size=2000):
        yield (
            report.organisation.code,
            report.organisation.name,
            report.year,
            report.month or None,
            report.number,
            report.as_of,
            report.shown_state,
            report.requested_by.name,
            timezone.localdate(report.created_at),
            report.signed_by.name if report.signed_by else None,
            timezone.localdate(report.signed_at) if report.signed_at else None,
            report.sent_on,
            report.sent_to or None,
            report.document_number or None,
            report.revises.number if report.revises else None,
            report.sha256 or None,
        )
