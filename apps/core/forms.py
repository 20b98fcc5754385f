"""Widgets that forms of every app use."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar; it sends and takes figures (2012-03-20) in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
