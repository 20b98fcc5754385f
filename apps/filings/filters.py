"""What the list of filings may be narrowed to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from apps.core.filtering import MAX_SIGNS
from apps.core.ids import read_id
from apps.filings.models import Filing
from apps.filings.querysets import FilingQuerySet
from apps.filings.states import FilingStanding, FilingState
from apps.organisations.kinds import Kind, Sector
from apps.organisations.models import Organisation

#: The state of what was never submitted and is past its last day.
OVERDUE = "overdue"

#: Groups of organisations that file, by the word in the address.
GROUPS: dict[str, tuple[Promise, dict[str, object]]] = {
    "village": (_("Villages"), {"organisation__sector": Sector.VILLAGE}),
    "community": (_("Communities"), {"organisation__sector": Sector.COMMUNITY}),
    "association": (_("Farmers’ associations"), {"organisation__kind": Kind.ASSOCIATION}),
}


class GridForm(forms.Form):
    """What the grid may be narrowed to, to be chosen; the latest year to begin with."""

    q = forms.CharField(label=_("Code or name"), required=False, max_length=MAX_SIGNS)
    year = forms.ChoiceField(label=_("Year"), required=False)
    month = forms.ChoiceField(
        label=_("Month"), required=False, choices=[("", _("All months")), *((str(it), it) for it in range(1, 13))]
    )
    group = forms.ChoiceField(
        label=_("Organisations"),
        required=False,
        choices=[("", _("All")), *((word, title) for word, (title, _condition) in GROUPS.items())],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            *((it.value, capfirst(it.label)) for it in (*FilingState, FilingStanding.OVERDUE)),
        ],
    )


@dataclass(frozen=True, slots=True)
class GridFilter:
    """A text, a year, a month or all of them (0), a group of organisations and a state, or all (empty).

    `filings` are those that are left, whatever their year.
    """

    text: str
    year: int
    month: int
    group: str
    state: str
    years: Sequence[int]
    filings: FilingQuerySet

    @property
    def form(self) -> GridForm:
        """What is asked for, to be asked otherwise."""
        form, years = GridForm(self.asked), [(str(it), str(it)) for it in self.years]
        year: Any = form.fields["year"]
        year.choices, year.initial = years, years[0][0]
        return form

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for, by the words of the address."""
        given = {"q": self.text, "year": self.year, "month": self.month, "group": self.group, "state": self.state}
        return {word: str(value) for word, value in given.items() if value}


def grid_filter(data: Mapping[str, str], years: Sequence[int], filings: FilingQuerySet, on: date) -> GridFilter:
    """What the address asks for; what makes no sense is ignored."""
    year = _number(data.get("year"), years, years[0])
    month = _number(data.get("month"), range(1, 13), 0)
    group = data.get("group", "")
    state = data.get("state", "")
    text = data.get("q", "").strip()[:MAX_SIGNS]
    if group in GROUPS:
        filings = filings.filter(**GROUPS[group][1])
    else:
        group = ""
    if state == OVERDUE:
        filings = filings.overdue(on)
    elif state in FilingState.values:
        filings = filings.filter(state=state)
    else:
        state = ""
    if text:
        filings = filings.filter(organisation__in=Organisation.objects.matching(text))
    return GridFilter(text, year, month, group, state, years, filings.filter(month=month) if month else filings)


def month_asked(data: Mapping[str, str], filings: QuerySet[Filing]) -> QuerySet[Filing]:
    """The filings of the month that the address asks for (``2012-10``); all where it asks for none that exists."""
    year, month = (read_id(part) for part in data.get("month", "").partition("-")[::2])
    return filings if year is None or month is None else filings.filter(year=year, month=month)


def _number(text: str | None, allowed: Sequence[int], otherwise: int) -> int:
    number = read_id(text or "")
    return number if number is not None and number in allowed else otherwise
