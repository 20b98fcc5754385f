"""The League and the Party: how many it takes in by its plan, and whom it recommends (M023 M024)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.admissions.fields import NumberField
from apps.organisations.models import Organisation
from apps.organisations.rules import is_code
from apps.registers.models import Case, Record
from apps.registers.steps import Step


class Recruitment(Record):
    """How many an organisation of the League wants to take in within a year, and has taken in: numbers, no names."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    planned = models.PositiveIntegerField(
        pgettext_lazy("League", "planned"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    recruited = models.PositiveIntegerField(
        pgettext_lazy("League", "taken in"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    date = models.DateField(_("latest approval on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("recruitment of League members")
        constraints = [
            models.UniqueConstraint(
                name="recruitment_once_a_year", fields=["organisation", "year"], condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class Recommendation(Case):
    """The League recommends a member to a branch, which takes that up in an admission case, or does not (推优)."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation of the League")
    )
    branch = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("receiving branch"))
    code = NumberField(
        _("number"),
        max_length=40,
        validators=[is_code],
        help_text=_("Leave it blank, and the portal gives the next one of the organisation."),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    recommended_on = models.DateField(_("recommended on"))
    present = models.PositiveSmallIntegerField(
        _("who voted"), null=True, blank=True, validators=[MaxValueValidator(9999)]
    )
    in_favour = models.PositiveSmallIntegerField(
        _("in favour"), null=True, blank=True, validators=[MaxValueValidator(9999)]
    )
    taken_up_on = models.DateField(_("taken up on"), null=True, blank=True)
    case_number = models.CharField(_("number of the admission case"), max_length=40, blank=True)
    declined_on = models.DateField(_("not taken up on"), null=True, blank=True)

    ENDS: ClassVar[tuple[str, ...]] = ("organisation", "branch")
    DATED: ClassVar[str] = "recommended_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("recommended", pgettext_lazy("recommendation", "open"), _("Recommend"), "recommended_on"),
        Step(
            "taken_up",
            pgettext_lazy("recommendation", "taken up"),
            _("Take up"),
            "taken_up_on",
            after=("recommended",),
            action="decide",
            asks=("case_number",),
            final=True,
            alone=True,
            tone="green",
        ),
        Step(
            "declined",
            pgettext_lazy("recommendation", "not taken up"),
            _("Do not take up"),
            "declined_on",
            after=("recommended",),
            action="decide",
            needs_reason=True,
            final=True,
            tone="secondary",
        ),
    )

    class Meta:
        verbose_name = _("recommendation by the League")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_recommendation_of_a_number",
                violation_error_message=_("There is a recommendation with this number already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.code)
