"""What the page "Due and not yet held" is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.activities.types import CHOICES
from apps.core.calendar import ReportingYear, today
from apps.core.fields import CountField

FIRST_YEAR, LAST_YEAR = 1949, 2999
_MONTHS = [("", _("The whole year")), *((str(it), str(it)) for it in range(1, 13))]


class DueForm(forms.Form):
    """A part of the tree, a year or a month, a kind of activity; a bad value gives way to its default."""

    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=40)
    year = CountField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    month = forms.ChoiceField(label=pgettext_lazy("frequency", "Month"), required=False, choices=_MONTHS)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[("", _("All types")), *CHOICES])
    only = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("missing", _("what is missing")), ("all", _("everything"))]
    )

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        given: dict[str, Any] = {"organisation": "", "month": "", "type": "", **self.cleaned_data}
        year = given.get("year") or today().year
        month = int(given["month"]) if given["month"] else None
        return {**given, "year": year, "month": month, "only": given.get("only") or "missing"}


def last_day(year: int) -> date:
    """Up to when the year is looked at: today, at most 31 December."""
    return min(today(), ReportingYear(year).last_day)
