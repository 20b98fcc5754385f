"""The vocabulary of reads about partners and received reports."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.fields.json import KeyTransform

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class PartnerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "PartnerQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def current(self) -> "PartnerQuerySet":
        """Those whose key was not withdrawn."""
        return self.filter(ended_at__isnull=True)


class ReceivedReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str = "package.view") -> "ReceivedReportQuerySet":
        """Snapshots can be large and stay in the database: ask with `defer(None)` for one that is to be read."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action)).defer("snapshot")

    def with_rates(self) -> "ReceivedReportQuerySet":
        """Adds `rates`, the three rates of the snapshot."""
        with_rates: ReceivedReportQuerySet = self.annotate(rates=rates_of("snapshot"))
        return with_rates


def rates_of(snapshot: str) -> KeyTransform:
    """The rates inside the column of a snapshot."""
    return KeyTransform("rates", KeyTransform("sections", snapshot))
