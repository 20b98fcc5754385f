"""The year before the demonstration year: what its plan asked, and the classes with which it ended.

The plan asks only what the records of that year tell (`year_before`); nothing was filed month by month yet.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from apps.demo import names
from apps.demo.organisations import Planned
from apps.gradings.classes import GradingClass, RecognitionLevel
from apps.plans.opinion import opinion_rows

ADVANCED, GENERAL, BACKWARD, _UNGRADED = GradingClass

#: What was asked already, by the code of the indicator, and the target of that year; the rest is new.
ASKED = {
    "OPT-01": "75",
    "OPT-02": "15",
    "OPT-03": "10",
    "OPT-04": "80",
    "OPT-05": "75",
    "OPT-06": "10",
    "OPT-07": "75",
    "OPT-08": "5",
    "PIO-01": "95",
    "PIO-03": "8",
    "PIO-05": "4",
    "PIO-06": "12",
    "PIO-07": "1",
    "QUA-01": "42",
    "CAR-02": "",
    "VIT-01": "95",
    "VIT-02": "100",
    "VIT-03": "80",
    "MAS-03": "",
}
#: Of those that began this year in a class, where the first of them stood a year earlier; the rest stayed where it was.
CAME_FROM = {
    ADVANCED: ((GENERAL, 6), (BACKWARD, 1)),
    GENERAL: ((BACKWARD, 4), (ADVANCED, 3)),
    BACKWARD: ((GENERAL, 4),),
}
#: So many that stayed advanced were named at a higher level in that year.
NAMED = 5


def plan_rows() -> list[dict[str, str]]:
    """The plan of the year before, as `plan_load_csv` takes it."""
    return [row | {"target": ASKED[row["code"]]} for row in opinion_rows() if row["code"] in ASKED]


def classes_before(
    party: Sequence[Planned], this_year: Mapping[str, Mapping[str, Any]], year: int
) -> dict[str, dict[str, Any]]:
    """Fields of `Grading` of the year before `year`: it ended as this one begins, and all of it is confirmed."""
    before = year - 1
    there = {it.code for it in party if it.details["opened"] < date(before, 1, 1)}
    rows: dict[str, dict[str, Any]] = {}
    for end, came_from in CAME_FROM.items():
        codes = [code for code, row in this_year.items() if row["start_class"] == end and code in there]
        for code, (start, at) in zip(codes, _starts(end, came_from), strict=False):
            level = this_year[code]["start_level"]
            named = start == end == ADVANCED and at < NAMED and level > RecognitionLevel.NONE
            rows[code] = {
                "start_class": start,
                "start_level": level - 1 if named else level if start == ADVANCED else RecognitionLevel.NONE,
                "start_confirmed": True,
                "end_class": end,
                "end_level": level,
                "accepted": end != BACKWARD if start == BACKWARD else None,
                "confirmed_on": date(before, 11, 20),
                "document_number": f"{names.DOCUMENT_MARK}〔{before}〕61号",
                "superior_decided_on": date(before, 12, 16),
            }
    return rows


def _starts(end: GradingClass, came_from: Sequence[tuple[GradingClass, int]]) -> Iterator[tuple[GradingClass, int]]:
    """Where one after the other stood at the start of that year, with its number among those alike."""
    for start, number in came_from:
        yield from ((start, at) for at in range(number))
    at = 0
    while True:
        yield end, at
        at += 1
