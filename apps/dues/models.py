"""Party dues (党费) of a branch by month: sums and numbers of people, never what one of them pays."""

from calendar import monthrange
from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.registers.models import Record


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


class Dues(Record):
    """What a branch was to collect for a month, and what it has handed in."""

    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    expected = HundredthsField(pgettext_lazy("dues", "due (yuan)"))
    paid = HundredthsField(pgettext_lazy("dues", "paid (yuan)"), null=True, blank=True)
    payers = models.PositiveIntegerField(
        _("how many paid"), null=True, blank=True, validators=[MaxValueValidator(100_000)]
    )
    date = models.DateField(_("handed in on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=100, blank=True)
    due_on = models.DateField(_("to be paid by"), blank=True, help_text=_("Blank: the last day of the month."))

    DATED: ClassVar[str] = "due_on"

    class Meta:
        verbose_name = _("dues of a month")
        constraints = [
            models.UniqueConstraint(
                name="dues_once_a_month",
                fields=["organisation", "year", "month"],
                condition=models.Q(withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"
