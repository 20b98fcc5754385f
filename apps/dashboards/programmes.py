"""The programmes of a plan, and how many of their indicators stand how.  Pure: no ORM, no clock."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _

from apps.plans.models import Exemption
from apps.progress.figures import Standing
from apps.progress.states import Pace

NOTHING = "–"


class Line(NamedTuple):
    """An indicator as people read it, a dash for what there is nothing of.

    `beside` the figure stands the unit, or of a rate its two numbers.
    """

    name: str
    code: str
    figure: str
    beside: str | None
    pending: str
    target: str
    expected: str
    state: Pace | None
    exemption: Exemption | None


@dataclass(frozen=True, slots=True)
class ProgrammePace:
    """A programme with its indicators, those of which anything is known, and how many stand how.

    Of the exempted nothing is missing.
    """

    name: str
    standings: list[Standing]
    shown: list[Standing]
    paces: Counter[Pace | None]

    def count(self, *states: Pace) -> int:
        return sum(self.paces[state] for state in states)

    @property
    def fine(self) -> int:
        return self.count(Pace.DONE, Pace.AHEAD, Pace.ON_COURSE)

    @property
    def at_risk(self) -> int:
        return self.count(Pace.AT_RISK)

    @property
    def behind(self) -> int:
        return self.count(Pace.BEHIND)

    @property
    def open(self) -> int:
        return self.count(Pace.OPEN)

    @property
    def without_data(self) -> int:
        return self.count(Pace.NO_DATA)

    @property
    def summary(self) -> list[tuple[str, str]]:
        """How many stand how, as people read it, each with its tone; what there is none of is left out."""
        said = (
            ("success", self.fine, _("%(number)s done or on course")),
            ("", self.open, _("%(number)s assessed at year end")),
            ("warning", self.at_risk, _("%(number)s at risk")),
            ("danger", self.behind, _("%(number)s behind")),
            ("", self.without_data, _("%(number)s without data")),
        )
        return [(tone, text % {"number": number}) for tone, number, text in said if number]

    @property
    def lines(self) -> list[Line]:
        """What is shown."""
        return [_line(it) for it in self.shown]

    @property
    def held_against_something(self) -> int:
        """Of how many it is known how they stand."""
        return self.fine + self.at_risk + self.behind + self.open


def programmes_of(standings: Iterable[Standing], *, pending: bool) -> list[ProgrammePace]:
    """The standings by programme, in the plan's order; with `pending` what is not yet approved is known too."""
    by_programme = groupby(standings, key=lambda standing: standing.indicator.programme.name)
    return [_pace(name, list(members), pending=pending) for name, members in by_programme]


def _pace(name: str, standings: list[Standing], *, pending: bool) -> ProgrammePace:
    shown = [it for it in standings if it.figure.has_facts or (pending and it.pending_text)]
    return ProgrammePace(name, standings, shown, Counter(it.state for it in standings if it.exemption is None))


def _line(standing: Standing) -> Line:
    its = standing.indicator
    return Line(
        its.name,
        its.code,
        standing.value_said or NOTHING,
        standing.fraction_text if its.is_rate else its.unit,
        standing.pending_text or NOTHING,
        standing.target_said or NOTHING,
        standing.expected_said or NOTHING,
        standing.state,
        standing.exemption,
    )
