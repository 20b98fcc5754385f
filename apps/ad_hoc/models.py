"""Ad-hoc forms (临时报表): one figure asked once of those whom it concerns, and what they answer."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.frequencies.models import WHOM
from apps.registers.models import Lasting, Record

_LONGEST = 60


class AdHocForm(Lasting):
    """What an organisation asks of those at and below it during [start, end), what for, and who approved it."""

    item = models.CharField(pgettext_lazy("ad hoc", "what is asked"), max_length=_LONGEST)
    unit = models.CharField(_("unit"), max_length=20)
    whom = models.CharField(_("whom it concerns"), max_length=20, choices=WHOM)
    purpose = models.CharField(_("what it is for"), max_length=200)
    approved_by = models.CharField(_("approved by"), max_length=60)

    class Meta:
        verbose_name = _("ad-hoc form")

    def __str__(self) -> str:
        return str(self.item)

    @property
    def last_day(self) -> date:
        """The last day on which it is asked; the end is there, or it would not have been taken in."""
        return (self.end or self.start) - timedelta(days=1)


class AdHocAnswer(Record):
    """What an organisation answers; blank until then.  `form` asked for it, None: answered of one's own accord."""

    form = models.ForeignKey(AdHocForm, models.PROTECT, null=True, related_name="answers", editable=False)
    item = models.CharField(pgettext_lazy("ad hoc", "what is asked"), max_length=_LONGEST)
    due = models.DateField(pgettext_lazy("ad hoc", "answer by"))
    value = HundredthsField(pgettext_lazy("ad hoc", "figure"), null=True, blank=True)
    answered_on = models.DateField(
        _("answered on"), null=True, blank=True, help_text=_("Blank: the day on which the figure is entered.")
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    DATED: ClassVar[str] = "due"

    class Meta:
        verbose_name = _("answer to an ad-hoc form")

    def __str__(self) -> str:
        return str(self.item)

    def days(self) -> Iterator[date]:
        """None of them closes with a month: no figure of the plan comes from here."""
        return iter(())
