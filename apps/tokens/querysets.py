from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from apps.accounts.models import FormerPassword
from apps.core.calendar import valid_on

if TYPE_CHECKING:
    from apps.accounts.models import User


class AccessTokenQuerySet(models.QuerySet[Any]):
    def of(self, user: "User") -> "AccessTokenQuerySet":
        """A token is its holder's affair."""
        return self.filter(user=user)

    def kept(self, day: date) -> "AccessTokenQuerySet":
        """Those that were not revoked, whose last day has not passed and whose holder has had no new password since.

        A new password ends what was opened with the former one, as it does with sessions.
        """
        newer = FormerPassword.objects.filter(user=OuterRef("user"), until__gt=OuterRef("created_at"))
        return self.filter(~Exists(newer), revoked_at__isnull=True, last_day__gte=day)

    def in_force(self, day: date) -> "AccessTokenQuerySet":
        """Those that open the portal on the day: the account may sign in, and the role holds."""
        may_sign_in = Q(user__is_active=True, user__must_change_password=False)
        holds = valid_on(day, "held__") & Q(held__waiting=False, held__user=F("user"))
        return self.kept(day).filter(may_sign_in & holds)
