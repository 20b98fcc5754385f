"""Which part of the tree and which day a page of progress is about."""

import datetime
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import ReportingYear, today
from apps.core.forms import DayField
from apps.progress.selectors.json import default_day

FIRST_YEAR, LAST_YEAR = 1949, 2999


def known_year(year: int) -> int:
    """The year of an address; 404 where it is none of the portal's."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


class ScopeForm(forms.Form):
    """An organisation and a day; a bad value gives way to its default."""

    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=40)
    as_of = DayField(label=_("As of"), required=False)

    def asked(self, year: int) -> tuple[str, date]:
        """The code that is asked for, and the day: today by default, never after 31 December."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        day: date | None = given.get("as_of")
        return given.get("organisation", ""), min(day or default_day(year), ReportingYear(year).last_day)

    def offer(self, organisations: list[tuple[str, str]]) -> None:
        """Turn the organisation into a list to choose from."""
        self.fields["organisation"].widget = forms.Select(choices=organisations)


class CountsForm(forms.Form):
    """What a form about an activity has got so far; what is missing or bad is passed over."""

    date = DayField(required=False)
    type = forms.CharField(required=False, max_length=30)
    carrier = forms.CharField(required=False, max_length=20)
    taken_to = forms.CharField(required=False, max_length=20)
    campaign = forms.CharField(required=False, max_length=80)

    def asked(self) -> "tuple[datetime.date, dict[str, str], str]":
        """The day, what else decides for what it counts, and its campaign."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        facts = {name: given.get(name, "") for name in ("type", "carrier", "taken_to")}
        return given.get("date") or today(), facts, given.get("campaign", "")
