"""What people enter when a plan is given out, signed for and revised."""

from django import forms
from django.utils.translation import gettext_lazy

from apps.core.forms import ServiceForm
from apps.plans.services.revising import Because


class RevisionForm(forms.Form):
    """What a plan that was given out for signing is changed with."""

    reason = forms.CharField(label=gettext_lazy("Why it changes"), max_length=200)
    approved_by = forms.CharField(
        label=gettext_lazy("Approved by"), max_length=60, help_text=gettext_lazy("Who decided it, such as a meeting")
    )

    @property
    def because(self) -> Because:
        return Because(self.cleaned_data["reason"], self.cleaned_data["approved_by"])


class ReleaseForm(ServiceForm):
    reason = forms.CharField(
        label=gettext_lazy("Why the parts differ from the whole"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where they do."),
    )


class LetterForm(ServiceForm):
    remark = forms.CharField(label=gettext_lazy("Remark"), max_length=200, required=False)
