"""Widgets and forms that every app uses."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from apps.core.calendar import today
from apps.core.days import read_typed_day

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class DayInput(forms.DateInput):
    """A text that shows figures (2012-03-20) on every machine; `static/js/days.js` puts a calendar beside it.

    ``min`` and ``max`` are those of the calendar.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"data-day": True, "autocomplete": "off", **(attrs or {})}, format="%Y-%m-%d")

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {f"data-{key}" if key in ("min", "max") else key: value for key, value in attrs.items()}


class DayField(forms.DateField):
    """A day of which somebody may know or plan something; others are slips of the keyboard.

    It is read by `core.days`; a day without a year is one of this year.
    """

    widget = DayInput
    default_error_messages = {
        "invalid": _("Not a date that exists. Write it like 2012-03-20."),
        "bounds": _("Choose a day from %(first)s to %(last)s."),
    }

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or value in self.empty_values:
            return super().to_python(value)
        day = read_typed_day(value, today().year)
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            bounds = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
            raise ValidationError(self.error_messages["bounds"] % bounds)
        return day


def name_what_is_blank(form: forms.BaseForm) -> None:
    """Let the fields that choose say in words that nothing is chosen, as those of registers do; Django draws dashes."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = field.empty_label and _("Choose")
        elif isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            field.choices = [("", _("Choose")) if it in BLANK_CHOICE_DASH else it for it in offered]


class ServiceForm(forms.Form):
    """A form whose service may still refuse what the form itself found in order."""

    def carry_out(self, service: Callable[[], object]) -> bool:
        """Whether the service did its work; if not, the form says why."""
        try:
            service()
        except ValidationError as error:
            self.blame(error)
            return False
        return True

    def blame(self, error: ValidationError) -> None:
        """Say a refusal beside its fields, and above the form what belongs to none of them."""
        by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, errors in by_field.items():
            self.add_error(name if name in self.fields else None, list(errors))
