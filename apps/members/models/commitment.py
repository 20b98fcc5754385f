"""What members promise in public, and who is approved not to (M082)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey
from apps.registers.models import Record


class MemberCommitment(Record):
    """A member's commitment, or the approved exemption from it."""

    member = MemberKey()
    made_on = models.DateField(_("made on"))
    text = models.CharField(_("commitment"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_where = models.CharField(_("published where"), max_length=100, blank=True)
    exempt = models.BooleanField(pgettext_lazy("commitment", "exempted"), default=False)
    exempt_reason = models.CharField(_("reason of the exemption"), max_length=100, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=50, blank=True)

    DATED: ClassVar[str] = "made_on"

    class Meta:
        verbose_name = _("commitment of a member")
        indexes = [
            models.Index(
                fields=["member", "published_on", "exempt"],
                name="commitments_that_count",
                condition=models.Q(withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["made_on", "member"],
                name="commitments_exempted",
                condition=models.Q(exempt=True, withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.made_on}"
