"""Campaigns (专项): named drives with their stages; an activity is tagged with the name of one (M011 M026 … M169)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.activities.models import Activity
from apps.frequencies.models import WHOM
from apps.registers.models import Lasting

_LONGEST = Activity._meta.get_field("campaign").max_length


class Campaign(Lasting):
    """A drive for an organisation and all below it during [start, end).  Its name is the tag of activities."""

    title = models.CharField(pgettext_lazy("campaign", "name"), max_length=_LONGEST)
    whom = models.CharField(
        _("whom it concerns"),
        max_length=20,
        choices=WHOM,
        blank=True,
        help_text=_("Blank: every Party branch."),
    )
    basis = models.CharField(_("basis"), max_length=200, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=200, blank=True)
    body = models.TextField(
        _("leading body"), max_length=1000, blank=True, help_text=_("Who leads it: a post and its duty on each line.")
    )

    class Meta:
        verbose_name = _("campaign")

    def __str__(self) -> str:
        return str(self.title)


class Stage(Lasting):
    """A part of a campaign during [start, end), and what it asks for (M163)."""

    campaign = models.CharField(pgettext_lazy("stage", "campaign"), max_length=_LONGEST)
    title = models.CharField(pgettext_lazy("stage", "stage"), max_length=80)
    asked = models.CharField(_("what is asked"), max_length=200, blank=True)
    done_on = models.DateField(_("completed on"), null=True, blank=True)

    DATED_TOO: ClassVar[tuple[str, ...]] = ("done_on",)

    class Meta:
        verbose_name = _("stage of a campaign")

    def __str__(self) -> str:
        return f"{self.campaign} {self.title}"
