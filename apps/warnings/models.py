"""Early warnings, and the rules by which a township has them raised (M109 M164)."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.versioning import Versioned
from apps.organisations.models import Organisation
from apps.registers.models import Lasting
from apps.warnings.names import RuleName, Severity
from apps.warnings.querysets import WarningQuerySet


class WarningRule(Lasting):
    """From which number on a warning has a colour, for the organisation that keeps the rule and all below it."""

    rule = models.CharField(pgettext_lazy("warning", "warned of"), max_length=20, choices=RuleName.choices)
    severity = models.CharField(pgettext_lazy("warning", "colour"), max_length=10, choices=Severity.choices)
    raised = models.BooleanField(pgettext_lazy("warning", "is raised"), default=True)
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("warning", "from"),
        validators=[MaxValueValidator(1000)],
        help_text=_("Percent, months, days, filings or years, as the rule counts; days before a term ends."),
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("warning rule")

    def __str__(self) -> str:
        return f"{self.get_rule_display()} {self.get_severity_display()}"


class WarningState(models.TextChoices):
    RAISED = "raised", pgettext_lazy("warning", "raised")
    CONFIRMED = "confirmed", pgettext_lazy("warning", "confirmed")
    ANSWERED = "answered", pgettext_lazy("warning", "corrective action under way")
    LIFTED = "lifted", pgettext_lazy("warning", "lifted")


class EarlyWarning(Versioned):
    """One cause at one organisation: raised → confirmed → answered with a corrective action → lifted.

    `subject` tells the causes of a rule apart: an indicator, a post, a record.  The cause has `gone_on` a day; while
    it has not, there is one warning of it, lifted or not, so that what somebody lifted is not raised again.  Without
    `lifted_by` it lifted itself.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    rule = models.CharField(pgettext_lazy("warning", "warned of"), max_length=20, choices=RuleName.choices)
    subject = models.CharField(max_length=80, blank=True)
    severity = models.CharField(pgettext_lazy("warning", "colour"), max_length=10, choices=Severity.choices)
    #: What is said of the cause (`apps.warnings.sentences`).
    facts = models.JSONField(default=dict)
    raised_on = models.DateField(pgettext_lazy("warning", "raised on"))
    #: The run that raised it.
    run = models.UUIDField(editable=False, db_index=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    answer = models.CharField(_("corrective action"), max_length=500, blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    lifted_on = models.DateField(_("lifted on"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_reason = models.CharField(_("why it was lifted"), max_length=200, blank=True)
    gone_on = models.DateField(_("cause gone on"), null=True)

    objects = WarningQuerySet.as_manager()

    #: What its audit entries keep beside the code of the organisation.
    TOLD: ClassVar[tuple[str, ...]] = ("rule", "subject", "severity")

    class Meta:
        ordering = ["raised_on", "pk"]
        verbose_name = _("early warning")
        constraints = [
            models.UniqueConstraint(
                name="warning_raised_once",
                fields=["organisation", "rule", "subject"],
                condition=Q(gone_on__isnull=True),
            ),
            models.CheckConstraint(
                name="warning_gone_is_lifted", condition=Q(gone_on__isnull=True) | Q(lifted_on__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["organisation", "lifted_on"], name="warnings_of_organisation")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} {self.subject}".strip()

    @property
    def state(self) -> WarningState:
        if self.lifted_on:
            return WarningState.LIFTED
        if self.answered_on:
            return WarningState.ANSWERED
        return WarningState.CONFIRMED if self.confirmed_on else WarningState.RAISED

    @property
    def is_open(self) -> bool:
        return self.lifted_on is None
