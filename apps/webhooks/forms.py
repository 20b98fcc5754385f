from collections.abc import Callable
from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.once import OnceForm
from apps.organisations.models import Organisation
from apps.webhooks.models import Event, Hook
from apps.webhooks.services import hook_add


class HookForm(OnceForm):
    """Which address is told of what."""

    address = forms.CharField(
        label=pgettext_lazy("webhook", "Address"),
        max_length=300,
        help_text=_("Of the program that is told, beginning with https://"),
        widget=forms.URLInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    events = forms.MultipleChoiceField(
        label=pgettext_lazy("webhook", "When"),
        choices=Event.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )

    def service(self, organisation: Organisation, secret: str, *, by: User) -> Callable[[], Hook]:
        given = {name: self.cleaned_data[name] for name in ("address", "events")}
        return partial(hook_add, organisation=organisation, secret=secret, by=by, **given)
