"""What the records of every register have in common, and the steps that cases have taken."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.organisations.models import Organisation
from apps.organisations.recorded import Recorded
from apps.registers.steps import Step, state_of


class Record(Recorded):
    """Something that a register keeps about an organisation."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))

    class Meta:
        abstract = True


class Lasting(Record):
    """What is so from a day to a day: [start, end)."""

    start = models.DateField(_("from"))
    end = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it is so no longer."))

    DATED: ClassVar[str] = "start"
    #: What else is dated in it and decides figures.
    DATED_TOO: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def days(self) -> Iterator[date]:
        """Its beginning, its end and what else is dated in it."""
        known: list[Any] = [getattr(self, name) for name in ("start", "end", *self.DATED_TOO)]
        return (day for day in known if day is not None)


class Case(Record):
    """A record that moves through named steps, each with its day.  Its state is the last step that has one."""

    STEPS: ClassVar[tuple[Step, ...]] = ()

    class Meta:
        abstract = True

    @property
    def state(self) -> Step | None:
        return state_of(self.STEPS, self)

    def days(self) -> Iterator[date]:
        taken: list[Any] = [getattr(self, step.on) for step in self.STEPS]
        return (day for day in taken if day is not None)


class StepTaken(models.Model):
    """Who let a case take a step, when and why; imports set days without one."""

    register = models.CharField(max_length=30)
    record = models.BigIntegerField()
    step = models.CharField(max_length=30)
    on = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["register", "record"], name="step_of_record")]

    def __str__(self) -> str:
        return f"{self.register} {self.record} {self.step} {self.on}"


class PassedOn(models.Model):
    """Until the day `on` an open case was of another organisation: figures of earlier days count it there."""

    register = models.CharField(max_length=30)
    record = models.BigIntegerField()
    former = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["register", "record", "on"], name="former_of_record")]

    def __str__(self) -> str:
        return f"{self.register} {self.record} {self.former_id} {self.on}"
