"""What is said against a computed figure, and what is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.filings.reasons import OBJECTION_REASONS, choices_of, in_words


class ObjectionForm(forms.Form):
    """A usual reason, own words, or both."""

    why = forms.ChoiceField(label=_("What is wrong?"), choices=lambda: choices_of(OBJECTION_REASONS), required=False)
    words = forms.CharField(label=_("In your own words"), required=False, max_length=200)

    @property
    def reason(self) -> str:
        return in_words(OBJECTION_REASONS, self.cleaned_data["why"], self.cleaned_data["words"])


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter your answer.")},
    )
