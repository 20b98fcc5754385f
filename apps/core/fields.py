"""The fields of forms that take numbers and codes: THE ones, so that every page reads them as every workbook does.

Those of numbers are text fields to the browser: one of the browser's own number fields swallows signs that it does
not like (24，4 becomes 244) and sends nothing at all where it understands nothing.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from apps.core.amount import hundredths, plain
from apps.core.numbers import MAX_VALUE, BadNumber, read_in_unit, read_number
from apps.core.text import half_width


class FigureInput(forms.TextInput):
    """A text field with the keyboard of figures on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class WholeInput(FigureInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", **(attrs or {})})


class CountField(forms.Field):
    """A whole number between `min_value` and `max_value`; None where blank.  Takes the place of `IntegerField`."""

    widget = WholeInput

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        self.min_value = 0 if min_value is None else min_value
        self.max_value = 2_000_000_000 if max_value is None else max_value
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if value is None or type(value) is int:
            return value
        try:
            number = read_number(str(value), decimals=0, least=self.min_value, most=self.max_value)
        except BadNumber as problem:
            raise ValidationError(str(problem)) from problem
        return None if number is None else int(number)


class AmountField(forms.Field):
    """A number with at most two decimals, in integer hundredths; None where blank.  With `whole` no decimals.

    `unit`: in which it is asked for; who writes it beside the number is understood.
    """

    widget = FigureInput
    unit = ""

    def __init__(self, *, whole: bool = False, min_value: int = 0, max_value: int = MAX_VALUE, **kwargs: Any) -> None:
        self.whole, self.min_value, self.max_value = whole, min_value, max_value
        super().__init__(**{"widget": WholeInput if whole else FigureInput, **kwargs})

    def to_python(self, value: Any) -> Any:
        if value is None or type(value) is int:
            return value
        decimals = 0 if self.whole else 2
        try:
            number = read_in_unit(str(value), self.unit, decimals=decimals, least=self.min_value, most=self.max_value)
        except BadNumber as problem:
            raise ValidationError(str(problem)) from problem
        return None if number is None else hundredths(number)

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if type(value) is int else value


class CodeField(forms.CharField):
    """A code: full-width letters and digits are half-width ones, what nobody sees does not count."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(half_width(value) if isinstance(value, str) else value)
