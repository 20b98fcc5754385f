"""Closed months, and what is proposed for the facts in them (figures.md, section 2)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.closing.querysets import ClosedMonthQuerySet, ProposalQuerySet
from apps.organisations.models import Organisation


class ClosedMonth(models.Model):
    """A month whose facts of `organisation` are closed, because the month that `filer` filed was approved.

    The filer itself, and what stood below it at the month's end without filing for itself.
    """

    filer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="closed_months")
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closed_month_once", fields=["organisation", "year", "month", "filer"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}-{self.month:02}"


class Act(models.TextChoices):
    """What is proposed for a fact."""

    ADD = "add", pgettext_lazy("proposal", "addition")
    CHANGE = "change", pgettext_lazy("proposal", "change")
    WITHDRAW = "withdraw", pgettext_lazy("proposal", "withdrawal")


class ProposalState(models.TextChoices):
    """open → accepted, refused or withdrawn; nothing leads back."""

    OPEN = "open", pgettext_lazy("proposal", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "taken back")


class Proposal(models.Model):
    """An addition, change or withdrawal of a fact in a closed month: pending until somebody who reviews there decides.

    `kind` and `key` name the fact (`apps.closing.kinds`); an addition has no key before it is accepted.  `old` and
    `new` hold the whole fact by field, as the audit log writes it; an addition has no `old`, a withdrawal no `new`.
    `version` is that of the fact as it was seen.  `organisations` are those of before and of after.
    """

    kind = models.CharField(max_length=30)
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    key = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(null=True)
    organisations: "models.ManyToManyField[Organisation, models.Model]" = models.ManyToManyField(
        Organisation, related_name="+", verbose_name=_("organisations")
    )
    day = models.DateField(_("date"))
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    at = models.DateTimeField(_("proposed at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                name="proposal_one_open_per_fact", fields=["kind", "key"], condition=Q(state="open") & ~Q(key="")
            ),
            models.CheckConstraint(
                name="proposal_decided_or_open",
                condition=Q(state="open", decided_at__isnull=True) | (~Q(state="open") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="proposal_has_a_reason", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key or '+'} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN
