"""The vocabulary of reads about classes."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from apps.core.versioning import VersionedQuerySet
from apps.gradings.classes import GradingClass
from apps.matters.models import Matter, MatterCategory
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

    def decided_by(self, on: date) -> "GradingQuerySet":
        """Those of which it was known on a day whether the rectification was accepted, as `rates.known_on` says."""
        since = Coalesce("accepted_on", "confirmed_on")
        found: GradingQuerySet = self.alias(accepted_since=since).filter(accepted__isnull=False, accepted_since__lte=on)
        return found

    def to_accept(self, year: int) -> "GradingQuerySet":
        """Those that began a year backward, whose rectification was settled in it and about which nobody decided."""
        settled = Matter.objects.counted().filter(
            category=MatterCategory.RECTIFICATION, settled_on__year=year, organisation=OuterRef("organisation")
        )
        its = self.filter(year=year, start_class=GradingClass.BACKWARD, start_confirmed=True, accepted__isnull=True)
        return its.filter(Exists(settled))

    def start_drafts(self) -> "GradingQuerySet":
        """Those whose start-of-year class nobody has confirmed yet."""
        return self.filter(start_confirmed=False)
