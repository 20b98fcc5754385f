"""Enterprises and social organisations, and how the Party reaches them (M060 M061)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.registers.models import Lasting

_PEOPLE = [MaxValueValidator(1_000_000)]


class UnitType(models.TextChoices):
    ENTERPRISE = "enterprise", _("private enterprise")
    SOCIAL = "social", _("social organisation")


class Coverage(models.TextChoices):
    """How a unit has a Party organisation."""

    ALONE = "alone", pgettext_lazy("coverage", "one of its own")
    JOINT = "joint", pgettext_lazy("coverage", "jointly with others")
    WORK = "work", pgettext_lazy("coverage", "reached by work only")
    NONE = "none", pgettext_lazy("coverage", "none")


TYPE_WORDS = {"非公有制经济组织": UnitType.ENTERPRISE, "非公企业": UnitType.ENTERPRISE, "社会组织": UnitType.SOCIAL}
COVERAGE_WORDS = {
    "单独组建": Coverage.ALONE,
    "联合组建": Coverage.JOINT,
    "工作覆盖": Coverage.WORK,
    "未建": Coverage.NONE,
}


class TwoNewUnit(Lasting):
    """A two-new unit in operation during [start, end).

    `organisation` is the Party organisation that it has, or the one in whose area it lies.
    """

    title = models.CharField(pgettext_lazy("unit", "name"), max_length=100)
    type = models.CharField(pgettext_lazy("unit", "type"), max_length=20, choices=UnitType.choices)
    head = models.CharField(_("head"), max_length=50, blank=True)
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True, validators=_PEOPLE)
    members = models.PositiveIntegerField(_("Party members"), null=True, blank=True, validators=_PEOPLE)
    coverage = models.CharField(_("Party organisation"), max_length=20, choices=Coverage.choices)
    covered_on = models.DateField(_("covered since"), null=True, blank=True)
    instructor = models.CharField(_("Party-building instructor"), max_length=50, blank=True)
    has_union = models.BooleanField(_("has a trade union"), default=False)
    has_league = models.BooleanField(_("has a League organisation"), default=False)
    has_women = models.BooleanField(_("has a women’s organisation"), default=False)
    has_funds = models.BooleanField(_("funds guaranteed"), default=False)
    has_venue = models.BooleanField(_("venue guaranteed"), default=False)
    has_workers = models.BooleanField(_("staff for Party work guaranteed"), default=False)
    why_none = models.CharField(_("why it has none"), max_length=200, blank=True)

    DATED_TOO: ClassVar[tuple[str, ...]] = ("covered_on",)

    class Meta:
        verbose_name = _("two-new unit")

    def __str__(self) -> str:
        return str(self.title)
