"""What the rules on branches suggest for an organisation as it is now: hints, never refusals.

Thresholds of the regulations on branches (2018) and on rural grass-roots organisations (2019).  What is counted, an
app above says by `counted`; what nobody counts gives no hint.  What a township says instead comes by `bounds_by`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.organisations.kinds import Kind
from apps.organisations.models import Organisation

#: How many there are of an organisation that stands at a path on a day, by what is counted; absent: nobody knows.
Counts = Callable[[Organisation, str, date], Mapping[str, int]]

#: At least and at most so many; None: no bound.
Bounds = tuple[int | None, int | None]
#: What is said of an organisation that stands at a path on a day, by what is counted.
Said = Callable[[Organisation, str, date], Mapping[str, Bounds]]

FULL_MEMBERS, MEMBERS, UNITS = "full_members", "members", "units"


@dataclass(frozen=True, slots=True)
class Threshold:
    """For organisations of these kinds: outside [least, most] of what is counted stands a hint."""

    kinds: frozenset[Kind]
    of: str
    hint: Promise
    least: int | None = None
    most: int | None = None


THRESHOLDS = (
    Threshold(
        frozenset({Kind.BRANCH}),
        FULL_MEMBERS,
        _("Fewer than %(least)d full members: usually part of a joint branch."),
        least=3,
    ),
    Threshold(
        frozenset({Kind.BRANCH, Kind.JOINT_BRANCH}),
        MEMBERS,
        _("More than %(most)d members: may be a general branch."),
        most=50,
    ),
    Threshold(
        frozenset({Kind.GENERAL_BRANCH}), MEMBERS, _("More than %(most)d members: may be a Party committee."), most=99
    ),
    Threshold(
        frozenset({Kind.JOINT_BRANCH}),
        UNITS,
        _("More than %(most)d units: a joint branch usually has at most %(most)d."),
        most=5,
    ),
)

_COUNTS: dict[Counts, frozenset[str]] = {}
_SAID: list[Said] = []


def counted(counts: Counts, *of: str) -> None:
    """Let an app say how many there are of something."""
    _COUNTS[counts] = frozenset(of)


def bounds_by(said: Said) -> None:
    """Let an app say which bounds hold instead of those that are stated here."""
    _SAID.append(said)


def hints_of(organisation: Organisation, path: str | None, on: date) -> list[str]:
    """What the thresholds say of an organisation that stands at `path` on a day.

    A query for each app that counts, and where there is anything one for the bounds.
    """
    thresholds = [it for it in THRESHOLDS if organisation.kind in it.kinds]
    if path is None:
        return []
    asked = {it.of for it in thresholds}
    counting = [counts for counts, its in _COUNTS.items() if its & asked]
    numbers = {of: it for counts in counting for of, it in counts(organisation, path, on).items()}
    if not numbers:
        return []
    said = {of: it for says in _SAID for of, it in says(organisation, path, on).items()}
    found = []
    for it in thresholds:
        least, most = said.get(it.of, (it.least, it.most))
        # What bounds only from above says nothing of too few, and the other way round.
        least, most = least if it.least is not None else None, most if it.most is not None else None
        number = numbers.get(it.of)
        if number is not None and ((least is not None and number < least) or (most is not None and number > most)):
            found.append(str(it.hint) % {"least": least, "most": most})
    return found
