"""月报报送情况: of a month's bulletin, who filed when; who did not is printed as 未报, in the official order."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.filings.discipline import Filed, discipline
from apps.filings.models import Filing
from apps.organisations.kinds import official_order
from apps.reports.layout import Column, Form, Head, Row, Rows, Table, day
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = ["code", "name", "standing", "submitted_on", "deadline", "approved", "on_behalf"]
ON_TIME, LATE, MISSING, EXTENDED, NOT_DUE = "on_time", "late", "missing", "extended", "not_due"


def collect(scope: ReportScope) -> Data:
    """How each organisation filed the month, as of the bulletin's day, and the sums.  One query."""
    filings = Filing.objects.filter(year=scope.year, month=scope.month, organisation__in=scope.subtree)
    rows = list(filings.select_related("organisation"))
    rows.sort(key=lambda it: official_order(it.organisation.sector, it.organisation.code))
    told = discipline(
        (Filed(it.due_on, it.deadline, it.first_submitted_on, it.approved_on) for it in rows), scope.as_of
    )
    return {
        "fields": FIELDS,
        "organisations": [_filing(it, scope.as_of) for it in rows],
        "due": told.due,
        "on_time": told.on_time.numerator,
        "late": told.late,
        "missing": told.missing,
        "approved": told.complete.numerator,
    }


def _filing(it: Filing, on: date) -> list[Any]:
    handed_in = it.first_submitted_on if it.first_submitted_on and it.first_submitted_on <= on else None
    return [
        it.organisation.code,
        it.organisation.name,
        _standing(it, handed_in, on),
        handed_in.isoformat() if handed_in else None,
        it.deadline.isoformat(),
        it.approved_on is not None and it.approved_on <= on,
        it.entered_on_behalf,
    ]


def _standing(it: Filing, handed_in: date | None, on: date) -> str:
    if it.due_on > on:
        return NOT_DUE
    if handed_in:
        return ON_TIME if handed_in <= it.deadline else LATE
    return EXTENDED if it.deadline >= on else MISSING


WORDS = {ON_TIME: "按时", LATE: "迟报", MISSING: "未报", EXTENDED: "未报（已延期）", NOT_DUE: "未到期"}
COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("单　位", 40, Form.TEXT),
    Column("报送情况", 16),
    Column("报送时间", 14, Form.DAY),
    Column("期　限", 14, Form.DAY),
    Column("审　核", 12),
    Column("备　注", 20, Form.TEXT),
)


def tables(head: Head, data: Data) -> list[Table]:
    return [
        Table(
            key="month_filings",
            name="月报报送情况",
            title=f"{head.year}年{head.month}月各单位月报报送情况表",
            shows=told(data),
            columns=COLUMNS,
            rows=Rows(filings_in(data), _row),
            annex=True,
            frozen_columns=2,
            empty="本月没有应报的月报",
            notes=(f"{told(data)}。按首次报送时间统计；单位按村、社区、单位、两新组织的顺序排列。",),
            signatures=False,
        )
    ]


def filings_in(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The filings with the names of their fields."""
    return [dict(zip(data["fields"], row, strict=True)) for row in data["organisations"]]


def told(data: Mapping[str, Any]) -> str:
    """``应报42个，按时39个，迟报1个，未报2个``."""
    return f"应报{data['due']}个，按时{data['on_time']}个，迟报{data['late']}个，未报{data['missing']}个"


def _row(number: int, it: dict[str, Any]) -> Row:
    return (
        number,
        it["name"],
        WORDS[it["standing"]],
        day(it["submitted_on"]),
        day(it["deadline"]),
        "已通过" if it["approved"] else "",
        "代报" if it["on_behalf"] else "",
    )


SECTION = Section("month_filings", collect, tables)
