"""What somebody else changed on an organisation, for the person whose change came second."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.audit.models import Entry
from apps.organisations.kinds import Closing, Kind, Sector

LABELS: dict[str, Promise] = {
    "name": pgettext_lazy("organisation", "Name"),
    "kind": _("Kind"),
    "sector": _("Sector"),
    "opened": _("Opened on"),
    "graded": _("Takes part in grading"),
    "parent": _("Parent"),
    "from": pgettext_lazy("date", "From"),
    "closed": _("Closed on"),
    "closing": _("How it ended"),
    "merged_into": _("Merged into"),
    "approval_number": _("Approval number"),
}
_WORDS: dict[str, dict[Any, Any]] = {
    "kind": dict(Kind.choices),
    "sector": dict(Sector.choices),
    "closing": dict(Closing.choices),
    "graded": {True: _("Yes"), False: _("No")},
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One field that changed: what it was and what it is, in words."""

    who: str
    at: datetime
    label: Promise
    was: Any
    now: Any


def shown_changes(entries: Iterable[Entry]) -> list[ShownChange]:
    """The fields that these audit entries changed, oldest first."""
    return [
        ShownChange(
            who=entry.actor.name if entry.actor else "",
            at=entry.at,
            label=LABELS[name],
            was=_in_words(name, entry.before.get(name)),
            now=_in_words(name, value),
        )
        for entry in entries
        for name, value in entry.after.items()
        if name in LABELS
    ]


def _in_words(name: str, value: Any) -> Any:
    return _WORDS.get(name, {}).get(value, value)
