"""Admission to the Party, from the application to the archive, and what the township adds to its rules."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.admissions.fields import NumberField
from apps.admissions.rules import RuleSet
from apps.admissions.steps import STEPS
from apps.members.fields import MonthField
from apps.members.models.member import Education, Sex
from apps.organisations.rules import is_code
from apps.registers.models import Case, Lasting
from apps.registers.steps import Step


class Recommended(models.TextChoices):
    """By whom an activist was recommended; the League recommends its members (推优, M024)."""

    MEMBERS = "members", _("members of the branch")
    LEAGUE = "league", _("Youth League")
    MASS = "mass", _("another mass organisation")


class Group(models.TextChoices):
    """Whom the plan puts first (M108)."""

    FRONTLINE = "frontline", _("production frontline")
    MIGRANT = "migrant", _("working away from home")
    TWO_NEW = "two_new", _("two-new organisation")


RECOMMENDED_WORDS = {
    "党员推荐": Recommended.MEMBERS,
    "团组织推优": Recommended.LEAGUE,
    "推优": Recommended.LEAGUE,
    "其他群团推荐": Recommended.MASS,
}
GROUP_WORDS = {"生产一线": Group.FRONTLINE, "务工人员": Group.MIGRANT, "两新组织": Group.TWO_NEW}


def _day(label: Any, **said: Any) -> "models.DateField[Any, Any]":
    return models.DateField(label, **{"null": True, "blank": True, **said})


def _count(label: Any, most: int = 9999) -> "models.PositiveSmallIntegerField[Any, Any]":
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=[MaxValueValidator(most)])


class Admission(Case):
    """Somebody on the way into the Party: as little as the way needs, and no number of a document or a telephone.

    The number is that under which the roll has them once they are admitted.
    """

    code = NumberField(
        pgettext_lazy("member", "number"),
        max_length=40,
        validators=[is_code],
        help_text=_("Leave it blank, and the portal gives the next one of the organisation."),
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=50)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    born = MonthField(_("born in"), blank=True, help_text=_("Year and month, like 1965-03."))
    education = models.CharField(_("education"), max_length=20, choices=Education.choices, blank=True)
    group = models.CharField(_("priority group"), max_length=10, choices=Group.choices, blank=True)
    applied_on = models.DateField(_("applied on"), db_index=True)
    talked_on = _day(_("talk on"))
    activist_on = _day(_("activist since"))
    recommended_by = models.CharField(_("recommended by"), max_length=10, choices=Recommended.choices, blank=True)
    recommender = models.CharField(
        _("which League or mass organisation"), max_length=50, blank=True, help_text=_("The organisation, no person.")
    )
    filed_on = _day(_("activist on file since"))
    mentored_on = _day(_("mentors named on"))
    checked_on = _day(_("last check on"))
    noticed_on = _day(_("on public notice since"))
    candidate_on = _day(_("candidate since"))
    candidate_filed_on = _day(_("candidate on file since"))
    introduced_on = _day(_("introducers named on"))
    reviewed_on = _day(_("political review on"))
    trained_on = _day(_("training completed on"))
    training_hours = _count(_("hours of training"), 999)
    examined_on = _day(_("examined by the branch committee on"))
    prereviewed_on = _day(_("pre-review on"))
    form_on = _day(_("application form on"))
    meeting_on = _day(_("branch meeting on"))
    entitled = _count(_("entitled to vote"))
    in_favour = _count(_("in favour"))
    interviewed_on = _day(_("interview on"))
    approved_on = _day(_("admission approved on"), db_index=True)
    reported_on = _day(_("reported to the higher level on"))
    placed_on = _day(_("placed in a branch and group on"))
    oath_on = _day(_("oath on"))
    observed_on = _day(_("last check on probation on"))
    full_applied_on = _day(_("applied for full membership on"))
    extended_on = _day(_("extension of probation decided on"))
    extension = _count(_("probation extended by (months)"), 12)
    full_meeting_on = _day(_("branch meeting on full membership on"))
    full_entitled = _count(_("entitled to vote on full membership"))
    full_in_favour = _count(_("in favour of full membership"))
    full_approved_on = _day(_("full membership approved on"))
    archived_on = _day(_("papers archived on"))
    ended_on = _day(pgettext_lazy("admission", "ended on"))

    DATED: ClassVar[str] = "applied_on"
    STEPS: ClassVar[tuple[Step, ...]] = STEPS

    class Meta:
        verbose_name = _("admission case")
        verbose_name_plural = _("admission cases")
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_admission_of_a_number",
                violation_error_message=_("There is a case or a member with this number already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.applied_on}"


def _rule(label: Any, least: int, most: int) -> "models.PositiveSmallIntegerField[Any, Any]":
    bounds = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=bounds)


class AdmissionRule(Lasting):
    """What a township lays down where sources disagree, from a day on; blank is as the version in force says."""

    notice_days = _rule(_("working days of public notice"), 0, 60)
    training_hours = _rule(_("hours of training"), 0, 999)
    activist_months = _rule(_("months as an activist"), 1, 120)
    approval_months = _rule(_("months for approval"), 1, 12)
    approval_most = _rule(_("months for approval at most"), 1, 24)
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    FIELDS: ClassVar[tuple[str, ...]] = (
        "notice_days",
        "training_hours",
        "activist_months",
        "approval_months",
        "approval_most",
    )

    class Meta:
        verbose_name = _("rule of admission")

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.start}"

    @property
    def said(self) -> Mapping[str, int]:
        """What it says otherwise than the version in force."""
        return {name: value for name in self.FIELDS if (value := getattr(self, name)) is not None}

    def over(self, rules: RuleSet) -> RuleSet:
        """The rules with what it says instead."""
        return replace(rules, **self.said)
