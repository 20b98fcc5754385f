"""The monthly filing: one per organisation and month."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.filings.querysets import FilingQuerySet
from apps.filings.states import State, Step
from apps.organisations.models import Organisation
from apps.plans.models import Indicator


class Filing(models.Model):
    """What an organisation reports for a month; `version` rises with every save, for two people at once."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="filings", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    due_on = models.DateField(_("due on"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    nil_return = models.BooleanField(_("nothing new this month"), default=False)
    first_submitted_on = models.DateField(_("first submitted on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    entered_on_behalf = models.BooleanField(_("entered on behalf"), default=False)
    return_reason = models.CharField(_("reason for returning"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-month", "organisation__code"]
        verbose_name = _("monthly filing")
        verbose_name_plural = _("monthly filings")
        constraints = [
            models.UniqueConstraint(name="filing_one_per_month", fields=["organisation", "year", "month"]),
            models.CheckConstraint(
                name="filing_month_of_year", condition=models.Q(month__gte=1) & models.Q(month__lte=12)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}-{self.month:02}"


class FilingLine(models.Model):
    """One indicator in a filing, in hundredths; None is blank, which is not zero."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    numerator = models.BigIntegerField(_("value"), null=True, blank=True)
    denominator = models.BigIntegerField(_("denominator"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    return_reason = models.CharField(_("reason for returning"), max_length=200, blank=True)

    class Meta:
        ordering = ["indicator__position"]
        constraints = [models.UniqueConstraint(name="filing_line_once", fields=["filing", "indicator"])]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.indicator_id}"


class FilingStep(models.Model):
    """The timeline of a filing: what, when, by whom and why."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.step}"
