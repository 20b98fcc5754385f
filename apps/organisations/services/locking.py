"""Two people at one organisation: the second hears of what the first has changed.

What somebody has seen of an organisation is the number of its last audit entry.
"""

from django.db.models import QuerySet

from apps.audit.models import Entry
from apps.organisations.models import Organisation


class ChangedMeanwhile(Exception):
    """Somebody else changed the organisation after it was shown; `changes` are their audit entries, oldest first."""

    def __init__(self, changes: list[Entry]) -> None:
        super().__init__(f"{len(changes)} changes")
        self.changes = changes


def changes_of(organisation: Organisation) -> QuerySet[Entry]:
    """The audit entries about an organisation itself, oldest first."""
    entries = Entry.objects.filter(organisation_code=organisation.code, action__startswith="organisation.")
    return entries.select_related("actor").order_by("id")


def last_change(organisation: Organisation) -> int:
    """The number of the last change of an organisation; 0 where there is none.  One query."""
    last = changes_of(organisation).last()
    return last.pk if last else 0


def lock(organisation: Organisation, seen: int | None) -> Organisation:
    """The organisation as it stands now, locked until the end of the transaction.

    Raises `ChangedMeanwhile` where it was changed after the change number `seen` (None: whatever happened).
    """
    current: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if seen is not None and (changes := list(changes_of(organisation).filter(pk__gt=seen))):
        raise ChangedMeanwhile(changes)
    return current
