"""Ticking who came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.attendance.rolls import Roll
from apps.registers.forms import ReasonForm


class TicksForm(ReasonForm):
    """A box for everybody on the roll."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    people = forms.MultipleChoiceField(label=_("Who came"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, roll: Roll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        groups = [(group, list(people.items())) for group, people in roll.groups.items()]
        field.choices = groups if len(groups) != 1 else groups[0][1]
