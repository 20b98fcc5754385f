from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from apps.core.calendar import valid_on
from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.tree import ids_on

if TYPE_CHECKING:
    from apps.accounts.models import User


class PlanQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "PlanQuerySet":
        """The plans of the committees above and below the organisations on which `user` may do `action`.  One query."""
        paths = user_paths(user, action)
        above = {organisation for path in paths for organisation in ids_on(path)}
        return self.filter(Q(organisation__in=above) | Q(organisation__in=Organisation.objects.below_paths(paths)))


class IndicatorQuerySet(VersionedQuerySet[Any]):
    def of_year(self, organisation: Organisation, year: int) -> "IndicatorQuerySet":
        """The indicators of the committee's plan for the year, with their programmes."""
        return self.filter(programme__plan__organisation=organisation, programme__plan__year=year).select_related(
            "programme"
        )


class TargetQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "TargetQuerySet":
        """The targets of the organisations on which `user` may do `action`."""
        return self.filter(organisation__in=Organisation.objects.visible_to(user, action))


class ExemptionQuerySet(VersionedQuerySet[Any]):
    def on(self, day: date) -> "ExemptionQuerySet":
        """Those that hold on the day."""
        return self.filter(valid_on(day))
