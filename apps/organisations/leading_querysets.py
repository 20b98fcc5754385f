"""The vocabulary of reads about who leads whom."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from apps.core.calendar import valid_on
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.path_filters import within_paths
from apps.organisations.recorded import RecordQuerySet


class LeadingLinkQuerySet(RecordQuerySet):
    def on(self, day: date) -> "LeadingLinkQuerySet":
        """Those in force on the day."""
        found: LeadingLinkQuerySet = self.filter(valid_on(day), withdrawn_at__isnull=True)
        return found

    def linked(self, organisations: Collection[int]) -> set[int]:
        """Those of these organisations (ids) that lead or are led at any time.  One query."""
        found = self.counted().filter(Q(leader__in=organisations) | Q(led__in=organisations)).order_by()
        return {end for ends in found.values_list("leader", "led") for end in ends}.intersection(organisations)

    def paths_led_from(self, paths: Iterable[str]) -> set[tuple[str, str]]:
        """The last known paths of those at or below `paths` that lead, each with that of whom it leads.  One query.

        What has become a Party organisation since the link began is no longer read by its branch.
        """
        leading = within_paths(paths, "leader__placements__")
        last_known = {"leader__placements__end__isnull": True, "led__placements__end__isnull": True}
        found = self.filter(leading, **last_known).exclude(led__kind__in=PARTY_KINDS) if leading else self.none()
        return set(found.order_by().values_list("leader__placements__path", "led__placements__path"))
