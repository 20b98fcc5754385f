"""What the rules on branches suggest for an organisation as it is now: hints, never refusals.

Thresholds of the regulations on branches (2018) and on rural grass-roots organisations (2019).  What is counted, an
app above says by `counted`; what nobody counts gives no hint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation

#: How many there are of an organisation on a day; None: nobody knows.
Counts = Callable[[Organisation, date], int | None]

FULL_MEMBERS, MEMBERS, UNITS = "full_members", "members", "units"


@dataclass(frozen=True, slots=True)
class Threshold:
    """For organisations of these kinds: outside [least, most] of what is counted stands a hint."""

    kinds: frozenset[Kind]
    of: str
    hint: Promise
    least: int = 0
    most: int | None = None


THRESHOLDS = (
    Threshold(
        frozenset({Kind.BRANCH}), FULL_MEMBERS, _("Fewer than 3 full members: usually part of a joint branch."), least=3
    ),
    Threshold(
        frozenset({Kind.BRANCH, Kind.JOINT_BRANCH}),
        MEMBERS,
        _("More than 50 members: may be a general branch."),
        most=50,
    ),
    Threshold(frozenset({Kind.GENERAL_BRANCH}), MEMBERS, _("100 members or more: may be a Party committee."), most=99),
    Threshold(
        frozenset({Kind.JOINT_BRANCH}), UNITS, _("More than 5 units: a joint branch usually has at most 5."), most=5
    ),
)

_COUNTS: dict[str, Counts] = {}


def counted(of: str, counts: Counts) -> None:
    """Let an app say how many there are of something."""
    _COUNTS[of] = counts


def hints_of(organisation: Organisation, on: date) -> list[Promise]:
    """What the thresholds say on a day.  As many queries as there are counts for its kind."""
    found = []
    for it in THRESHOLDS:
        if organisation.kind in it.kinds and it.of in _COUNTS:
            number = _COUNTS[it.of](organisation, on)
            if number is not None and (number < it.least or (it.most is not None and number > it.most)):
                found.append(it.hint)
    return found
