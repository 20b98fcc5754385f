"""What people write to each other about an association."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.associations.models import LONGEST
from apps.core.forms import ServiceForm


class AdviceForm(ServiceForm):
    text = forms.CharField(
        label=_("Your advice"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Advice, not an instruction: the mass organisation decides for itself and answers here."),
    )


class AnswerForm(ServiceForm):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whether you take it up, and why. An answer cannot be changed later."),
    )
