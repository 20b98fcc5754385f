"""Who leads whom in the demonstration township, and what the branches advise their associations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from apps.demo import names
from apps.demo.organisations import Planned
from apps.organisations.kinds import PARTY_KINDS, Kind

_ENDING = re.compile(r"(第.)?(联合)?(党支部|党总支)$")
#: Every third village branch leads an association, beginning with the first.
_VILLAGES_APART = 3
_DAYS_TO_ANSWER = 9


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """The Party organisation `leader` leads `led` during [start, end)."""

    leader: str
    led: str
    start: date
    end: date | None

    @property
    def basis(self) -> str:
        return f"{names.DOCUMENT_MARK}〔{self.start.year}〕12号"


@dataclass(frozen=True, slots=True)
class PlannedAdvice:
    """What a branch advises, and the answer; without `answered_on` nobody answers."""

    giver: str
    association: str
    text: str
    on: date
    answer: str = ""
    answered_on: date | None = None


def leading(plan: list[Planned]) -> list[PlannedLink]:
    """The leader of every mass organisation: the branch of its own place while there is one, else the committee."""
    party = {planned.code: planned for planned in plan if planned.details["kind"] in PARTY_KINDS}
    found = []
    for led in plan:
        if led.code in party:
            continue
        leader = party[_leader_of(led, list(party.values()))]
        start = max(leader.details["opened"], led.details["opened"])
        end = leader.details.get("closed")
        found.append(PlannedLink(leader.code, led.code, start, end))
        if end is not None:
            found.append(PlannedLink("T01", led.code, end, None))
    return found


def advice(links: list[PlannedLink], year: int) -> Iterator[PlannedAdvice]:
    """What is advised in the year and in the one before, of which everything has been answered."""
    for it in _advice(links, year - 1):
        yield (
            it
            if it.answered_on
            else replace(it, answer=dict(names.ADVICE)[it.text], answered_on=date(year - 1, 12, 20))
        )
    yield from _advice(links, year)


def _advice(links: list[PlannedLink], year: int) -> Iterator[PlannedAdvice]:
    """One piece of advice a year to each association of a village, answered; every third gets a second one, open."""
    to_associations = (link for link in links if link.led.startswith("A"))
    for number, link in enumerate(to_associations, start=1):
        text, answer = names.ADVICE[number % len(names.ADVICE)]
        on = date(year, 2 + number % 9, 12)
        if link.start > on:
            continue
        yield PlannedAdvice(link.leader, link.led, text, on, answer, on + timedelta(days=_DAYS_TO_ANSWER))
        if number % 3 == 1:
            text, _answer = names.ADVICE[(number + 1) % len(names.ADVICE)]
            yield PlannedAdvice(link.leader, link.led, text, on + timedelta(days=31))


def _leader_of(led: Planned, party: list[Planned]) -> str:
    if led.details["kind"] == Kind.ASSOCIATION:
        number = int(led.code.removeprefix("A"))
        return f"V{1 + _VILLAGES_APART * (number - 1):02}"
    place_of = {planned.code: _ENDING.sub("", planned.details["name"]) for planned in party if planned.parent == "T01"}
    return next((code for code, place in place_of.items() if led.details["name"].startswith(place)), "T01")
