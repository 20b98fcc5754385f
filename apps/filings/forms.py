"""What people type into a month, and why they return, extend or reopen one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField
from apps.core.forms import DayInput
from apps.filings.models import FilingLine
from apps.filings.reasons import ODD_REASONS, RETURN_REASONS, choices_of, in_words
from apps.filings.selectors.lines import LineView, shown
from apps.filings.services import Entry
from apps.plans.natures import IndicatorKind

_REMARK = re.compile(r"why(\d{1,18})", re.ASCII)
_FIGURE = {"class": "form-control filing-figure"}


class _RemarkInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"class": "form-control"})


def _figure(**kwargs: Any) -> AmountField:
    field = AmountField(required=False, **kwargs)
    field.widget.attrs |= _FIGURE
    return field


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the form shows it: its fields, and what another person saved there meanwhile."""

    view: LineView
    numerator: forms.BoundField
    denominator: forms.BoundField | None
    note: forms.BoundField
    saved: str

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.numerator] if self.denominator is None else [self.numerator, self.denominator]


class MonthForm(forms.Form):
    """The filed lines of a month; a line's fields are ``n``, ``d`` and ``r`` with its id."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    def __init__(self, lines: Iterable[FilingLine], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            self._add(line)

    def _add(self, line: FilingLine) -> None:
        indicator = line.indicator
        whole = indicator.kind == IndicatorKind.COUNT
        label = indicator.numerator if indicator.is_rate and indicator.numerator else indicator.name
        self.fields[f"n{line.pk}"] = _figure(whole=whole, label=label, initial=line.numerator)
        if indicator.is_rate:
            below = indicator.denominator or _("Denominator")
            self.fields[f"d{line.pk}"] = _figure(whole=whole, label=below, initial=line.denominator)
        self.fields[f"r{line.pk}"] = forms.CharField(
            label=_("Remark"),
            required=False,
            max_length=200,
            initial=line.note,
            widget=_RemarkInput,
        )

    @property
    def entries(self) -> dict[int, Entry]:
        """What was typed, by line id; without the lines in which something could not be read."""
        given = self.cleaned_data
        return {
            line.pk: Entry(given[f"n{line.pk}"], given.get(f"d{line.pk}"), given[f"r{line.pk}"])
            for line in self.lines
            if all(f"{part}{line.pk}" not in self.errors for part in "ndr")
        }

    def rows(self, views: Iterable[LineView]) -> list[LineRow]:
        """The lines as the page shows them, beside what they are compared with."""
        return [self._row(view) for view in views]

    def _row(self, view: LineView) -> LineRow:
        pk = view.line.pk
        denominator = self[f"d{pk}"] if f"d{pk}" in self.fields else None
        return LineRow(view, self[f"n{pk}"], denominator, self[f"r{pk}"], self._saved(view))

    def _saved(self, view: LineView) -> str:
        """What is stored, where it differs from what was typed."""
        typed = self.entries.get(view.line.pk) if self.is_bound and hasattr(self, "cleaned_data") else None
        line = view.line
        if typed is None or typed == Entry(line.numerator, line.denominator, line.note):
            return ""
        return shown(line.numerator, line.denominator) or _now("not filled in")


def _choice() -> forms.Select:
    return forms.Select({"class": "form-select"})


def _words() -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "placeholder": _("In your own words")})


class ReasonForm(forms.Form):
    """Why a month is asked back or reopened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter the reason.")},
    )


class ExtensionForm(ReasonForm):
    """Until when there is more time, and why."""

    until = forms.DateField(
        label=_("Extended to"), widget=DayInput, error_messages={"invalid": _("Not a date that exists.")}
    )

    field_order = ["version", "until", "reason"]


class ReturnForm(forms.Form):
    """Why a month is returned: for the whole, and at its lines; a usual reason, own words, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, views: Iterable[LineView], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.views = list(views)
        self._add("", _("The whole month"))
        for view in self.views:
            self._add(str(view.line.pk), view.indicator.name)

    def _add(self, line: str, label: Any) -> None:
        choices = choices_of(RETURN_REASONS)
        self.fields[f"why{line}"] = forms.ChoiceField(label=label, choices=choices, required=False, widget=_choice())
        self.fields[f"words{line}"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=150, widget=_words()
        )

    def _reason(self, line: str) -> str:
        return in_words(RETURN_REASONS, self.cleaned_data[f"why{line}"], self.cleaned_data[f"words{line}"])

    @property
    def reason(self) -> str:
        return self._reason("")

    @property
    def line_reasons(self) -> dict[int, str]:
        return {view.line.pk: self._reason(str(view.line.pk)) for view in self.views}

    @property
    def rows(self) -> list[tuple[LineView, forms.BoundField, forms.BoundField]]:
        return [(view, self[f"why{view.line.pk}"], self[f"words{view.line.pk}"]) for view in self.views]


class RemarksForm(forms.Form):
    """Why the odd figures of a month are right: a usual reason, own words, or both at each line of `odd`."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, odd: Iterable[int], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.odd = frozenset(odd)
        for line in self.odd:
            self._add(line)

    def _add(self, line: int) -> None:
        self.fields[f"why{line}"] = forms.ChoiceField(choices=choices_of(ODD_REASONS), required=False, widget=_choice())
        self.fields[f"words{line}"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=150, widget=_words()
        )

    @classmethod
    def of_lines(cls, views: Iterable[LineView], data: Mapping[str, Any] | None = None, **kwargs: Any) -> "RemarksForm":
        """The form as the page shows it: a remark for each line that is odd."""
        odd = [view for view in views if view.oddities]
        form = cls((view.line.pk for view in odd), data, **kwargs)
        for view in odd:
            form.fields[f"why{view.line.pk}"].label = view.indicator.name
            form.fields[f"words{view.line.pk}"].initial = view.line.note
        return form

    @classmethod
    def of_posted(cls, data: Mapping[str, Any]) -> "RemarksForm":
        """The remarks that were sent; whether others are needed, the service knows."""
        return cls((int(found[1]) for name in data if (found := _REMARK.fullmatch(name))), data)

    def clean(self) -> dict[str, Any]:
        for pk, remark in self.remarks.items():
            if not remark:
                self.add_error(f"why{pk}", _now("Say in a few words why this is right, or correct the figure."))
        return self.cleaned_data

    @property
    def remarks(self) -> dict[int, str]:
        """The remarks by line id."""
        given = self.cleaned_data
        return {pk: in_words(ODD_REASONS, given.get(f"why{pk}", ""), given.get(f"words{pk}", "")) for pk in self.odd}

    def fields_of(self, line: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"why{line}"], self[f"words{line}"]
