"""Letting a member move to another branch."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.calendar import today
from apps.core.forms import DayField, DayInput
from apps.organisations.picker import OrganisationField
from apps.organisations.querysets import OrganisationQuerySet
from apps.registers.forms import ReasonForm


class TransferForm(ReasonForm):
    """Where to, from which day on."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = OrganisationField(label=_("New branch"))
    on = DayField(label=_("Belongs there from"), initial=today)
    note = forms.CharField(label=pgettext_lazy("membership", "basis"), required=False, max_length=100)

    def __init__(self, *args: Any, among: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].among = among  # type: ignore[attr-defined]
        self.fields["on"].widget = DayInput({"max": today().isoformat()})
        self.order_fields(["to", "on", "note", "reason"])
