"""Where a member belongs, from when to when: at one organisation at a time (组织关系)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Lasting


class Membership(Lasting):
    """A member belongs to an organisation during [start, end)."""

    member = MemberKey()
    note = models.CharField(pgettext_lazy("membership", "basis"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(end__isnull=True, withdrawn_at__isnull=True),
                name="one_current_membership",
                violation_error_message=_("The member belongs to an organisation at that time already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.start}"
