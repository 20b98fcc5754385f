"""The vocabulary of reads about warnings."""

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Q, Value, When

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation
from apps.warnings.names import RANKS

if TYPE_CHECKING:
    from apps.accounts.models import User


class WarningQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "WarningQuerySet":
        """The warnings of the organisations on which `user` may do `action`."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def open(self) -> "WarningQuerySet":
        """Those that are not lifted."""
        return self.filter(lifted_on__isnull=True)

    def lasting(self) -> "WarningQuerySet":
        """Those whose cause is there, lifted by somebody or not."""
        return self.filter(gone_on__isnull=True)

    def in_state(self, state: str) -> "WarningQuerySet":
        """Those in one of `WarningState`."""
        return self.filter(_STATES[state])

    def gravest_first(self) -> "WarningQuerySet":
        """By colour, of one colour the oldest first."""
        ranks = Case(*(When(severity=colour, then=Value(-rank)) for colour, rank in RANKS.items()), default=Value(0))
        return self.order_by(ranks, "raised_on", "organisation__code", "pk")


_OPEN, _ANSWERED = Q(lifted_on__isnull=True), Q(answered_on__isnull=False)
_STATES = {
    "open": _OPEN,
    "raised": _OPEN & ~_ANSWERED & Q(confirmed_on__isnull=True),
    "confirmed": _OPEN & ~_ANSWERED & Q(confirmed_on__isnull=False),
    "answered": _OPEN & _ANSWERED,
    "lifted": ~_OPEN,
}
