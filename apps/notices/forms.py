"""What people enter about notices."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.core.forms import DayField, ServiceForm
from apps.core.once import OnceForm
from apps.organisations.querysets import OrganisationQuerySet
from apps.organisations.ticking import OrganisationsField


class NoticeForm(OnceForm):
    title = forms.CharField(label=pgettext_lazy("notice", "Title"), max_length=100)
    text = forms.CharField(
        label=pgettext_lazy("notice", "Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    to = OrganisationsField(label=_("To whom"), error_messages={"required": _("Choose to whom it is sent.")})
    needs_answer = forms.BooleanField(label=_("An answer is needed"), required=False)
    answer_by = DayField(label=_("Answer by"), required=False)

    def __init__(self, *args: Any, organisations: OrganisationQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(OrganisationsField, self.fields["to"]).offer(organisations.order_by("code"))

    @property
    def details(self) -> dict[str, Any]:
        """As the service takes them."""
        return {name: self.cleaned_data[name] for name in ("title", "text", "to", "needs_answer", "answer_by")}


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
