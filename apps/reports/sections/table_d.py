"""表D 发展党员: plan, cases by stage, admissions of the year and how long there was none, by unit; no names."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Sum

from apps.admissions.models import Admission
from apps.core.amount import HUNDRED
from apps.core.calendar import ReportingYear
from apps.members.models import Member
from apps.members.models.member import Education, Sex
from apps.organisations.kinds import Sector, official_order
from apps.organisations.models import Placement
from apps.organisations.tree import SEGMENT_WIDTH
from apps.plans.models import Target
from apps.reports.labels import TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit, summed

#: Whose targets are the plan.
PLANNED = "M106"
_STAGES = ("申请人", "积极分子", "发展对象")
_ADMITTED = ("小计", "农村", "女", "35岁以下", "大专以上")
_ADVANCED = (Education.COLLEGE, Education.UNIVERSITY, Education.POSTGRADUATE)
FIELDS = ["code", "name", "sector", "planned", *(f"n{at}" for at in range(9)), "last_year"]


def collect(scope: ReportScope) -> Data:
    """The organisation itself and each unit below it, whose branches count with it.  Four queries."""
    day, width = scope.as_of, len(scope.path or "") + SEGMENT_WIDTH
    there = Placement.objects.on(day).filter(organisation__in=scope.subtree).order_by()
    placed = there.values_list("organisation", "path", "organisation__code")
    places = {pk: (path[:width], code) for pk, path, code in placed}
    numbers: dict[str, Counter[int]] = {}
    counts = {f"n{at}": Count("pk", filter=it) for at, it in enumerate(_counted(scope.year, day))}
    cases = Admission.objects.counted().filter(organisation__in=scope.subtree, applied_on__lte=day).order_by()
    approved: dict[int, date] = {}
    latest = Max("approved_on", filter=Q(approved_on__lte=day))
    for pk, *found, admitted in cases.values_list("organisation").annotate(**counts, latest=latest):
        if pk in places:
            numbers.setdefault(places[pk][0], Counter()).update(dict(enumerate(found)))
            approved |= {pk: admitted} if admitted else {}
    planned, last = _planned(scope, places), _last_years(scope, places, approved)
    whole = planned.pop(scope.path or "", None)
    codes = {pk: code for pk, (_path, code) in places.items()}
    rows: list[list[Any]] = []
    for unit in {*numbers, *planned, *last}:
        its = scope.organisations[codes[int(unit[-SEGMENT_WIDTH:])]]
        counted = [numbers.get(unit, Counter())[at] for at in range(9)]
        rows.append([its.code, its.name, its.sector, planned.get(unit), *counted, last.get(unit)])
    units = sorted(rows, key=lambda row: official_order(row[2], row[0]))
    return {"fields": FIELDS, "planned": whole, "units": units}


def _counted(year: int, day: date) -> list[Q]:
    """The cases that stand at each stage on the day; the admissions of the year, all and some; full members of it."""
    first = ReportingYear(year).first_day

    def by(name: str) -> Q:
        return Q(**{f"{name}__lte": day})

    def not_by(name: str) -> Q:
        return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": day})

    going_on = not_by("ended_on") & not_by("approved_on")
    admitted = Q(approved_on__range=(first, day))
    return [
        going_on & not_by("activist_on"),
        going_on & by("activist_on") & not_by("candidate_on"),
        going_on & by("candidate_on"),
        admitted,
        admitted & Q(organisation__sector=Sector.VILLAGE),
        admitted & Q(sex=Sex.FEMALE),
        admitted & Q(born__gt=f"{day.year - 36}-{day.month:02}"),
        admitted & Q(education__in=_ADVANCED),
        Q(full_approved_on__range=(first, day)),
    ]


def _planned(scope: ReportScope, places: dict[int, tuple[str, str]]) -> dict[str, int]:
    """How many each unit is to admit by its own target.  One query."""
    asked = Target.objects.filter(
        indicator__mechanism=PLANNED, indicator__programme__plan__year=scope.year, organisation__in=scope.subtree
    ).order_by()
    return {
        places[pk][0]: value // HUNDRED
        for pk, value in asked.values_list("organisation").annotate(Sum("value"))
        if pk in places and pk == int(places[pk][0][-SEGMENT_WIDTH:])
    }


def _last_years(scope: ReportScope, places: dict[int, tuple[str, str]], approved: dict[int, date]) -> dict[str, int]:
    """The year of the latest admission, by unit; absent where nobody knows.  One query.

    Of an organisation that has approved nobody its roll says it: who joined elsewhere and moved in is there as well.
    """
    joined = Member.objects.counted().filter(organisation__in=scope.subtree, joined_on__lte=scope.as_of).order_by()
    found: dict[str, int] = {}
    for pk, latest in joined.values_list("organisation").annotate(Max("joined_on")):
        if pk in places:
            unit = places[pk][0]
            found[unit] = max(found.get(unit, 0), approved.get(pk, latest).year)
    return found


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("党组织", 34, Form.TEXT),
    Column("计划", 8, Form.NUMBER),
    *(Column(word, 10, Form.NUMBER) for word in _STAGES),
    *(Column(word, 9, Form.NUMBER, group="接收预备党员") for word in _ADMITTED),
    Column("转正", 8, Form.NUMBER),
    Column("连续未发展年数", 12, Form.NUMBER),
)


def tables(head: Head, data: Data) -> list[Table]:
    units = data["units"]
    planned, *sums = [sum(row[at] or 0 for row in units) for at in range(3, 13)]
    whole = planned if data["planned"] is None else data["planned"]
    total: list[Row] = [(None, TOTAL, whole, *sums, None)] if units else []
    return [
        Table(
            key="table_d",
            name="表D 发展党员",
            title=f"{head.year}年度发展党员情况表（表D）",
            shows=f"接收预备党员{sums[3]}名",
            columns=COLUMNS,
            rows=[*total, *((at, row[1], *row[3:13], _without(head.year, row)) for at, row in enumerate(units, 1))],
            totals=len(total),
            annex=True,
            frozen_columns=2,
            empty="无发展党员情况",
            notes=[
                "申请人、积极分子、发展对象为统计日所处阶段的人数；接收预备党员、转正按批准日期统计。",
                "连续未发展年数为统计年度减去最近一次批准接收预备党员的年份；没有批准记录的按名册中最近的入党年份，无名册的不填。",
            ],
        )
    ]


def _without(year: int, row: list[object]) -> int | None:
    last = row[13]
    return year - last if isinstance(last, int) else None


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A district has a line for each township, whatever stands below it."""
    its, units = sections["table_d"], so_far["units"] if so_far else []
    rows = its["units"]
    if not rows and its["planned"] is None:
        return {"fields": FIELDS, "planned": None, "units": units}
    known = [row[3] for row in rows if row[3] is not None]
    planned = (sum(known) if known else None) if its["planned"] is None else its["planned"]
    last = max((row[13] for row in rows if row[13] is not None), default=None)
    counted = summed([0] * 9, *(row[4:13] for row in rows))
    return {
        "fields": FIELDS,
        "planned": None,
        "units": [*units, [unit.code, unit.name, "", planned, *counted, last]],
    }


SECTION = Section("table_d", collect, tables, add)
