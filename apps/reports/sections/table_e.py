"""表E 两新组织: every unit in operation on the day, and how the Party reaches it (M060 M061)."""

from typing import Any

from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.posts.models import Appointment, Post
from apps.registers.measures import Period
from apps.reports.labels import CUT, NOT_APPLICABLE, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section
from apps.two_new.models import COVERAGE_WORDS, Coverage, TwoNewUnit, UnitType
from apps.two_new.register import covered

FIELDS = [
    *("title", "type", "head", "staff", "members", "coverage", "organisation", "secretary", "instructor"),
    *("has_union", "has_league", "has_women", "why_none"),
]
_TOLD = ("title", "type", "head", "staff", "members", "coverage", "organisation__name", "instructor")
_HAS = ("has_union", "has_league", "has_women")


def collect(scope: ReportScope) -> Data:
    """The units in the order of their organisations, and how many are covered.  Three queries."""
    day = scope.as_of
    units = TwoNewUnit.objects.counted().filter(valid_on(day), organisation__in=scope.subtree)
    organised = set(units.filter(covered(Period(day, day))).values_list("pk", flat=True))
    held = Appointment.objects.counted().filter(
        valid_on(day), post=Post.SECRETARY, organisation__in=units.order_by().values("organisation")
    )
    secretaries = dict(held.values_list("organisation", "person"))
    told = ("organisation__code", "title", "pk", "organisation", *_TOLD, *_HAS, "why_none")
    rows = sorted(units.order_by().values_list(*told), key=lambda row: row[:3])  # databases disagree about the order
    return {"fields": FIELDS, "units": [_unit(row[2:], organised, secretaries) for row in rows]}


def _unit(row: tuple[Any, ...], organised: set[int], secretaries: dict[int, str]) -> list[Any]:
    """Whoever has a Party organisation by the day is told with it; a coming one is none yet."""
    pk, organisation, title, type_, head, staff, members, coverage, name, instructor, *rest = row
    if pk in organised:
        own = [coverage, name, secretaries.get(organisation, "")]
    else:
        own = [coverage if coverage == Coverage.WORK else Coverage.NONE.value, "", ""]
    return [title, type_, head, staff, members, *own, instructor, *rest]


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("名　　称", 28, Form.TEXT),
    Column("类　型", 18),
    Column("负责人", 10),
    Column("从业人数", 8, Form.NUMBER),
    Column("党员数", 8, Form.NUMBER),
    Column("组建方式", 10),
    Column("党 组 织", 30, Form.TEXT),
    Column("书　记", 10),
    Column("党建指导员", 10),
    Column("工会", 6),
    Column("团", 6),
    Column("妇", 6),
    Column("未 建 原 因", 20, Form.TEXT),
)
TYPES = {UnitType.ENTERPRISE.value: "非公有制经济组织", UnitType.SOCIAL.value: "社会组织"}
WAYS = {value.value: word for word, value in COVERAGE_WORDS.items()}
_ORGANISED = (Coverage.ALONE.value, Coverage.JOINT.value)


def tables(head: Head, data: Data) -> list[Table]:
    units = data["units"]
    total = [_total(units)] if units else []
    return [
        Table(
            key="table_e",
            name="表E 两新组织",
            title=f"{head.year}年度两新组织党组织组建情况表（表E）",
            shows=f"实际运营的两新组织{len(units)}个，已组建党组织{_covered(units).numerator}个",
            columns=COLUMNS,
            rows=[*total, *(_row(number, unit) for number, unit in enumerate(units, 1))],
            totals=len(total),
            annex=True,
            frozen_columns=2,
            empty="无实际运营的两新组织",
            notes=_notes(units),
        )
    ]


def _covered(units: list[list[Any]]) -> Ratio:
    return Ratio(sum(unit[5] in _ORGANISED for unit in units), len(units))


def _row(number: int, unit: list[Any]) -> Row:
    title, type_, head, staff, members, coverage, organisation, secretary, instructor, *has, why_none = unit
    has_any = ("有" if it else "" for it in has)
    known = (title, TYPES[type_], head, staff, members, WAYS[coverage], organisation, secretary, instructor)
    return (number, *known, *has_any, why_none)


def _total(units: list[list[Any]]) -> Row:
    """Sums of what is known: nobody's blank is a zero."""
    staff, members = ([unit[at] for unit in units if unit[at] is not None] for at in (3, 4))
    sums = (sum(staff) if staff else None, sum(members) if members else None)
    has = (sum(unit[at] for unit in units) for at in (9, 10, 11))
    return (None, TOTAL, f"{len(units)}个", "", *sums, f"已建{_covered(units).numerator}个", "", "", "", *has, "")


def _notes(units: list[list[Any]]) -> list[str]:
    ratio = _covered(units)
    percent = f"{ratio.percent}%" if ratio.percent else NOT_APPLICABLE
    notes = [
        CUT,
        f"已建党组织的（单独组建、联合组建）{ratio.numerator}个，实际运营{ratio.denominator}个，组织覆盖率{percent}；"
        "只有工作覆盖的不计入。",
    ]
    blank = sum(unit[3] is None or unit[4] is None for unit in units)
    return [*notes, f"有{blank}个未填从业人数或党员数，合计不含。"] if blank else notes


SECTION = Section("table_e", collect, tables)
