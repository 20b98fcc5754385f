"""Officials who study for a degree beside their work (M144): since when, where, and whether they finished; no marks."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Case
from apps.registers.steps import Step


class Degree(models.TextChoices):
    COLLEGE = "college", pgettext_lazy("study", "college")
    BACHELOR = "bachelor", pgettext_lazy("study", "bachelor")
    POSTGRADUATE = "postgraduate", pgettext_lazy("study", "postgraduate")


DEGREE_WORDS = {"大专": Degree.COLLEGE, "本科": Degree.BACHELOR, "研究生": Degree.POSTGRADUATE}


class DegreeStudy(Case):
    """The holder of a post studies."""

    position = models.CharField(
        pgettext_lazy("official", "post"),
        max_length=50,
        help_text=_("Two with the same post are told apart by a number."),
    )
    person = models.CharField(pgettext_lazy("appointment", "name"), max_length=50)
    degree = models.CharField(pgettext_lazy("study", "degree"), max_length=15, choices=Degree.choices)
    school = models.CharField(_("school and subject"), max_length=100, blank=True)
    enrolled_on = models.DateField(_("enrolled on"), db_index=True)
    graduated_on = models.DateField(_("graduated on"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)

    DATED: ClassVar[str] = "enrolled_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("enrolled", pgettext_lazy("study", "studying"), pgettext_lazy("step", "Enrol"), "enrolled_on"),
        Step(
            "graduated",
            pgettext_lazy("study", "graduated"),
            pgettext_lazy("step", "Graduate"),
            "graduated_on",
            ("enrolled",),
            final=True,
            tone="green",
        ),
        Step(
            "stopped",
            pgettext_lazy("study", "stopped"),
            pgettext_lazy("step", "Stop"),
            "stopped_on",
            ("enrolled",),
            final=True,
            tone="secondary",
        ),
    )

    class Meta:
        verbose_name = _("study for a degree")

    def __str__(self) -> str:
        return f"{self.position} {self.enrolled_on}"
