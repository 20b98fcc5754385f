"""What people enter about notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.forms import DayField, ServiceForm
from apps.core.once import OnceForm
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


class NoticeForm(OnceForm):
    title = forms.CharField(label=pgettext_lazy("notice", "Title"), max_length=100)
    text = forms.CharField(
        label=pgettext_lazy("notice", "Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    to = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Several with Ctrl, a range with Shift."),
        error_messages={"required": _("Choose to whom it is sent.")},
    )
    needs_answer = forms.BooleanField(label=_("An answer is needed"), required=False)
    answer_by = DayField(label=_("Answer by"), required=False)

    def __init__(self, *args: Any, organisations: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = organisations.order_by("code").values_list("code", "name")
        self.fields["to"].choices = [(code, f"{name} {code}") for code, name in rows]  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """As the service takes them.  One query."""
        given = {name: self.cleaned_data[name] for name in ("title", "text", "needs_answer", "answer_by")}
        return {**given, "to": list(Organisation.objects.filter(code__in=self.cleaned_data["to"]))}


class NoticeAnswerForm(ServiceForm):
    answer = forms.CharField(
        label=pgettext_lazy("notice", "Answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter your answer.")},
    )


class MailForm(ServiceForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        required=False,
        help_text=_("One digest a day at most, and only where something new waits. Blank: none."),
    )
