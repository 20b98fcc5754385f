"""Reports that pass from a township's portal to a district's, and the keys that seal them on their way."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.organisations.models import Organisation
from apps.organisations.rules import is_code
from apps.packages.querysets import PartnerQuerySet, ReceivedReportQuerySet


class Way(models.TextChoices):
    SENDS = "sends", _("we send it our reports")
    RECEIVES = "receives", _("we receive its reports")


class Partner(models.Model):
    """An organisation with a portal of its own, and the key that both have agreed.

    The key seals and checks, so it is kept as it is; no page shows it a second time.  A new key is a new row.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    code = models.CharField(_("code of the other organisation"), max_length=40, validators=[is_code])
    name = models.CharField(_("name of the other organisation"), max_length=120)
    key = models.CharField(_("key"), max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    added_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["way", "code", "-added_at"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                name="partner_one_key",
                fields=["organisation", "way", "code"],
                condition=models.Q(ended_at__isnull=True),
                violation_error_message=_("A key is agreed with this organisation already. Withdraw it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ReceivedReport(models.Model):
    """A year-end report as another portal signed and sent it.  Never changed; a later number joins it.

    `sha256` is that of the canonical snapshot, as in the portal that it comes from.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("received for"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("partner"))
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    as_of = models.DateField(_("as of"))
    signed_by = models.CharField(_("signed by"), max_length=60)
    signed_at = models.DateTimeField(_("signed at"))
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    workbook = models.FileField(upload_to="received/")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("received by")
    )
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)

    objects = ReceivedReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "code", "-number"]
        verbose_name = _("received report")
        verbose_name_plural = _("received reports")
        constraints = [
            models.UniqueConstraint(name="received_once", fields=["organisation", "code", "year", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year} #{self.number}"

    @property
    def taken(self) -> dict[str, Any]:
        """The snapshot, as a report of the portal's own gives it."""
        snapshot: dict[str, Any] = self.snapshot
        return snapshot
