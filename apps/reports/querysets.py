from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class YearEndReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User") -> "YearEndReportQuerySet":
        """Reports of the organisations that `user` may read; where the role sees signed ones only, those."""
        return self.filter(
            Q(organisation__in=Organisation.objects.visible_to(user, "report.view"))
            | Q(organisation__in=Organisation.objects.visible_to(user, "report.view_signed"), state="signed")
        )
