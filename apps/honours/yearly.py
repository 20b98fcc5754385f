"""What the year asks of honours: a star in every month (M100), commendations before 1 July (M052)."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.calendar import today
from apps.honours.models import Honour
from apps.honours.types import HonourLevel, HonourType
from apps.organisations.recorded import RecordQuerySet


def july(year: int) -> date:
    """The day from which on a commendation comes too late."""
    return date(year, 7, 1)


def late_commendation(honour: Honour) -> list[str]:
    """That a commendation comes too late to count as one."""
    named = honour.named_on
    if honour.type != HonourType.COMMENDATION or named is None or named < july(named.year):
        return []
    return [_("Named on or after 1 July: it does not count as a commendation before 1 July.")]


def other_stars(honours: Sequence[Honour], known: RecordQuerySet) -> list[list[str]]:
    """Of each star of the month those that the month has already, on the same level; of a village in the village.

    One query.
    """
    stars = [it for it in honours if it.type == HonourType.STAR_OF_MONTH and it.named_on]
    asked = Q(pk__in=[])
    for year, month, level in sorted({(it.named_on.year, it.named_on.month, it.level) for it in stars if it.named_on}):
        asked |= Q(named_on__year=year, named_on__month=month, level=level)
    among = list(known.filter(asked, type=HonourType.STAR_OF_MONTH)) if stars else []
    chosen = {it.pk for it in stars}
    others = [*stars, *(it for it in among if it.pk not in chosen)]
    return [[_told(other) for other in others if star in stars and _rival(star, other)] for star in honours]


def months_without_star(known: RecordQuerySet) -> Sequence[str]:
    """The months of this year, up to this one, in which nobody was named star of the month.  One query."""
    now = today()
    named = known.filter(type=HonourType.STAR_OF_MONTH, named_on__year=now.year, revoked_on__isnull=True)
    there = set(named.values_list("named_on__month", flat=True))
    missing = [
        date_format(date(now.year, month, 1), "YEAR_MONTH_FORMAT")
        for month in range(1, now.month + 1)
        if month not in there
    ]
    return (_("No star of the month yet: %(months)s") % {"months": "、".join(missing)},) if missing else ()


def _rival(star: Honour, other: Honour) -> bool:
    if other is star or other.revoked_on is not None or other.level != star.level:
        return False
    ours, theirs = star.named_on, other.named_on
    same_month = ours is not None and theirs is not None and (ours.year, ours.month) == (theirs.year, theirs.month)
    return same_month and (star.level != HonourLevel.VILLAGE or other.organisation_id == star.organisation_id)


def _told(other: Honour) -> str:
    who = other.person or other.organisation.name
    return _("This month has a star already: %(who)s") % {"who": who}
