"""What models of members are made of: a person named by their number, and a month of birth."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.restricted import mask_whole
from apps.core.text import half_width
from apps.organisations.picker import Picker
from apps.organisations.rules import CODE
from apps.workbooks.columns import BadValue, Column, DateColumn

_MONTH = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./]\d{1,2})?|年(\d{1,2})月(?:\d{1,2}日)?)", re.ASCII)


def month_of_birth(text: str) -> str:
    """``1965-03``, whichever way somebody writes it; a day behind it is not kept.  Raises `ValueError`."""
    found = _MONTH.fullmatch(half_width(text))
    month = int(found[2] or found[3]) if found else 0
    if found is None or not 1 <= month <= 12 or not 1900 <= int(found[1]) <= 2100:
        raise ValueError(text)
    return f"{found[1]}-{month:02}"


def not_a_month() -> str:
    return _("Not a month. Write it like 1965-03.")


class MonthFormField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        try:
            return month_of_birth(text) if text else ""
        except ValueError:
            raise ValidationError(not_a_month()) from None


class MonthField(models.CharField):  # type: ignore[type-arg]
    """A month as ``1965-03``; blank for an unknown one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 7, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        """Longer than what is kept: a day may be pasted behind the month."""
        return super().formfield(**{"form_class": MonthFormField, **kwargs, "max_length": 20})


class MonthColumn(DateColumn):
    """The month of a day, or of what people write for a month; a masked one stays masked."""

    holds_days: ClassVar[bool] = False

    @property
    def takes(self) -> str:
        return _("A month like 1965-03 or 1965.3")

    def read(self, value: Any) -> Any:
        if isinstance(value, float) and f"{value:.2f}".endswith(".10"):
            raise BadValue(_("January or October? Excel keeps 1965.10 as 1965.1: write it like 1965-10."))
        if (text := Column.read(self, value)) == mask_whole(text):
            return text
        try:
            return month_of_birth(text)
        except ValueError as problem:
            raise problem if isinstance(problem, BadValue) else BadValue(not_a_month()) from problem


class MemberPicker(Picker):
    suggestions = reverse_lazy("members:options")


class MemberChoice(forms.CharField):
    """A member, entered as ``M001`` or ``M001 张三``."""

    widget = MemberPicker
    default_error_messages = {
        "unknown": gettext_lazy("No member with this number belongs to this organisation on that day.")
    }

    def __init__(self, members: Any, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.members = members

    def prepare_value(self, value: Any) -> Any:
        return f"{value.code} {value.name}" if isinstance(value, models.Model) else value  # type: ignore[attr-defined]

    def clean(self, value: Any) -> Any:
        text = half_width(str(super().clean(value))).partition(" ")[0]
        if not text:
            return None
        rows = self.members._default_manager.counted()
        if not CODE.fullmatch(text) or (found := rows.filter(code=text).first()) is None:
            raise ValidationError(self.error_messages["unknown"])
        return found


class MemberKey(models.ForeignKey):  # type: ignore[type-arg]
    """A member by number: what the log, a proposal and a workbook hold is the number."""

    def __init__(self, to: Any = "members.Member", on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        said = {"verbose_name": gettext_lazy("member"), "to_field": "code", "related_name": "+"}
        super().__init__(to, on_delete, **{**said, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        del kwargs
        words = _("Enter the number, or choose from the list.")
        return MemberChoice(
            self.related_model, label=capfirst(str(self.verbose_name)), required=not self.blank, help_text=words
        )
