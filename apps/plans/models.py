"""The year's opinion as data: plan → programme → indicator → target."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.amount import plain
from apps.core.hundredths import HundredthsField
from apps.core.versioning import Versioned, VersionedQuerySet
from apps.organisations.models import Organisation
from apps.plans.natures import Applies, Comparator, IndicatorKind, Nature, Source
from apps.plans.querysets import ExemptionQuerySet, IndicatorQuerySet, PlanQuerySet, TargetQuerySet


class Plan(Versioned):
    """A committee's opinion for a year, and the settings of that year."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name=_("Party committee")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    minimum_level = models.PositiveSmallIntegerField(
        _("least recognition that counts as an upgrade of an advanced organisation"), default=1
    )
    filing_opens_day = models.PositiveSmallIntegerField(_("filing opens on day"), default=1)
    filing_due_day = models.PositiveSmallIntegerField(_("filing due on day"), default=5)
    year_end_notice = models.PositiveSmallIntegerField(
        _("what is assessed at year end is at risk so many days before"), default=60
    )
    odd_percent = models.PositiveSmallIntegerField(
        _("a figure is asked about above this percentage of the year’s target"),
        default=120,
        validators=[MinValueValidator(100), MaxValueValidator(1000)],
    )
    odd_times = models.PositiveSmallIntegerField(
        _("a figure is asked about from so many times the last one"),
        default=10,
        validators=[MinValueValidator(2), MaxValueValidator(1000)],
    )
    return_reasons = models.TextField(
        _("further reasons offered when a month is returned"), blank=True, max_length=1000
    )
    #: Given out for signing: from then on it changes by numbered revision only, of which this is the last.
    released_on = models.DateField(_("given out for signing on"), null=True, blank=True, editable=False)
    difference_reason = models.CharField(
        _("why the parts differ from the whole"), max_length=200, blank=True, editable=False
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=0, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [models.UniqueConstraint(name="plan_one_per_year", fields=["organisation", "year"])]

    def __str__(self) -> str:
        return self.title


class Programme(Versioned):
    """A project or action of the plan (工程、行动)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="programmes")
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [models.UniqueConstraint(name="programme_named_once", fields=["plan", "name"])]

    def __str__(self) -> str:
        return self.name


class Indicator(Versioned):
    """What is counted, for whom, and how it is compared (figures.md, sections 2 and 3)."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="indicators")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    mechanism = models.CharField(_("mechanism"), max_length=90, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=IndicatorKind.choices)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature.choices)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)
    comparator = models.CharField(_("comparator"), max_length=2, choices=Comparator.choices, blank=True)
    unit = models.CharField(_("unit"), max_length=20)
    applies_to = models.JSONField(_("applies to"), default=list)
    numerator = models.CharField(_("numerator"), max_length=200, blank=True)
    denominator = models.CharField(_("denominator"), max_length=200, blank=True)
    due = models.DateField(_("due"))
    first_month = models.PositiveSmallIntegerField(
        _("counts from month"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    milestones = models.JSONField(
        _("milestones"),
        default=list,
        blank=True,
        help_text=_("Days of the year and what is to be reached by them, in hundredths: [[day, value], …]."),
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(name="indicator_coded_once", fields=["programme", "code"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_rate(self) -> bool:
        return self.kind == IndicatorKind.RATE

    @property
    def milestone_days(self) -> list[tuple[date, int]]:
        """The milestones as days and hundredths, in their order."""
        return [(date.fromisoformat(day), value) for day, value in self.milestones]

    @property
    def applies_to_names(self) -> list[str]:
        return [str(Applies(name).label) for name in self.applies_to]


class Target(models.Model):
    """What an organisation is to reach: percent, pieces and amounts alike in hundredths."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    value = HundredthsField(_("target"))
    due = models.DateField(_("due"), null=True, blank=True)
    responsible = models.CharField(_("responsible"), max_length=60, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "organisation__code"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [models.UniqueConstraint(name="target_one_each", fields=["indicator", "organisation"])]

    def __str__(self) -> str:
        return plain(self.value)


class Exemption(Versioned):
    """From the day `start` until `end` nothing is required of an organisation for an indicator (不作要求).

    It holds for the organisation with all below it, and for those days it leaves numerator and denominator.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="exemptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    start = models.DateField(_("from"))
    end = models.DateField(_("until (no longer on this day)"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    approved_by = models.CharField(_("approved by"), max_length=60)

    #: The place of the organisation on a day; known only of exemptions that `exemptions_of` has read.
    path: str

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "organisation__code", "start"]
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            models.UniqueConstraint(name="exemption_once_from_a_day", fields=["indicator", "organisation", "start"]),
            models.CheckConstraint(
                name="exemption_ends_after_its_start", condition=Q(end__isnull=True) | Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.organisation_id}"

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


class Revision(models.Model):
    """A numbered change of a plan that was given out for signing: what changed, why, and who approved it.

    `changes`: ``[[subject, before, after], …]`` as the audit log has them.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    made_on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=200)
    approved_by = models.CharField(_("approved by"), max_length=60)
    changes = models.JSONField(_("changes"), default=list)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        constraints = [models.UniqueConstraint(name="revision_numbered_once", fields=["plan", "number"])]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class Signature(models.Model):
    """An organisation has signed for its targets (签订目标责任书); the latest one counts until it has lapsed.

    `agreed`: indicator code → target in hundredths.  It lapses with the revision that changes one of them.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)
    agreed = models.JSONField(_("targets"), default=dict)
    lapsed = models.PositiveSmallIntegerField(_("lapsed by revision"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("signature")
        constraints = [
            models.UniqueConstraint(
                name="signature_holds_once", fields=["plan", "organisation"], condition=Q(lapsed__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.organisation_id}"


def subject_of(plan: Plan) -> str:
    """How the audit log names a plan: ``"T01 2012"``.  Costs a query where the committee is not at hand."""
    return f"{plan.organisation.code} {plan.year}"
