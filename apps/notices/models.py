"""Notices that a township sends, who has received and answered them, and reminders of months that are to be filed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.filings.models import Filing
from apps.notices.querysets import ReceiptQuerySet, ReminderQuerySet
from apps.organisations.models import Organisation


class Notice(models.Model):
    """What is to be known, or answered by a day; it is sent once and stays as it was sent."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("sender"))
    title = models.CharField(pgettext_lazy("notice", "title"), max_length=100)
    text = models.TextField(pgettext_lazy("notice", "text"), max_length=4000)
    needs_answer = models.BooleanField(_("needs an answer"), default=False)
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("sent by"))

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("notice")

    def __str__(self) -> str:
        return str(self.title)


class Receipt(models.Model):
    """A notice at one of the organisations to which it was sent."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    received_at = models.DateTimeField(_("received at"), null=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("received by")
    )
    answer = models.CharField(pgettext_lazy("notice", "answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__code"]
        constraints = [models.UniqueConstraint(name="notice_received_once", fields=["notice", "organisation"])]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.organisation_id}"


class Occasion(models.TextChoices):
    """When a month that nobody has handed in is reminded of."""

    OPENED = "opened", pgettext_lazy("reminder", "open")
    THREE_DAYS = "three_days", pgettext_lazy("reminder", "due in three days")
    EVE = "eve", pgettext_lazy("reminder", "due tomorrow at the latest")
    OVERDUE = "overdue", pgettext_lazy("reminder", "overdue")


class Reminder(models.Model):
    """That a month was reminded of on an occasion: once, and only while it was not handed in."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="reminders")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    on = models.DateField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(name="reminder_once", fields=["filing", "occasion"])]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.occasion}"


class MailAddress(models.Model):
    """Where somebody wants to be told by e-mail, of their own accord; at most one digest a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_address")
    email = models.EmailField(_("e-mail"), max_length=200)
    last_sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return str(self.user_id)
