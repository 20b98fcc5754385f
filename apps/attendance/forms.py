"""Ticking who came."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.members.models import Member
from apps.registers.forms import ReasonForm


class TicksForm(ReasonForm):
    """A box for each member on the roll."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    members = forms.MultipleChoiceField(label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, roll: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.choices = [(it.code, f"{it.name} {it.code}") for it in roll]
