"""The vocabulary of reads about notices."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.filings.states import FilingState
from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class ReceiptQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "ReceiptQuerySet":
        """The receipts of the organisations on which `user` may do `action`: nobody learns of a neighbour's."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))

    def waiting(self) -> "ReceiptQuerySet":
        """Those that nobody has received, or answered where that is asked."""
        return self.filter(Q(received_at__isnull=True) | Q(notice__needs_answer=True, answered_at__isnull=True))


class ReminderQuerySet(models.QuerySet[Any]):
    def pending(self) -> "ReminderQuerySet":
        """Those of months that have not been handed in since."""
        return self.filter(filing__state=FilingState.DRAFT, filing__first_submitted_on__isnull=True)
