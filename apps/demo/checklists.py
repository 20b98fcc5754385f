"""What was inspected in the demonstration township, item by item, and which units adopt the work method."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from apps.checklists.names import STATED, Checklist, Meant
from apps.demo.organisations import Planned, party_organisations
from apps.demo.planned import PlannedRecord

#: The documents do not state them: the township's own, and what it asked the year before.
THREE_HAVES = ("有人管事", "有钱办事", "有场所议事")
THREE_HAVES_BEFORE = ("有人管事", "有场所议事")
OWN_CHECKLISTS = "own-checklists"
#: A checklist that the township made itself.
SERVICE, SERVICE_ITEMS = "service_four", ("有服务窗口", "有值班人员", "有事项公示", "有办理记录")
#: Who has been visited after the election of villages and communities.
FOLLOW_UP = "after_election"


@dataclass(frozen=True, slots=True)
class PlannedInspection:
    """An inspection to be; `lacking` is the number of the item that is not met, None where all are."""

    checklist: str
    organisation: str
    date: date
    items: tuple[str, ...]
    lacking: int | None = None


def adopting(plan: list[Planned]) -> list[str]:
    """Villages, communities and the township's units, which adopt the work method."""
    return [it.code for it in plan if it.code[0] in "VJ" and "-" not in it.code]


def lists(plan: list[Planned], year: int) -> tuple[dict[date, tuple[str, ...]], dict[str, date]]:
    """The items of the "three haves" by the day from which on they are asked; since when who adopts the work method."""
    before, now = date(year - 1, 1, 1), date(year, 1, 1)
    early = adopted_before(plan)
    return {before: THREE_HAVES_BEFORE, now: THREE_HAVES}, {
        code: before if code in early else now for code in adopting(plan)
    }


def adopted_before(plan: list[Planned]) -> list[str]:
    """Villages and communities began a year earlier."""
    return [code for code in adopting(plan) if code.startswith("V")]


def own_checklists(year: int) -> list[PlannedRecord]:
    """What the township asks beside the documents, since the spring."""
    start = date(year, 3, 1)
    made = {"name": "便民服务“四有”", "code": SERVICE, "meant": Meant.VILLAGES_AND_COMMUNITIES, "start": start}
    items = {"checklist": SERVICE, "start": start, "items": "\n".join(SERVICE_ITEMS), "basis": "镇党委会议研究"}
    visits = {**made, "name": "村（社区）换届后回访", "code": FOLLOW_UP}
    visited = {**items, "checklist": FOLLOW_UP, "items": "已回访"}
    return [
        *(PlannedRecord(OWN_CHECKLISTS, "T01", it) for it in (made, visits)),
        *(PlannedRecord("checklist-items", "T01", it) for it in (items, visited)),
    ]


def inspections(plan: list[Planned], year: int, random: Random) -> list[PlannedInspection]:
    """Every inspection of the year."""
    settlements = adopted_before(plan)
    graded = [it.code for it in party_organisations(plan) if it.details["opened"] < date(year, 1, 1)]
    return [
        *_of(Checklist.THREE_TWO, adopting(plan), STATED[Checklist.THREE_TWO], date(year, 6, 12), 2, random),
        *_of(Checklist.DISCLOSURE, graded, STATED[Checklist.DISCLOSURE], date(year, 9, 14), 5, random),
        *_of(Checklist.THREE_HAVES, settlements, THREE_HAVES, date(year, 5, 22), 3, random),
        *_of(Checklist.FIVE_GOOD, graded, STATED[Checklist.FIVE_GOOD], date(year, 10, 25), 30, random),
        *_of(SERVICE, settlements, SERVICE_ITEMS, date(year, 8, 15), 7, random),
        *_of(FOLLOW_UP, settlements[:-2], ("已回访",), date(year, 4, 20), 0, random),
    ]


def inspections_before(plan: list[Planned], year: int, random: Random) -> list[PlannedInspection]:
    """Those of the year before `year`: more was lacking then, and everybody has been inspected again since."""
    before, settlements = year - 1, adopted_before(plan)
    old = [it for it in party_organisations(plan) if it.details["opened"] < date(before, 1, 1)]
    graded = [it.code for it in old]
    return [
        *_of(Checklist.THREE_TWO, settlements, STATED[Checklist.THREE_TWO], date(before, 9, 6), 9, random),
        *_of(Checklist.DISCLOSURE, graded, STATED[Checklist.DISCLOSURE], date(before, 9, 20), 16, random),
        *_of(Checklist.THREE_HAVES, settlements, THREE_HAVES_BEFORE, date(before, 5, 26), 8, random),
        *_of(Checklist.FIVE_GOOD, graded, STATED[Checklist.FIVE_GOOD], date(before, 10, 28), 41, random),
    ]


def _of(
    checklist: str, codes: list[str], items: tuple[str, ...], day: date, lacking: int, random: Random
) -> Iterator[PlannedInspection]:
    """One day for all; of `lacking` of them an item is not met."""
    failing = set(random.sample(codes, lacking))
    for code in codes:
        yield PlannedInspection(checklist, code, day, items, random.randrange(len(items)) if code in failing else None)
