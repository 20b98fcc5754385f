"""Ticking who came."""

from itertools import islice
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
        self.named = {group: len(people) for group, people in roll.groups.items()}
        field.choices = [choice for people in roll.groups.values() for choice in people.items()]

    @property
    def groups(self) -> list[tuple[str, list[Any], int]]:
        """What each group is called, its boxes, and how many of them are ticked."""
        boxes = iter(self["people"])
        found = [(name, list(islice(boxes, number))) for name, number in self.named.items()]
        return [(name, its, sum(bool(box.data["selected"]) for box in its)) for name, its in found]
