"""Programs elsewhere that are told of what happens, and what each was told."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.organisations.models import Organisation
from apps.webhooks.querysets import DeliveryQuerySet, HookQuerySet


class Event(models.TextChoices):
    """What is told: acts, by the names that the audit log gives them."""

    FILING_APPROVED = "filing.approved", _("a month is approved")
    REPORT_SIGNED = "report.signed", _("a year-end report is signed")
    WARNING_RAISED = "warning.raised", _("an early warning is raised")


class Hook(models.Model):
    """An address that is told of events at and below an organisation, sealed with a secret that both know.

    The secret seals, so it is kept as it is; no page shows it a second time.  `position` is the number in the chain of
    the audit log up to which everything has been looked at.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    address = models.CharField(_("address"), max_length=300)
    secret = models.CharField(max_length=100, editable=False)
    events = models.JSONField(_("events"), default=list)
    position = models.PositiveBigIntegerField(default=0, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    added_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = HookQuerySet.as_manager()

    class Meta:
        ordering = ["ended_at", "-added_at"]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.address

    @property
    def event_labels(self) -> list[Any]:
        return [Event(it).label for it in self.events]


class DeliveryState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "waiting")
    DONE = "done", pgettext_lazy("delivery", "received")
    FAILED = "failed", pgettext_lazy("delivery", "given up")


class Delivery(models.Model):
    """One event that one address is told of, until it says that it has it, or is given up.

    `answer` is the status of the last attempt, or in a word why there was none.
    """

    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    #: The audit entry that it tells of; no foreign key, for entries are pruned.
    entry_id = models.PositiveBigIntegerField()
    body = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    answer = models.CharField(max_length=60, blank=True)
    done_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(name="delivery_once", fields=["hook", "entry_id"])]
        indexes = [models.Index(fields=["state", "next_at"])]

    def __str__(self) -> str:
        return f"{self.hook_id} {self.entry_id}"
