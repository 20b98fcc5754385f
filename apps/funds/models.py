"""What organisations are given to work with, and what they earn, by year (M013 M014 M018 M132)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.registers.models import Record


class Purpose(models.TextChoices):
    """What the money is for, with the mechanism that asks for it."""

    WORK = "work", _("running costs")  # M132
    ACTIVITIES = "activities", _("activities of members")  # M132
    START = "start", _("start of an association")  # M013
    PROJECT = "project", _("project and infrastructure")  # M014
    RELIEF = "relief", _("relief after a disaster")  # M126


#: What a village is to have every year, and more of it.
REGULAR = (Purpose.WORK, Purpose.ACTIVITIES)
PURPOSE_WORDS = {
    "工作经费": Purpose.WORK,
    "活动经费": Purpose.ACTIVITIES,
    "协会启动资金": Purpose.START,
    "项目资金": Purpose.PROJECT,
    "救灾补助": Purpose.RELIEF,
}


class Fund(Record):
    """Money for an organisation in a year, in hundredths of a yuan."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    date = models.DateField(_("planned on"))
    source = models.CharField(pgettext_lazy("funds", "source"), max_length=100, blank=True)
    standard = models.CharField(_("standard"), max_length=100, blank=True, help_text=_("Such as 200 yuan a member."))
    planned = HundredthsField(_("planned (yuan)"))
    allotted = HundredthsField(_("allotted (yuan)"), null=True, blank=True)
    allotted_on = models.DateField(_("allotted on"), null=True, blank=True)
    paid = HundredthsField(_("spent (yuan)"), null=True, blank=True)
    document_number = models.CharField(_("document number"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("funds")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.date}"


class IncomeType(models.TextChoices):
    """Whose income it is (M018)."""

    COLLECTIVE = "collective", _("collective income of a village")
    PER_HOUSEHOLD = "per_household", _("gain of an association per member household")


INCOME_WORDS = {"村集体经济收入": IncomeType.COLLECTIVE, "会员户均增收": IncomeType.PER_HOUSEHOLD}


class Income(Record):
    """What a village or the households of an association earned in a year: known, never assessed."""

    type = models.CharField(pgettext_lazy("income", "type"), max_length=20, choices=IncomeType.choices)
    date = models.DateField(_("counted up to"), help_text=_("The last day of the year that it is about."))
    amount = HundredthsField(_("income (yuan)"))
    source = models.CharField(pgettext_lazy("income", "source"), max_length=100, blank=True)
    basis = models.CharField(
        _("how it is counted"), max_length=100, blank=True, help_text=_("What is in it and what is not.")
    )

    class Meta:
        verbose_name = _("income")

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.date.year}"
