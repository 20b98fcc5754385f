"""The vocabulary of reads about activities."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet

if TYPE_CHECKING:
    from apps.accounts.models import User


def held_between(since: date, until: date, prefix: str = "") -> Q:
    """Activities that still count, from `since` to `until`; `prefix` leads to them (``"activity__"``)."""
    conditions: dict[str, Any] = {f"{prefix}withdrawn_at__isnull": True, f"{prefix}date__range": (since, until)}
    return Q(**conditions)


class ActivityQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "ActivityQuerySet":
        """Activities with at least one host on which `user` may do `action`.  One query for the scope."""
        return self.hosted_by(Organisation.objects.visible_to(user, action))

    def hosted_by(self, organisations: OrganisationQuerySet) -> "ActivityQuerySet":
        """Activities with at least one host among `organisations`."""
        hosts = self.model.hosts.through.objects.filter(organisation__in=organisations.order_by().values("pk"))
        return self.filter(pk__in=hosts.values("activity"))

    def hosted_only_by(self, organisations: OrganisationQuerySet) -> "ActivityQuerySet":
        """Activities all of whose hosts are among `organisations`."""
        hosts = self.model.hosts.through.objects.filter(activity=OuterRef("pk"))
        others = hosts.exclude(organisation__in=organisations.order_by().values("pk"))
        return self.filter(~Exists(others))

    def held(self, since: date, until: date) -> "ActivityQuerySet":
        """Activities that still count, from the day `since` to the day `until`, both included."""
        return self.filter(held_between(since, until))

    def counted(self) -> "ActivityQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_hosts(self) -> "ActivityQuerySet":
        """With their hosts by code at hand: one more query, whatever the number of rows."""
        hosts = models.Prefetch("hosts", queryset=Organisation.objects.order_by("code"))
        return self.prefetch_related(None).prefetch_related(hosts)
