"""What people type into a month, and why they return, extend or reopen one."""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.fields import AmountField
from apps.core.forms import DayField
from apps.filings.models import Filing, FilingLine
from apps.filings.reasons import (
    ODD_REASONS,
    RETURN_REASONS,
    WHOLE_RETURN_REASONS,
    Reasons,
    choices_of,
    fitting,
    in_words,
    out_of_words,
    with_own,
)
from apps.filings.selectors.lines import LineView, shown
from apps.filings.services import LineEntry
from apps.plans.natures import IndicatorKind

_REMARK = re.compile(r"why(\d{1,18})", re.ASCII)
_FIGURE = {"class": "form-control filing-figure"}


class _RemarkInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"class": "form-control"})


def _figure(*, whole: bool) -> forms.Field:
    field = FilingLine._meta.get_field("numerator").formfield(whole=whole)
    field.widget.attrs |= _FIGURE
    return field


#: What each line has a copy of, with its label and value: making a field costs more than reading what was typed in it.
_COUNT, _AMOUNT = _figure(whole=True), _figure(whole=False)
_REMARK_FIELD = forms.CharField(label=_("Remark"), required=False, max_length=200, widget=_RemarkInput)


def _copy(field: forms.Field, label: Any, initial: Any, unit: str = "") -> forms.Field:
    """A field like this one; they share what is never changed."""
    copied = copy(field)
    copied.label, copied.initial = label, initial
    if isinstance(copied, AmountField):
        copied.unit = unit
    return copied


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
        figure = _COUNT if indicator.kind == IndicatorKind.COUNT else _AMOUNT
        label = indicator.numerator if indicator.is_rate and indicator.numerator else indicator.name
        self.fields[f"n{line.pk}"] = _copy(figure, label, line.numerator, "" if indicator.is_rate else indicator.unit)
        if indicator.is_rate:
            below = indicator.denominator or _("Denominator")
            self.fields[f"d{line.pk}"] = _copy(figure, below, line.denominator)
        self.fields[f"r{line.pk}"] = _copy(_REMARK_FIELD, _REMARK_FIELD.label, line.note)

    @property
    def entries(self) -> dict[int, LineEntry]:
        """What was typed, by line id; without the lines in which something could not be read."""
        given, errors = self.cleaned_data, self.errors
        return {
            line.pk: LineEntry(given[f"n{line.pk}"], given.get(f"d{line.pk}"), given[f"r{line.pk}"])
            for line in self.lines
            if all(f"{part}{line.pk}" not in errors for part in "ndr")
        }

    def rows(self, views: Iterable[LineView]) -> list[LineRow]:
        """The lines as the page shows them, beside what they are compared with: what was returned comes first, then
        what weighs most."""
        in_order = sorted(views, key=lambda it: (not it.line.return_reason, -it.indicator.weight))
        return [self._row(view) for view in in_order]

    def _row(self, view: LineView) -> LineRow:
        pk = view.line.pk
        denominator = self[f"d{pk}"] if f"d{pk}" in self.fields else None
        return LineRow(view, self[f"n{pk}"], denominator, self[f"r{pk}"], self._saved(view))

    def _saved(self, view: LineView) -> str:
        """What is stored, where it differs from what was typed."""
        typed = self.entries.get(view.line.pk) if self.is_bound and hasattr(self, "cleaned_data") else None
        line = view.line
        if typed is None or typed == LineEntry(line.numerator, line.denominator, line.note):
            return ""
        return shown(line.numerator, line.denominator) or gettext("not filled in")


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

    until = DayField(label=_("Extended to"))

    field_order = ["version", "until", "reason"]

    def __init__(self, *args: Any, filing: Filing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = filing.latest_extension.isoformat()
        self.fields["until"].help_text = gettext("At the latest %(day)s, the end of the following month.") % {
            "day": most
        }
        self.fields["until"].widget.attrs["max"] = most


class ExtendManyForm(forms.Form):
    """Which open months are given more time, until when, and why; a value is ``12:3``, a filing in a version."""

    filing = forms.MultipleChoiceField(
        label=_("Months"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one filing.")},
    )
    until = DayField(label=_("Extended to"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Enter the reason.")},
    )

    def __init__(self, filings: Iterable[Filing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = [
            (f"{it.pk}:{it.version}", f"{it.organisation.name} {date_format(it.when.first_day, 'YEAR_MONTH_FORMAT')}")
            for it in filings
        ]
        cast(forms.MultipleChoiceField, self.fields["filing"]).choices = self.choices

    @property
    def has_choices(self) -> bool:
        return bool(self.choices)


class ReturnForm(forms.Form):
    """Why a month is returned: for the whole, and at its lines; a usual reason, own words, or both."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, views: Iterable[LineView], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.views = list(views)
        self._further = self.views[0].line.return_reasons if self.views else ""
        self._add("", _("The whole month"), WHOLE_RETURN_REASONS)
        for view in self.views:
            self._add(str(view.line.pk), view.indicator.name, fitting(RETURN_REASONS, view))

    def _add(self, line: str, label: Any, reasons: Reasons) -> None:
        choices = choices_of(with_own(reasons, self._further))
        self.fields[f"why{line}"] = forms.ChoiceField(label=label, choices=choices, required=False, widget=_choice())
        self.fields[f"words{line}"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=150, widget=_words()
        )

    def _reason(self, line: str, reasons: Reasons) -> str:
        known = with_own(reasons, self._further)
        return in_words(known, self.cleaned_data[f"why{line}"], self.cleaned_data[f"words{line}"])

    @property
    def reason(self) -> str:
        return self._reason("", WHOLE_RETURN_REASONS)

    @property
    def line_reasons(self) -> dict[int, str]:
        return {view.line.pk: self._reason(str(view.line.pk), RETURN_REASONS) for view in self.views}

    @property
    def rows(self) -> list[tuple[LineView, forms.BoundField, forms.BoundField]]:
        return [(view, self[f"why{view.line.pk}"], self[f"words{view.line.pk}"]) for view in self.views]


class RemarksForm(forms.Form):
    """Why the odd figures of a month are right: a usual reason, own words, or both at each line that is odd."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    page = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)

    def __init__(
        self, odd: Mapping[int, Reasons], data: Mapping[str, Any] | None = None, *, needed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.odd, self._needed = odd, needed
        for line, reasons in odd.items():
            self._add(line, reasons)

    def _add(self, line: int, reasons: Reasons) -> None:
        self.fields[f"why{line}"] = forms.ChoiceField(choices=choices_of(reasons), required=False, widget=_choice())
        self.fields[f"words{line}"] = forms.CharField(
            label=_("In your own words"), required=False, max_length=150, widget=_words()
        )

    @classmethod
    def of_lines(cls, views: Iterable[LineView], *, needed: bool, initial: Mapping[str, Any]) -> "RemarksForm":
        """The form as the page shows it: the remark of each line that is odd, as it stands in the draft.

        With `needed` what is still missing is said at its line.
        """
        odd = [view for view in views if view.oddities]
        values = dict(initial)
        for view in odd:
            pk = view.line.pk
            values[f"why{pk}"], values[f"words{pk}"] = out_of_words(_reasons_of(view), view.line.note)
        reasons = {view.line.pk: _reasons_of(view) for view in odd}
        form = cls(reasons, values if needed else None, needed=needed, initial=values)
        for view in odd:
            form.fields[f"why{view.line.pk}"].label = view.indicator.name
        return form

    @classmethod
    def of_posted(cls, data: Mapping[str, Any]) -> "RemarksForm":
        """The remarks that were sent; whether others are needed, the service knows."""
        return cls({int(found[1]): ODD_REASONS for name in data if (found := _REMARK.fullmatch(name))}, data)

    def clean(self) -> dict[str, Any]:
        if self._needed:
            for pk, remark in self.remarks.items():
                if not remark:
                    sentence = gettext("Say in a few words why this is right, or correct the figure.")
                    self.add_error(f"why{pk}", sentence)
        return self.cleaned_data

    @property
    def remarks(self) -> dict[int, str]:
        """The remarks by line id."""
        given = self.cleaned_data
        return {pk: in_words(ODD_REASONS, given.get(f"why{pk}", ""), given.get(f"words{pk}", "")) for pk in self.odd}

    def fields_of(self, line: int) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"why{line}"], self[f"words{line}"]


def _reasons_of(view: LineView) -> Reasons:
    """What is offered at an odd line, and what was chosen there while it stood otherwise."""
    chosen, _own_words = out_of_words(ODD_REASONS, view.line.note)
    return {**fitting(ODD_REASONS, view), **({chosen: ODD_REASONS[chosen]} if chosen else {})}
