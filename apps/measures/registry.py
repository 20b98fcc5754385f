"""Which mechanisms the portal can measure from its facts, and by what.

A mechanism that is not here has no facts in the portal yet: its indicator shows no figure.
"""

from collections.abc import Iterable

from apps.measures import activities, grading, hearings, meetings
from apps.measures.facts import FactScope, Tallies, Theme
from apps.plans.measurable import HEARD, NUMBER_OF

#: The theme that measures a mechanism; the themes of several mechanisms are read once for all of them.
MEASURES: dict[str, Theme] = {
    **dict.fromkeys(NUMBER_OF, activities.held),
    "M064": grading.upgrades,
    "M065": grading.upgrades,
    "M066": grading.upgrades,
    HEARD: hearings.heard,
    **dict.fromkeys(meetings.TYPES_OF_MECHANISM, meetings.held_of_those_due),
}


def measured(mechanisms: Iterable[str], scope: FactScope, *, width: int | None) -> dict[str, Tallies]:
    """The measures of these mechanisms in the scope and its parts.  One query per theme, whatever
    the mechanisms, and one for what is proposed; what the scope has read already is not read again.

    A mechanism without facts, or that nobody can measure yet, is absent.  `width`: see `facts.tallied`.
    """
    wanted = frozenset(mechanisms)
    found: dict[str, Tallies] = {}
    asked: dict[Theme, list[str]] = {}
    for mechanism in sorted(wanted & MEASURES.keys()):
        asked.setdefault(MEASURES[mechanism], []).append(mechanism)
    for theme, its in asked.items():
        found |= theme(scope, its, width)
    return {mechanism: tallies for mechanism, tallies in found.items() if mechanism in wanted}
