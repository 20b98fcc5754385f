"""Widgets and forms that every app uses."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


class DayInput(forms.DateInput):
    """The browser's own calendar; it sends and takes figures (2012-03-20) in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


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
