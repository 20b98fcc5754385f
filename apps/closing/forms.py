"""Deciding on proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.closing.models import ProposalState


class AcceptForm(forms.Form):
    """`version` is that of the fact as it was shown; a longer number than any is one that nobody saw."""

    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class RefuseForm(forms.Form):
    answer = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Enter why it is refused.")}
    )


class StateForm(forms.Form):
    """Which proposals to list; those that wait unless something else is asked for."""

    state = forms.ChoiceField(required=False, choices=ProposalState.choices)

    @property
    def chosen(self) -> str:
        return (
            self.cleaned_data["state"] if self.is_valid() and self.cleaned_data["state"] else ProposalState.OPEN.value
        )
