"""等次一览: every organisation that takes part in grading with its classes at the start and the end of the year."""

from typing import Any

from apps.reports.labels import ACCEPTED, CLASSES, KINDS, LEVELS, sector
from apps.reports.layout import Column, Form, Head, Row, Rows, Table, day
from apps.reports.scope import CountedOrganisation, ReportScope
from apps.reports.sections.base import Data, Section

FIELDS = [
    *("code", "name", "kind", "sector", "start_class", "start_level", "end_class", "end_level"),
    *("accepted", "confirmed_on", "document_number", "remark"),
]


def collect(scope: ReportScope) -> Data:
    """The organisations that table B counts, in the order of the codes.  Pending classes are left out, and said so."""
    return {"fields": FIELDS, "members": [_member(member) for member in scope.members]}


def _member(member: CountedOrganisation) -> list[Any]:
    it, its = member.organisation, member.official
    row: list[Any] = [it.code, it.name, it.kind, it.sector, its.start or "ungraded"]
    if member.classes is None:
        return [*row, 0, "", 0, None, None, "", _remark(member)]
    graded = member.classes.graded
    row.append(graded.start_level if its.start else 0)
    if not its.end:
        return [*row, "", 0, None, None, "", _remark(member)]
    confirmed_on = graded.confirmed_on.isoformat() if graded.confirmed_on else None
    number = member.classes.document_number
    return [*row, its.end, graded.end_level, graded.accepted, confirmed_on, number, _remark(member)]


def _remark(member: CountedOrganisation) -> str:
    its = member.official
    if its.left:
        return "left"
    if its.start_pending:
        return "start_pending"
    return "end_pending" if its.end_pending else ""


REMARKS = {"": "", "left": "年度内退出", "start_pending": "年初等次待核准", "end_pending": "年末等次待核准"}
COLUMNS = (
    Column("序号", 7, Form.NUMBER),
    Column("编　码", 12),
    Column("党 组 织 名 称", 33, Form.TEXT),
    Column("类　型", 12),
    Column("领　域", 18),
    Column("等次", 8, Form.WORD, "年　初"),
    Column("命名级别", 9, Form.WORD, "年　初"),
    Column("等次", 8, Form.WORD, "年　末"),
    Column("命名级别", 9, Form.WORD, "年　末"),
    Column("整顿验收", 9),
    Column("核准日期", 12, Form.DAY),
    Column("文　号", 20),
    Column("备　注", 16),
)


def tables(head: Head, data: Data) -> list[Table]:
    members = data["members"]
    return [
        Table(
            key="classes",
            name="等次一览",
            title=f"{head.year}年度党组织等次一览表",
            shows=f"应定级党组织{len(members)}个的年初、年末等次，命名级别，核准日期和文号",
            columns=COLUMNS,
            rows=Rows(members, _row),
            frozen_columns=3,
            empty="无应定级的党组织",
            long=True,
        )
    ]


def _row(number: int, member: list[Any]) -> Row:
    code, name, kind, field, start, start_level, end, end_level, accepted, confirmed_on, document, remark = member
    return (
        number,
        code,
        name,
        KINDS[kind],
        sector(field),
        CLASSES[start],
        LEVELS[start_level] if start != "ungraded" else "",
        CLASSES[end] if end else "",
        LEVELS[end_level] if end else "",
        ACCEPTED[accepted],
        day(confirmed_on),
        document,
        REMARKS[remark],
    )


SECTION = Section("classes", collect, tables)
