"""The vocabulary of reads about who leads whom."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.calendar import valid_on
from apps.core.versioning import VersionedQuerySet
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.path_filters import within_paths


class LeadingLinkQuerySet(VersionedQuerySet[Any]):
    def on(self, day: date) -> "LeadingLinkQuerySet":
        return self.filter(valid_on(day))

    def touching(self, organisations: models.QuerySet[Any]) -> "LeadingLinkQuerySet":
        """Links of which at least one end is among `organisations`."""
        return self.filter(Q(leader__in=organisations) | Q(led__in=organisations))

    def linked(self, organisations: Collection[int]) -> set[int]:
        """Those of these organisations (ids) that lead or are led at any time.  One query."""
        found = self.filter(Q(leader__in=organisations) | Q(led__in=organisations)).order_by()
        return {end for ends in found.values_list("leader", "led") for end in ends}.intersection(organisations)

    def between(self, organisations: models.QuerySet[Any]) -> "LeadingLinkQuerySet":
        """Links of which both ends are among `organisations`."""
        return self.filter(leader__in=organisations, led__in=organisations)

    def paths_led_from(self, paths: Iterable[str]) -> set[str]:
        """The last known paths of the mass organisations that those at or below `paths` lead.  One query.

        What has become a Party organisation since the link began is no longer read by its branch.
        """
        leading = within_paths(paths, "leader__placements__")
        last_known = {"leader__placements__end__isnull": True, "led__placements__end__isnull": True}
        found = self.filter(leading, **last_known).exclude(led__kind__in=PARTY_KINDS) if leading else self.none()
        return set(found.order_by().values_list("led__placements__path", flat=True))
