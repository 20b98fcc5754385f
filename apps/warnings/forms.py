"""What people enter about a warning."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.forms import ServiceForm
from apps.core.versioning import VersionedForm


class AnswerForm(VersionedForm):
    """The corrective action; whoever has one typed meanwhile is not overwritten."""

    answer = forms.CharField(
        label=_("Corrective action"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What is done, by whom, until when."),
        error_messages={"required": _("Enter what is being done.")},
    )


class LiftForm(ServiceForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Enter why it is lifted.")}
    )
