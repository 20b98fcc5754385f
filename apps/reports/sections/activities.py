"""活动开展情况: what was held in the year, by type and organisation; a joint activity counts once in the total."""

from collections import Counter
from typing import Any

from apps.activities.models import Activity, Host
from apps.activities.types import ActivityType
from apps.core.calendar import ReportingYear
from apps.reports.labels import ACTIVITY_TYPES, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit, tallied

FIELDS = ["code", "name", "by_type"]


def collect(scope: ReportScope) -> Data:
    """Numbers of activities by type: of every host of the scope, and of all together.  Three queries."""
    held = Activity.objects.held(ReportingYear(scope.year).first_day, scope.as_of)
    hosts = Host.objects.filter(activity__in=held, organisation__in=scope.subtree)
    rows = hosts.order_by().values_list("organisation__code", "activity", "activity__type")
    by_host: dict[str, Counter[str]] = {}
    distinct: dict[int, str] = {}
    for code, activity, type_ in rows.iterator():
        by_host.setdefault(code, Counter())[type_] += 1
        distinct[activity] = type_
    named = [[code, scope.organisations[code].name, dict(count)] for code, count in sorted(by_host.items())]
    return {"fields": FIELDS, "hosts": named, "total": dict(Counter(distinct.values()))}


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("编　码", 11),
    Column("主 办 组 织", 30, Form.TEXT),
    Column(TOTAL, 7, Form.NUMBER),
)
#: Kinds that have a column only in a year in which one was held: the sheet stays as wide as a page.
OCCASIONAL = frozenset(
    {
        ActivityType.SPIRIT_ANALYSIS,
        ActivityType.ROTATION_TRAINING,
        ActivityType.WINTER_TRAINING,
        ActivityType.CONGRESS_TRAINING,
        ActivityType.PARTY_SPIRIT_TRAINING,
        ActivityType.NEW_MEMBERS_TRAINING,
        ActivityType.OBSERVED_MEETING,
        ActivityType.SUPERVISION_REPORT,
        ActivityType.HEARING,
        ActivityType.MASS_WORK_SESSION,
        ActivityType.LEAGUE_STUDY,
        ActivityType.YOUTH_SERVICE,
    }
)


def tables(head: Head, data: Data) -> list[Table]:
    hosts = data["hosts"]
    types = [it for it in ActivityType if it not in OCCASIONAL or it in data["total"]]
    total = [_row(None, ["", TOTAL, data["total"]], types)] if hosts else []
    return [
        Table(
            key="activities",
            name="活动开展情况",
            title=f"{head.year}年度活动开展情况统计表",
            shows=f"{len(hosts)}个组织按类型统计的活动次数",
            columns=(*COLUMNS, *(Column(ACTIVITY_TYPES[it], 8, Form.NUMBER, "其　中") for it in types)),
            rows=[*total, *(_row(number, host, types) for number, host in enumerate(hosts, 1))],
            totals=len(total),
            frozen_columns=4,
            empty="本年度尚未登记活动",
            notes=("几个组织共同主办的活动，各主办组织各计1次，合计只计1次。",),
        )
    ]


def _row(number: int | None, host: list[Any], types: list[ActivityType]) -> Row:
    code, name, by_type = host
    return (number, code, name, sum(by_type.values()), *(by_type.get(it, 0) for it in types))


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A district has a line for each township: what its organisations held together counts there once."""
    before, total = so_far or {"hosts": [], "total": {}}, sections["activities"]["total"]
    hosts = [*before["hosts"], [unit.code, unit.name, total]] if total else before["hosts"]
    return {"fields": FIELDS, "hosts": hosts, "total": tallied(before["total"], total)}


SECTION = Section("activities", collect, tables, add)
