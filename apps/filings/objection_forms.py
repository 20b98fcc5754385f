"""What is said against a computed figure, and what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.filings.reasons import OBJECTION_REASONS, choices_of, in_words


class SeenForm(forms.Form):
    """What stood there when the page was opened: what somebody else said meanwhile is shown before it is replaced."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)

    def __init__(self, data: Any = None, *, stands: str, **kwargs: Any) -> None:
        super().__init__(data, initial={"seen": stands, **kwargs.pop("initial", {})}, **kwargs)
        self.stands = stands

    def clean(self) -> dict[str, Any]:
        # A browser writes the ends of lines anew.
        if self.cleaned_data.get("seen", "").split() != self.stands.split():
            said = gettext("Somebody else wrote meanwhile: “%(text)s”. Send once more to replace it.")
            self.add_error(None, said % {"text": self.stands})
            self.data = {**self.data.dict(), "seen": self.stands}  # type: ignore[attr-defined]
        return self.cleaned_data


class ObjectionForm(SeenForm):
    """A usual reason, own words, or both."""

    why = forms.ChoiceField(label=_("What is wrong?"), choices=lambda: choices_of(OBJECTION_REASONS), required=False)
    words = forms.CharField(label=_("In your own words"), required=False, max_length=200)

    @property
    def reason(self) -> str:
        return in_words(OBJECTION_REASONS, self.cleaned_data["why"], self.cleaned_data["words"])


class AnswerForm(SeenForm):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Enter your answer.")},
    )
