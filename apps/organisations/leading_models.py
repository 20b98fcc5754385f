"""Who leads whom.  Apart from the other models, as the reads of these ask for it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.organisations.leading_querysets import LeadingLinkQuerySet
from apps.organisations.recorded import Recorded


class LeadingLink(Recorded):
    """A Party organisation leads a mass organisation during [start, end) (M001, M005, M007).

    At most one leads it at a time (M002): the constraints hold that for links until further notice, the register
    (`associations.register`) for all others.
    """

    leader = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="leading_links",
        verbose_name=_("leading Party organisation"),
    )
    led = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="led_links", verbose_name=_("mass organisation")
    )
    start = models.DateField(_("from"))
    end = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The first day on which it no longer holds. Empty: it still holds.")
    )
    basis = models.CharField(
        _("basis"), max_length=200, blank=True, help_text=_("The decision or document by which it was settled.")
    )
    #: Nobody noted it of the links of earlier versions.
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True, null=True)

    objects = LeadingLinkQuerySet.as_manager()

    ENDS: ClassVar[tuple[str, ...]] = ("leader", "led")
    DATED: ClassVar[str] = "start"

    class Meta:
        ordering = ["led__code", "start"]
        verbose_name = _("leading link")
        verbose_name_plural = _("leading links")
        constraints = [
            models.UniqueConstraint(
                name="leading_one_per_start", fields=["led", "start"], condition=Q(withdrawn_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="leading_one_open_end",
                fields=["led"],
                condition=Q(end__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="leading_ends_after_start", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} → {self.led_id} [{self.start}, {self.end})"

    @property
    def organisation(self) -> Any:
        """To which the link belongs: the one that is led."""
        return self.led

    @property
    def organisation_id(self) -> int:
        return int(self.led_id)

    def days(self) -> Iterator[date]:
        """No month closes who leads whom."""
        return iter(())
