"""The vocabulary of reads about classes."""

from typing import TYPE_CHECKING, Any

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class GradingQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "GradingQuerySet":
        """The classes of the organisations on which `user` may do `action`."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def drafts(self) -> "GradingQuerySet":
        """Those with an end class that nobody has confirmed yet."""
        return self.filter(confirmed_on__isnull=True).exclude(end_class="")

    def start_drafts(self) -> "GradingQuerySet":
        """Those whose start-of-year class nobody has confirmed yet."""
        return self.filter(start_confirmed=False)
