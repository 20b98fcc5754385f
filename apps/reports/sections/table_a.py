"""表A 党组织和党员基本情况: who is on the roll on the day, by unit below the organisation; numbers, no names."""

from collections import Counter

from django.db.models import Count

from apps.members.models import Membership
from apps.members.register.memberships import on_roll
from apps.members.statistics import FEWEST, columns_on
from apps.organisations.kinds import Kind, official_order
from apps.organisations.models import Placement
from apps.organisations.tree import SEGMENT_WIDTH
from apps.registers.measures import Period
from apps.reports.labels import TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section, Sections, Unit, summed

_KINDS = (Kind.COMMITTEE, Kind.GENERAL_BRANCH, Kind.BRANCH)
_HEADS = ("党员总数", "预备", "女", "少数民族", "35岁以下", "60岁以上", "大专以上", "流动", "生活困难")
FIELDS = ["code", "name", "sector", "committees", "general_branches", "branches", *(f"n{at}" for at in range(9))]
#: Where in the numbers of a unit stand those in hardship, of whom few are not told.
_HARDSHIP = len(_KINDS) + len(_HEADS) - 1


def collect(scope: ReportScope) -> Data:
    """The organisation itself and each unit below it, whose branches count with it.  Two queries."""
    day, width = scope.as_of, len(scope.path or "") + SEGMENT_WIDTH
    there = Placement.objects.on(day).filter(organisation__in=scope.subtree).order_by()
    places = {
        pk: (path[:width], code) for pk, path, code in there.values_list("organisation", "path", "organisation__code")
    }
    numbers: dict[str, Counter[int]] = {unit: Counter() for unit, _code in places.values()}
    for unit, code in places.values():
        its = scope.organisations[code]
        kind = Kind.BRANCH if its.kind == Kind.JOINT_BRANCH else its.kind
        if kind in _KINDS and its.existed(day):
            numbers[unit][_KINDS.index(Kind(kind))] += 1
    counts = {f"n{at}": Count("pk", filter=it.who) for at, it in enumerate(columns_on(day))}
    rolls = Membership.objects.counted().filter(on_roll(Period(day, day)), organisation__in=scope.subtree).order_by()
    for pk, *found in rolls.values_list("organisation").annotate(**counts):
        if pk in places:
            numbers[places[pk][0]].update(dict(enumerate(found, len(_KINDS))))
    rows = []
    for unit, its_numbers in numbers.items():
        if any(its_numbers.values()):
            its = scope.organisations[places[int(unit[-SEGMENT_WIDTH:])][1]]
            rows.append([its.code, its.name, its.sector, *(its_numbers[at] for at in range(len(_KINDS) + len(_HEADS)))])
    return {"fields": FIELDS, "units": sorted(rows, key=lambda row: official_order(row[2], row[0]))}


COLUMNS = (
    Column("序号", 6, Form.NUMBER),
    Column("单　位", 34, Form.TEXT),
    *(Column(word, 7, Form.NUMBER, group="党组织数") for word in ("党委", "总支", "支部")),
    *(Column(word, 9, Form.NUMBER, group="党员数") for word in _HEADS),
    Column("备　注", 14, Form.TEXT),
)


def tables(head: Head, data: Data) -> list[Table]:
    units = [row[3:] for row in data["units"]]
    sums = [sum(column) for column in zip(*units, strict=True)]
    total: list[Row] = [(None, TOTAL, *sums, "")] if units else []
    named = zip(data["units"], units, strict=True)
    return [
        Table(
            key="table_a",
            name="表A 党组织和党员",
            title=f"{head.year}年度党组织和党员基本情况表（表A）",
            shows=f"党员{sums[len(_KINDS)] if sums else 0}名",
            columns=COLUMNS,
            rows=[*total, *((number, row[1], *_told(its), "") for number, (row, its) in enumerate(named, 1))],
            totals=len(total),
            annex=True,
            frozen_columns=2,
            empty="无党组织和党员",
            notes=[
                "党员按组织关系所在党组织统计；总支、党委含所属支部，联合党支部计入支部。",
                f"生活困难党员不足{FEWEST}名的单位不单列，计入合计。",
            ],
        )
    ]


def _told(numbers: list[int]) -> list[int | None]:
    """So few in hardship that one could tell who they are, are in the total alone."""
    few = 0 < numbers[_HARDSHIP] < FEWEST
    return [None if few and at == _HARDSHIP else number for at, number in enumerate(numbers)]


def add(so_far: Data | None, unit: Unit, sections: Sections) -> Data:
    """A district has a line for each township, whatever stands below it."""
    units = so_far["units"] if so_far else []
    its = [row[3:] for row in sections["table_a"]["units"]]
    return {"fields": FIELDS, "units": [*units, [unit.code, unit.name, "", *summed(*its)]] if its else units}


SECTION = Section("table_a", collect, tables, add)
