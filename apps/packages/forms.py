from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.core.fields import CodeField
from apps.core.once import OnceForm
from apps.organisations.models import Organisation
from apps.organisations.rules import is_code
from apps.packages.models import Partner, Way
from apps.packages.sealing import LARGEST
from apps.packages.services import new_key, partner_add


class PartnerForm(OnceForm):
    """With whom reports are exchanged, and the key; without one the portal makes it."""

    way = forms.ChoiceField(
        label=_("What is exchanged"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is exchanged.")},
    )
    code = CodeField(
        label=_("Code of the other organisation"),
        max_length=40,
        validators=[is_code],
        help_text=_("As it stands in its own portal."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=pgettext_lazy("organisation", "Name"), max_length=120)
    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=200,
        help_text=_("The one that the other portal has shown. Blank: this portal makes one and shows it once."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def service(self, organisation: Organisation, *, by: User) -> Callable[[], Partner]:
        """What agrees the key."""
        given: dict[str, Any] = {name: self.cleaned_data[name] for name in ("code", "name")}
        given |= {"way": Way(self.cleaned_data["way"]), "key": self.cleaned_data["key"] or new_key()}
        return partial(partner_add, organisation=organisation, by=by, **given)


class PackageForm(OnceForm):
    """A package to take in; the tick is asked for where a later report has come before."""

    file = forms.FileField(
        label=_("Package"),
        max_length=200,
        help_text=_("The file (.zip) that the township’s portal has made of its signed report, as it is."),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
    older_too = forms.BooleanField(label=_("Keep it although a later one is here"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asks = "older_too" in self.data

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a package."))
        return file
