"""月报报送情况: filing discipline by organisation (figures.md, section 8).  Internal: never part of what is sent up."""

from collections.abc import Iterable
from typing import Any

from apps.core.ratio import Ratio
from apps.filings.discipline import Discipline, Filed, discipline
from apps.filings.models import Filing
from apps.reports.labels import CUT, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table, percentage
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit

FIELDS = ["code", "name", "due", "on_time", "late", "missing", "approved"]


def collect(scope: ReportScope) -> Data:
    """How every organisation of the scope filed in the year, as of the report's day.  Two queries."""
    rows = Filing.objects.filter(year=scope.year, organisation__in=scope.subtree).order_by()
    filed: dict[str, list[Filed]] = {}
    columns = ("organisation__code", "due_on", "extended_to", "first_submitted_on", "approved_on")
    for code, due, extended, first, approved in rows.values_list(*columns).iterator():
        filed.setdefault(code, []).append(Filed(due, extended or due, first, approved))
    named = [
        [code, scope.organisations[code].name, *_figures(discipline(filed[code], scope.as_of))]
        for code in sorted(filed)
    ]
    return {"fields": FIELDS, "organisations": named}


def _figures(of: Discipline) -> list[int]:
    return [of.due, of.on_time.numerator, of.late, of.missing, of.complete.numerator]


COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("编　码", 13),
    Column("组 织 名 称", 36, Form.TEXT),
    Column("应报", 10, Form.NUMBER),
    Column("按时", 10, Form.NUMBER, "报 送 情 况"),
    Column("迟报", 10, Form.NUMBER, "报 送 情 况"),
    Column("未报", 10, Form.NUMBER, "报 送 情 况"),
    Column("按时率", 11, Form.PERCENT, "报 送 情 况"),
    Column("审核通过", 11, Form.NUMBER, "审 核 情 况"),
    Column("通过率", 11, Form.PERCENT, "审 核 情 况"),
)


def tables(head: Head, data: Data) -> list[Table]:
    organisations = data["organisations"]
    total = [_row(None, ["", TOTAL, *_sums(organisations)])] if organisations else []
    return [
        Table(
            key="filings",
            name="月报报送情况（内部）",
            title=f"{head.year}年度月报报送情况统计表（内部掌握）",
            shows=f"{len(organisations)}个组织的应报、按时、迟报、未报和审核情况，内部掌握，不上报",
            columns=COLUMNS,
            rows=[*total, *(_row(number, row) for number, row in enumerate(organisations, 1))],
            totals=len(total),
            frozen_columns=3,
            empty="本年度没有应报的月报",
            notes=(CUT, "本表供内部掌握，不对外报送。"),
        )
    ]


def _sums(organisations: Iterable[list[Any]]) -> list[int]:
    return [sum(figures) for figures in zip(*(row[2:] for row in organisations), strict=True)]


def _row(number: int | None, organisation: list[Any]) -> Row:
    code, name, due, on_time, late, missing, approved = organisation
    return (
        number,
        code,
        name,
        due,
        on_time,
        late,
        missing,
        percentage(Ratio(on_time, due)),
        approved,
        percentage(Ratio(approved, due)),
    )


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A district has a line for each township."""
    before, its = so_far["organisations"] if so_far else [], sections["filings"]["organisations"]
    lines = [*before, [unit.code, unit.name, *_sums(its)]] if its else before
    return {"fields": FIELDS, "organisations": lines}


SECTION = Section("filings", collect, tables, add)
