"""What people enter about classes, and what they ask to see."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import today
from apps.core.fields import CountField
from apps.core.forms import DayField, name_what_is_blank
from apps.core.ids import read_id
from apps.core.versioning import VersionedForm
from apps.gradings.models import Grading

FIRST_YEAR, LAST_YEAR = 1949, 2999
_WORDS = {True: "yes", False: "no", None: ""}


def year_in(asked: QueryDict) -> int:
    """The year that an address or a form names; this year where it names none."""
    year = read_id(asked.get("year", ""))
    return year if year is not None and FIRST_YEAR <= year <= LAST_YEAR else today().year


class RatesForm(forms.Form):
    """Which rates: a year, a scope and a day, each with a default."""

    year = CountField(label=_("Year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=40)
    as_of = DayField(label=_("As of"), required=False)

    def clean_as_of(self) -> date | None:
        as_of: date | None = self.cleaned_data["as_of"]
        year = self.cleaned_data.get("year") or today().year
        if as_of is not None and as_of.year < year:
            raise forms.ValidationError(_("This day lies before the year."))
        return as_of

    def offer(self, years: list[int], organisations: list[tuple[str, str]]) -> None:
        """Turn year and organisation into lists to choose from."""
        self.fields["year"].widget = forms.Select(choices=[(year, str(year)) for year in years])
        self.fields["organisation"].widget = forms.Select(choices=organisations)


class GradingForm(VersionedForm, forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The classes of one organisation and year; what is confirmed is shown but cannot be changed."""

    accepted = forms.TypedChoiceField(
        label=_("Rectification accepted"),
        required=False,
        choices=[
            ("", pgettext_lazy("acceptance", "open")),
            ("yes", pgettext_lazy("acceptance", "passed")),
            ("no", pgettext_lazy("acceptance", "not passed")),
        ],
        coerce=lambda word: word == "yes",
        empty_value=None,
        help_text=_("Only for an organisation that was backward at the start of the year."),
    )

    class Meta:
        model = Grading
        fields = [
            "start_class",
            "start_level",
            "end_class",
            "end_level",
            "accepted",
            "accepted_on",
            "superior_decided_on",
        ]
        field_classes = {"accepted_on": DayField, "superior_decided_on": DayField}

    def __init__(self, *args: Any, instance: Grading, **kwargs: Any) -> None:
        kwargs["initial"] = {"accepted": _WORDS[instance.accepted], **(kwargs.get("initial") or {})}
        super().__init__(*args, instance=instance, current=instance if instance.pk else None, **kwargs)
        if self.instance.start_confirmed:
            self._fix("start_class", "start_level")
        if self.instance.confirmed_on is not None:
            self._fix("end_class", "end_level", "accepted", "accepted_on")
        name_what_is_blank(self)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset(_("Start of the year"), _row("start_class", "start_level")),
            Fieldset(
                _("End of the year"),
                _row("end_class", "end_level"),
                _row("accepted", "accepted_on"),
                _row("superior_decided_on"),
            ),
        )

    def values_of(self, current: Grading) -> dict[str, Any]:
        shown = {name: getattr(current, name) for name in self.Meta.fields}
        return {**shown, "accepted": _WORDS[current.accepted]}

    def details(self) -> dict[str, Any]:
        """What `grading_save` needs; whoever saw no version has seen that there were no classes."""
        given = self.cleaned_data
        return {"version": given["version"] or 0, **{name: given[name] for name in self.Meta.fields}}

    def _fix(self, *names: str) -> None:
        for name in names:
            self.fields[name].disabled = True


class ConfirmForm(forms.Form):
    """Date and document number of a confirmation."""

    confirmed_on = DayField(label=_("Confirmed on"))
    document_number = forms.CharField(
        label=_("Document number"), max_length=80, help_text=_("The document in which the committee confirms them.")
    )
    superior_decided_on = DayField(
        label=_("Decided by the superior on"), required=False, help_text=_("May be entered later.")
    )


class ReopenForm(forms.Form):
    """Why a confirmation is taken back."""

    part = forms.ChoiceField(choices=[("start", ""), ("end", "")], widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=200)


def _row(*names: str) -> Row:
    return Row(*(Column(name, css_class="col-sm-6") for name in names))
