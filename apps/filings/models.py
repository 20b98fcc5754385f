"""The monthly filing: one per organisation and month."""

from datetime import date, datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.filings.check_names import Check, Strength
from apps.filings.months import Month
from apps.filings.querysets import FilingLineQuerySet, FilingQuerySet
from apps.filings.states import EDITABLE, FilingState, Step
from apps.organisations.models import Organisation
from apps.plans.models import Indicator, Plan
from apps.registers.models import Lasting


class Filing(models.Model):
    """What an organisation reports for a month.

    `version` rises with every save, for two people at once; `saved_page` says from which open page the last save
    came, so that a page whose answer got lost on the way does not take its own save for somebody else's.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="filings", verbose_name=_("plan"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="filings", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    state = models.CharField(_("state"), max_length=10, choices=FilingState.choices, default=FilingState.DRAFT)
    due_on = models.DateField(_("due on"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    nil_return = models.BooleanField(_("nothing new this month"), default=False)
    first_submitted_on = models.DateField(_("first submitted on"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    entered_on_behalf = models.BooleanField(_("entered on behalf"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("passed on by")
    )
    #: How often the approved month was reopened to be corrected.
    revision = models.PositiveSmallIntegerField(_("correction"), default=0, editable=False)
    return_reason = models.CharField(_("reason for returning"), max_length=300, blank=True)
    reopening_asked = models.CharField(_("why it should be reopened"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), null=True)
    saved_page = models.CharField(max_length=32, blank=True, editable=False)

    #: The last known place of the organisation; known only of a filing that was read `with_path`.
    path: str
    #: When it was last returned or reopened; known only of a filing that was read `with_return`.
    returned_at: datetime | None

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-month", "organisation__code"]
        verbose_name = _("monthly filing")
        verbose_name_plural = _("monthly filings")
        constraints = [
            models.UniqueConstraint(name="filing_one_per_month", fields=["organisation", "year", "month"]),
            models.CheckConstraint(name="filing_month_of_year", condition=Q(month__gte=1) & Q(month__lte=12)),
            models.CheckConstraint(
                name="filing_submitted_has_a_day", condition=Q(state="draft") | Q(first_submitted_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["plan", "month"]),
            models.Index(fields=["state", "due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year}-{self.month:02}"

    @property
    def when(self) -> Month:
        return Month(self.year, self.month)

    @property
    def deadline(self) -> date:
        """The last day that still is on time: the due date, or its extension."""
        return self.extended_to or self.due_on

    @property
    def latest_extension(self) -> date:
        """The last day to which an extension may reach: the end of the following month."""
        return self.when.next.last_day

    @property
    def is_extended(self) -> bool:
        """Whether only its extension makes it punctual, or still can."""
        return self.extended_to is not None and (self.first_submitted_on or self.extended_to) > self.due_on

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def was_late(self) -> bool:
        return self.first_submitted_on is not None and self.first_submitted_on > self.deadline

    @property
    def subject(self) -> str:
        """How the audit log names it: ``"V01 2012-10"``.  Costs a query where the organisation is not at hand."""
        return f"{self.organisation.code} {self.when}"


class FilingLine(models.Model):
    """One filed indicator in a filing, in hundredths; None is blank, which is not zero."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="lines")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="filing_lines")
    numerator = HundredthsField(_("value"), null=True, blank=True)
    denominator = HundredthsField(_("denominator"), null=True, blank=True)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    return_reason = models.CharField(_("reason for returning"), max_length=200, blank=True)

    objects = FilingLineQuerySet.as_manager()

    #: Settings of its year; known only of lines read `with_indicator`.
    odd_percent: int
    odd_times: int
    return_reasons: str

    class Meta:
        ordering = ["indicator__position"]
        constraints = [
            models.UniqueConstraint(name="filing_line_once", fields=["filing", "indicator"]),
            models.CheckConstraint(
                name="filing_line_not_negative",
                condition=(Q(numerator__isnull=True) | Q(numerator__gte=0))
                & (Q(denominator__isnull=True) | Q(denominator__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.indicator_id}"


class Objection(models.Model):
    """What an organisation says against a figure that the portal computed for its month, and what the township answers.

    One for each indicator and month; said again, it takes the place of the one before and is open again.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="objections")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("said by"))
    at = models.DateTimeField(_("said at"), default=timezone.now)
    answer = models.CharField(pgettext_lazy("objection", "answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        ordering = ["indicator__position"]
        constraints = [models.UniqueConstraint(name="objection_once", fields=["filing", "indicator"])]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.indicator_id}"


class FilingStep(models.Model):
    """The timeline of a filing: what, when, by whom and why."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(name="filing_opened_once", fields=["filing"], condition=Q(step="opened"))
        ]

    def __str__(self) -> str:
        return f"{self.filing_id} {self.step}"


class CheckRule(Lasting):
    """How strongly something is checked about the figures of a month, for the organisation that keeps the rule and all
    below it; without an indicator for all of them."""

    indicator = models.CharField(
        _("code of the indicator"), max_length=20, blank=True, help_text=_("Blank: for every figure that is filed.")
    )
    checked = models.CharField(pgettext_lazy("check", "what is checked"), max_length=10, choices=Check.choices)
    strength = models.CharField(pgettext_lazy("check", "strength"), max_length=10, choices=Strength.choices)
    number = HundredthsField(
        pgettext_lazy("check", "number"),
        null=True,
        blank=True,
        help_text=_("The least or the most, percent of the target, times the last figure, or earlier months needed."),
    )
    parts = models.CharField(
        pgettext_lazy("check", "sum of"),
        max_length=120,
        blank=True,
        help_text=_("Codes of the indicators whose sum it is, with 、 between them."),
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("check of figures")

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.indicator, self.get_checked_display(), self.get_strength_display())))

    @property
    def part_codes(self) -> tuple[str, ...]:
        return tuple(filter(None, (it.strip() for it in self.parts.replace(",", "、").split("、"))))
