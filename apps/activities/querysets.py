from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class ActivityQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "ActivityQuerySet":
        """Activities with at least one host on which `user` may do `action`."""
        seen = Organisation.objects.visible_to(user, action)
        return self.filter(pk__in=self.model.hosts.through.objects.filter(organisation__in=seen).values("activity"))

    def held(self, since: date, until: date) -> "ActivityQuerySet":
        """Activities that still count, from the day `since` to the day `until`, both included."""
        return self.filter(withdrawn_at__isnull=True, date__gte=since, date__lte=until)
