"""Who leads whom.  Apart from the other models, as the reads of these ask for it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.versioning import Versioned
from apps.organisations.leading_querysets import LeadingLinkQuerySet


class LeadingLink(Versioned):
    """A Party organisation leads a mass organisation during [start, end) (M001, M005, M007).

    At most one leads it at a time (M002): the constraints hold that for links until further notice, the services
    for all others.
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
    end = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    objects = LeadingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["led__code", "start"]
        verbose_name = _("leading link")
        verbose_name_plural = _("leading links")
        constraints = [
            models.UniqueConstraint(name="leading_one_per_start", fields=["led", "start"]),
            models.UniqueConstraint(name="leading_one_open_end", fields=["led"], condition=Q(end__isnull=True)),
            models.CheckConstraint(
                name="leading_ends_after_start", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader_id} → {self.led_id} [{self.start}, {self.end})"
