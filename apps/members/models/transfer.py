"""Letters by which members go to another Party committee, or come from one (组织关系接转)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.members.fields import MemberKey, MonthField
from apps.registers.models import Case
from apps.registers.steps import Step


class Direction(models.TextChoices):
    OUT = "out", pgettext_lazy("transfer letter", "out")
    IN = "in", pgettext_lazy("transfer letter", "in")


DIRECTION_WORDS = {"转出": Direction.OUT, "转入": Direction.IN}


class TransferLetter(Case):
    """A letter of introduction: issued on a day, valid until another, over once the receipt is there."""

    direction = models.CharField(_("in or out"), max_length=3, choices=Direction.choices)
    number = models.CharField(_("number of the letter"), max_length=40)
    member = MemberKey(
        null=True, blank=True, help_text=_("Of a letter in: once the member is on the roll; the letter names them.")
    )
    partner = models.CharField(_("from or to which organisation"), max_length=100)
    dues_until = MonthField(_("dues paid until"), blank=True, help_text=_("Year and month, like 2012-03."))
    issued_on = models.DateField(_("issued on"))
    due = models.DateField(_("valid until"), blank=True, help_text=_("Blank: 90 days after it was issued."))
    received_on = models.DateField(_("receipt on"), null=True, blank=True)

    DATED: ClassVar[str] = "issued_on"
    STEPS: ClassVar[tuple[Step, ...]] = (
        Step("issued", pgettext_lazy("transfer letter", "under way"), _("Issue"), "issued_on"),
        Step(
            "received",
            pgettext_lazy("transfer letter", "arrived"),
            _("Enter the receipt"),
            "received_on",
            after=("issued",),
            action="decide",
            final=True,
            tone="green",
        ),
    )

    class Meta:
        verbose_name = _("transfer letter")

    def __str__(self) -> str:
        return f"{self.number} {self.issued_on}"
