"""Ad-hoc forms (临时报表): one figure asked once of those whom it concerns, and what they answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.hundredths import HundredthsField
from apps.frequencies.models import WHOM
from apps.registers.models import Record

_LONGEST = 60


class AdHocForm(Record):
    """What an organisation asks of those at and below it, what for, who approved it, and until when."""

    item = models.CharField(pgettext_lazy("ad hoc", "what is asked"), max_length=_LONGEST)
    unit = models.CharField(_("unit"), max_length=20)
    whom = models.CharField(_("whom it concerns"), max_length=20, choices=WHOM)
    purpose = models.CharField(_("what it is for"), max_length=200)
    approved_by = models.CharField(_("approved by"), max_length=60)
    date = models.DateField(_("asked from"))
    due = models.DateField(pgettext_lazy("ad hoc", "asked until"), help_text=_("The last day on which it is asked."))
    explanation = models.CharField(
        pgettext_lazy("ad hoc", "how it is counted"), max_length=200, blank=True, help_text=_("What belongs to it.")
    )

    class Meta:
        verbose_name = _("ad-hoc form")

    def __str__(self) -> str:
        return str(self.item)


class AdHocAnswer(Record):
    """What an organisation answers; blank until then.  `form` asked for it, None: answered of one's own accord."""

    form = models.ForeignKey(
        AdHocForm, models.PROTECT, null=True, related_name="answers", editable=False, verbose_name=_("ad-hoc form")
    )
    item = models.CharField(pgettext_lazy("ad hoc", "what is asked"), max_length=_LONGEST)
    due = models.DateField(pgettext_lazy("ad hoc", "answer by"))
    value = HundredthsField(pgettext_lazy("ad hoc", "figure"), null=True, blank=True)
    answered_on = models.DateField(
        _("answered on"), null=True, blank=True, help_text=_("Blank: the day on which the figure is entered.")
    )
    basis = models.CharField(_("basis"), max_length=100, blank=True)
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    DATED: ClassVar[str] = "due"

    class Meta:
        verbose_name = _("answer to an ad-hoc form")

    def __str__(self) -> str:
        return str(self.item)
