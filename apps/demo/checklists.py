"""What was inspected in the demonstration township, item by item, and which units adopt the work method."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from apps.checklists.names import STATED, Checklist
from apps.demo.organisations import Planned, party_organisations

#: The documents do not state them: the township's own.
THREE_HAVES = ("有人管事", "有钱办事", "有场所议事")


@dataclass(frozen=True, slots=True)
class PlannedInspection:
    """An inspection to be; `lacking` is the number of the item that is not met, None where all are."""

    checklist: Checklist
    organisation: str
    date: date
    items: tuple[str, ...]
    lacking: int | None = None


def adopting(plan: list[Planned]) -> list[str]:
    """Villages, communities and the township's units, which adopt the work method."""
    return [it.code for it in plan if it.code[0] in "VJ" and "-" not in it.code]


def inspections(plan: list[Planned], year: int, random: Random) -> list[PlannedInspection]:
    """Every inspection of the year."""
    settlements = [code for code in adopting(plan) if code.startswith("V")]
    graded = [it.code for it in party_organisations(plan) if it.details["opened"] < date(year, 1, 1)]
    return [
        *_of(Checklist.THREE_TWO, adopting(plan), STATED[Checklist.THREE_TWO], date(year, 6, 12), 2, random),
        *_of(Checklist.DISCLOSURE, graded, STATED[Checklist.DISCLOSURE], date(year, 9, 14), 5, random),
        *_of(Checklist.THREE_HAVES, settlements, THREE_HAVES, date(year, 5, 22), 3, random),
        *_of(Checklist.FIVE_GOOD, graded, STATED[Checklist.FIVE_GOOD], date(year, 10, 25), 30, random),
    ]


def _of(
    checklist: Checklist, codes: list[str], items: tuple[str, ...], day: date, lacking: int, random: Random
) -> Iterator[PlannedInspection]:
    """One day for all; of `lacking` of them an item is not met."""
    failing = set(random.sample(codes, lacking))
    for code in codes:
        yield PlannedInspection(checklist, code, day, items, random.randrange(len(items)) if code in failing else None)
