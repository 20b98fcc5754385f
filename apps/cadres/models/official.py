"""The yearly appraisal of graduate village officials, village officials and staff (M121 M149): nobody is ranked."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step


class OfficialKind(models.TextChoices):
    """With the mechanism that asks for it."""

    GRADUATE = "graduate", pgettext_lazy("official", "graduate village official")  # M121
    VILLAGE = "village", pgettext_lazy("official", "village official")  # M149
    STAFF = "staff", pgettext_lazy("official", "official or employee")  # M149


class OfficialGrade(models.TextChoices):
    EXCELLENT = "excellent", pgettext_lazy("official", "excellent")
    COMPETENT = "competent", pgettext_lazy("official", "competent")
    BASIC = "basic", pgettext_lazy("official", "basically competent")
    FAILED = "failed", pgettext_lazy("official", "not competent")


KIND_WORDS = {
    "大学生村干部": OfficialKind.GRADUATE,
    "村（社区）干部": OfficialKind.VILLAGE,
    "干部职工": OfficialKind.STAFF,
}
GRADE_WORDS = {
    "优秀": OfficialGrade.EXCELLENT,
    "称职": OfficialGrade.COMPETENT,
    "基本称职": OfficialGrade.BASIC,
    "不称职": OfficialGrade.FAILED,
}


class OfficialAppraisal(Case):
    """Somebody in service who is to be appraised for the year, what supervision saw, and the grade."""

    kind = models.CharField(pgettext_lazy("official", "kind"), max_length=10, choices=OfficialKind.choices)
    position = models.CharField(
        pgettext_lazy("official", "post"),
        max_length=50,
        help_text=_("Two with the same post are told apart by a number."),
    )
    person = models.CharField(pgettext_lazy("appointment", "name"), max_length=50)
    term_ends = models.DateField(_("term of service ends on"), null=True, blank=True)
    listed_on = models.DateField(_("in service on"), help_text=_("The day in the year from which on it is asked."))
    attended = models.PositiveSmallIntegerField(
        _("days attended"), null=True, blank=True, validators=[MaxValueValidator(366)]
    )
    visits = models.PositiveSmallIntegerField(
        _("supervision visits"), null=True, blank=True, validators=[MaxValueValidator(366)]
    )
    visited_on = models.DateField(_("last supervision visit on"), null=True, blank=True)
    grade = models.CharField(
        pgettext_lazy("official", "grade"), max_length=10, choices=OfficialGrade.choices, blank=True
    )
    appraised_on = models.DateField(pgettext_lazy("official", "appraised on"), null=True, blank=True)
    appraised_by = models.CharField(pgettext_lazy("official", "appraised by"), max_length=50, blank=True)

    DATED: ClassVar[str] = "listed_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step(
            "listed",
            pgettext_lazy("official", "to be appraised"),
            pgettext_lazy("step", "Put on the list"),
            "listed_on",
        ),
        Step(
            "appraised",
            pgettext_lazy("official", "appraised"),
            pgettext_lazy("step", "Appraise"),
            "appraised_on",
            ("listed",),
            "decide",
            asks=("grade", "appraised_by"),
            final=True,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("appraisal of an official")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"
