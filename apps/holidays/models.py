"""Days off and the weekends that are worked through for them (放假调休), as they are announced every year."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import WorkingDays
from apps.registers.models import Record


class HolidayKind(models.TextChoices):
    OFF = "off", pgettext_lazy("holiday", "day off")
    WORKED = "worked", pgettext_lazy("holiday", "working day")


HOLIDAY_WORDS = {"放假": HolidayKind.OFF, "上班": HolidayKind.WORKED}


class Holiday(Record):
    """From `first_day` to `last_day`, both with them, nobody works, or everybody does."""

    name = models.CharField(_("holiday"), max_length=50)
    kind = models.CharField(pgettext_lazy("holiday", "kind"), max_length=10, choices=HolidayKind.choices)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    basis = models.CharField(_("basis"), max_length=200, blank=True)

    DATED: ClassVar[str] = "first_day"

    class Meta:
        verbose_name = _("holiday")

    def __str__(self) -> str:
        return f"{self.name} {self.first_day}"

    @property
    def covered(self) -> Iterator[date]:
        return (self.first_day + timedelta(days=at) for at in range((self.last_day - self.first_day).days + 1))


def working_days() -> WorkingDays:
    """The working days as they are announced; Monday to Friday where nothing is.  One query.

    What is announced holds in the whole country: whichever township entered it.
    """
    days: dict[str, set[date]] = {HolidayKind.OFF: set(), HolidayKind.WORKED: set()}
    for holiday in Holiday.objects.counted():
        days[holiday.kind].update(holiday.covered)
    return WorkingDays(frozenset(days[HolidayKind.OFF]), frozenset(days[HolidayKind.WORKED]))
