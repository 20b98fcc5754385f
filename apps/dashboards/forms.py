"""Which dashboard: a year, a scope and a day, each with a default, and with which figures."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import ReportingYear, today
from apps.core.fields import CountField
from apps.core.forms import DayField

#: Said in the address where what is not approved yet is left out.
OFFICIAL = "official"


class DashboardForm(forms.Form):
    """Asked in the address, so that it can be shared; a value that makes no sense gives way to its default."""

    year = CountField(label=_("Year"), required=False, min_value=1949, max_value=2999)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=40)
    as_of = DayField(label=_("As of"), required=False)
    figures = forms.CharField(required=False, max_length=20)
    indicator = forms.CharField(required=False, max_length=20)

    def asked(self) -> tuple[int, str, date]:
        """Year, organisation code (empty: the person's own) and day, at most 31 December and today by default."""
        self.full_clean()
        given: dict[str, Any] = self.cleaned_data
        year: int = given.get("year") or today().year
        last_day = ReportingYear(year).last_day
        return year, given.get("organisation") or "", min(given.get("as_of") or today(), last_day)

    @property
    def official_only(self) -> bool:
        """Whether only what is approved is asked for.  After `asked`."""
        return bool(self.cleaned_data.get("figures") == OFFICIAL)

    @property
    def indicator_asked(self) -> str:
        """The code of an indicator, or nothing.  After `asked`."""
        return self.cleaned_data.get("indicator") or ""
