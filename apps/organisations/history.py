"""What became of an organisation: founded, renamed, moved, merged, split, dissolved, as one timeline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.accounts.models import User
from apps.audit.models import Entry
from apps.organisations.models import Organisation
from apps.organisations.selectors import Named, Stay, named


@dataclass(frozen=True, slots=True)
class Event:
    """What happened on a day (None: before anybody's memory), to or with which other one, by which document.

    `entered`: the day is the one on which it was entered.
    """

    day: date | None
    what: str | Promise
    other: Named | None = None
    number: str = ""
    entered: bool = False


def history_of(organisation: Organisation, stays: Sequence[Stay], user: User) -> list[Event]:
    """Every event, the latest first.  Four queries."""
    came = list(organisation.merged_in.order_by("closed", "code"))
    went = list(organisation.split_off.order_by("opened", "code"))
    names = named({organisation.merged_into_id, organisation.split_from_id, *(it.pk for it in (*came, *went))}, user)
    founded = _("split off from") if organisation.split_from_id else pgettext("history", "founded")
    found = [
        Event(organisation.opened, founded, names.get(organisation.split_from_id), organisation.founding_number),
        *(Event(it.start, _("moved below"), it.parent) for it in stays[:-1]),
        *_renamed(organisation),
        *(Event(it.closed, _("took in"), names.get(it.pk), it.approval_number) for it in came),
        *(Event(it.opened, _("split off"), names.get(it.pk), it.founding_number) for it in went),
    ]
    if organisation.closed:
        ended = _("merged into") if organisation.merged_into_id else pgettext("history", "dissolved")
        successor = names.get(organisation.merged_into_id)
        found.append(Event(organisation.closed, ended, successor, organisation.approval_number))
    return sorted(found, key=lambda it: it.day or date.min, reverse=True)


def _renamed(organisation: Organisation) -> Iterator[Event]:
    """Renamings carry no day of their own: the audit log says when each was entered."""
    entries = Entry.objects.filter(action="organisation.updated", organisation_code=organisation.code)
    for it in entries.filter(before__has_key="name").order_by("id"):
        what = _("renamed, before: %(name)s") % {"name": it.before["name"]}
        yield Event(timezone.localdate(it.at), what, entered=True)
