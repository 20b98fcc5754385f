"""Widgets and forms that every app uses."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class DayInput(forms.DateInput):
    """The browser's own calendar; it sends and takes figures (2012-03-20) in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of which somebody may know or plan something; others are slips of the keyboard."""

    widget = DayInput
    default_error_messages = {"bounds": _("Choose a day from %(first)s to %(last)s.")}

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            bounds = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
            raise ValidationError(self.error_messages["bounds"] % bounds)
        return day


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
