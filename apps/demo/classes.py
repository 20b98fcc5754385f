"""The classes of the demonstration year (mission/layouts.md): 31 / 50 / 6 / 2 at its start, 7, 15 and 5 upgraded.

In a year that is not over yet a few end classes still wait for confirmation.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from apps.demo import names
from apps.demo.organisations import Planned
from apps.gradings.classes import GradingClass, RecognitionLevel

ADVANCED, GENERAL, BACKWARD, UNGRADED = GradingClass
START_OF_YEAR = {ADVANCED: 31, BACKWARD: 6}


@dataclass(frozen=True, slots=True)
class Planning:
    """What happens when in the demonstration year."""

    year: int

    @property
    def accepted(self) -> date:
        return date(self.year, 10, 28)

    @property
    def assessed(self) -> date:
        return date(self.year, 11, 1)

    @property
    def confirmed(self) -> date:
        return date(self.year, 11, 15)

    @property
    def decided_by_superior(self) -> date:
        return date(self.year, 12, 18)


def classes(party: list[Planned], year: int, as_of: date, random: Random) -> dict[str, dict[str, Any]]:
    """Fields of `Grading` by organisation code, as they stand on `as_of`."""
    start = _start_classes(party, year, random)
    rows: dict[str, dict[str, Any]] = {}
    for start_class, codes in start.items():
        ends = _END[start_class](codes, random)
        for code, (start_level, end_class, end_level, accepted) in ends.items():
            rows[code] = {"start_class": start_class, "start_level": start_level, "start_confirmed": True}
            if end_class and as_of >= Planning(year).assessed:
                rows[code] |= {"end_class": end_class, "end_level": end_level, "accepted": accepted}
                if accepted is not None:
                    rows[code]["accepted_on"] = Planning(year).accepted
    _confirm(rows, year, as_of)
    if as_of < date(year, 12, 31):
        _leave_some_waiting(rows)
    return rows


Ends = dict[str, tuple[int, str, int, bool | None]]


def _start_classes(party: list[Planned], year: int, random: Random) -> dict[GradingClass, list[str]]:
    """Those set up during the year are not graded; the one that is dissolved was general."""
    new = [it.code for it in party if it.details["opened"] >= date(year, 1, 1)]
    dissolved = [it.code for it in party if it.details.get("closed")]
    others = [it.code for it in party if it.code not in {*new, *dissolved}]
    random.shuffle(others)
    advanced, rest = others[: START_OF_YEAR[ADVANCED]], others[START_OF_YEAR[ADVANCED] :]
    backward, general = rest[: START_OF_YEAR[BACKWARD]], rest[START_OF_YEAR[BACKWARD] :]
    return {ADVANCED: advanced, GENERAL: [*general, *dissolved], BACKWARD: backward, UNGRADED: new}


def _end_of_advanced(codes: list[str], random: Random) -> Ends:
    """7 named higher than before, 22 keep what they were, 2 move down."""
    ends: Ends = {}
    for at, code in enumerate(codes):
        level = random.choice([RecognitionLevel.NONE, RecognitionLevel.TOWNSHIP, RecognitionLevel.TOWNSHIP])
        if at < 7:
            ends[code] = (level, ADVANCED, level + 1, None)
        elif at < 29:
            ends[code] = (level, ADVANCED, level, None)
        else:
            ends[code] = (level, GENERAL, RecognitionLevel.NONE, None)
    return ends


def _end_of_general(codes: list[str], _random: Random) -> Ends:
    """15 become advanced, 2 backward; the last one is dissolved before it is graded again."""
    ends: Ends = {}
    for at, code in enumerate(codes[:-1]):
        if at < 15:
            level = RecognitionLevel.TOWNSHIP if at < 4 else RecognitionLevel.NONE
            ends[code] = (RecognitionLevel.NONE, ADVANCED, level, None)
        else:
            ends[code] = (RecognitionLevel.NONE, BACKWARD if at < 17 else GENERAL, RecognitionLevel.NONE, None)
    return ends | {codes[-1]: (RecognitionLevel.NONE, "", RecognitionLevel.NONE, None)}


def _end_of_backward(codes: list[str], _random: Random) -> Ends:
    """5 turned round and accepted, one of them at once to advanced; one did not pass."""
    none = RecognitionLevel.NONE
    passed: Ends = {code: (none, ADVANCED if at == 0 else GENERAL, none, True) for at, code in enumerate(codes[:5])}
    return passed | {codes[5]: (none, BACKWARD, none, False)}


def _end_of_ungraded(codes: list[str], _random: Random) -> Ends:
    return dict.fromkeys(codes, (RecognitionLevel.NONE, "", RecognitionLevel.NONE, None))


_END = {
    ADVANCED: _end_of_advanced,
    GENERAL: _end_of_general,
    BACKWARD: _end_of_backward,
    UNGRADED: _end_of_ungraded,
}


def _confirm(rows: dict[str, dict[str, Any]], year: int, as_of: date) -> None:
    planning = Planning(year)
    if as_of < planning.confirmed:
        return
    for row in rows.values():
        if row.get("end_class"):
            row |= {"confirmed_on": planning.confirmed, "document_number": f"{names.DOCUMENT_MARK}〔{year}〕58号"}
            if as_of >= planning.decided_by_superior:
                row["superior_decided_on"] = planning.decided_by_superior


def _leave_some_waiting(rows: dict[str, dict[str, Any]]) -> None:
    """Turn some end classes that were no upgrade into better ones that nobody has confirmed yet."""
    waiting = {"confirmed_on": None, "document_number": ""}
    kept = [row for row in rows.values() if row.get("end_class") == row["start_class"]]
    advanced = [row for row in kept if row["start_class"] == ADVANCED and row["end_level"] == row["start_level"]]
    for row in advanced[:2]:
        row |= waiting | {"end_level": row["start_level"] + 1}
    for row in [row for row in kept if row["start_class"] == GENERAL][:3]:
        row |= waiting | {"end_class": ADVANCED}
    for row in [row for row in kept if row["start_class"] == BACKWARD]:
        row |= waiting | {"end_class": GENERAL, "accepted": True}
