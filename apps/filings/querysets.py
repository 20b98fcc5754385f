from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class FilingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "FilingQuerySet":
        """The filings of the organisations on which `user` may do `action`."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def overdue(self, on: date) -> "FilingQuerySet":
        """Never submitted, and due (or extended) to a day before `on`."""
        past = Q(extended_to__isnull=True, due_on__lt=on) | Q(extended_to__lt=on)
        return self.filter(past, first_submitted_on__isnull=True)
