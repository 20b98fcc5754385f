"""What the records of every register have in common, and the steps that cases have taken."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.versioning import Versioned
from apps.organisations.models import Organisation
from apps.registers.querysets import RecordQuerySet
from apps.registers.steps import Step, state_of


class Record(Versioned):
    """Something that a register keeps about an organisation.  A withdrawn record stays, and counts no more."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("recorded by"),
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
        editable=False,
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    #: The field whose day says to which year and month the record belongs.
    DATED: ClassVar[str] = "date"

    class Meta:
        abstract = True

    def days(self) -> Iterator[date]:
        """The days on which something of it is dated, for closed months."""
        day: date | None = getattr(self, self.DATED)
        if day is not None:
            yield day


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
