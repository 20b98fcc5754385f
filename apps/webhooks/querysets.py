from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class HookQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "HookQuerySet":
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def current(self) -> "HookQuerySet":
        """Those that were not withdrawn."""
        return self.filter(ended_at__isnull=True)


class DeliveryQuerySet(models.QuerySet[Any]):
    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Those that wait and whose next attempt has come, the oldest first; a withdrawn webhook gets none."""
        return self.filter(state="waiting", next_at__lte=now, hook__ended_at__isnull=True).order_by("pk")
