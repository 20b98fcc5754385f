"""What the pages of warnings show."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.http import Http404

from apps.accounts.models import User
from apps.organisations.access import require
from apps.warnings.models import EarlyWarning
from apps.warnings.names import Severity
from apps.warnings.querysets import WarningQuerySet


@dataclass(frozen=True, slots=True)
class Colour:
    """How many open warnings there are of a colour, and since when the oldest."""

    severity: Severity
    number: int
    since: date


def visible_warnings(user: User) -> WarningQuerySet:
    """Everything that `user` may see, the gravest first, organisations at hand."""
    rows: WarningQuerySet = EarlyWarning.objects.visible_to(user, "warning.view").select_related("organisation")
    return rows.gravest_first()


def warning_for(user: User, action: str, number: int) -> EarlyWarning:
    """The warning for an action: 404 where `user` may not do it there, 403 where nowhere."""
    require(user, action)
    rows = EarlyWarning.objects.visible_to(user, action)
    found = rows.select_related("organisation", "confirmed_by", "answered_by", "lifted_by").filter(pk=number).first()
    if found is None:
        raise Http404
    warning: EarlyWarning = found
    return warning


def colours_of(user: User) -> list[Colour]:
    """The open warnings that `user` sees, by colour, the gravest first.  One query."""
    rows = EarlyWarning.objects.visible_to(user, "warning.view").open().order_by().values_list("severity")
    found = {severity: (number, since) for severity, number, since in rows.annotate(Count("pk"), Min("raised_on"))}
    return [Colour(it, *found[it]) for it in reversed(Severity) if it in found]
