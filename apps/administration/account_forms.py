"""What people enter about accounts of others."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.administration.role_forms import GrantForm
from apps.administration.services.opening import account_open
from apps.administration.services.passwords import MAX_AT_ONCE
from apps.core.fields import CodeField
from apps.core.forms import ServiceForm
from apps.core.once import OnceForm
from apps.core.restricted import masked, masks_of
from apps.core.versioning import Difference, VersionedForm


class NewAccountForm(GrantForm, OnceForm):
    """An account and its first role."""

    username = CodeField(
        label=_("User name"),
        max_length=60,
        validators=[*User._meta.get_field("username").validators],
        help_text=_("For signing in: letters, digits and @ . + - _ only. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Shown masked; whoever opens it is noted in the audit log."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    field_order = ["username", "name", "phone", "role", "organisation", "start", "end"]

    def service(self, password: str, *, by: User) -> Callable[[], User]:
        """What makes the account."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "once"}
        return partial(account_open, password=password, by=by, **given)


class AccountForm(VersionedForm):
    """Name and telephone.  The number in the portal is not filled in: to keep it, the field stays empty."""

    name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(
        label=_("New telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    remove_phone = forms.BooleanField(label=_("Delete the telephone number"), required=False)

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, current=account, **kwargs)
        self.account = account
        if not account.phone:
            del self.fields["remove_phone"]
            return
        shown = masked(account.phone, masks_of(User)["phone"])
        self["phone"].help_text = _("At present %(number)s; leave empty to keep it.") % {"number": shown}

    def values_of(self, current: User) -> dict[str, Any]:
        return {"name": current.name, "phone": "", "remove_phone": False}

    def details(self) -> dict[str, Any]:
        """What `account_update` needs; whoever saw no version has seen none that still stands."""
        given = self.cleaned_data
        kept = "" if given.get("remove_phone") else None
        return {"name": given["name"], "phone": given["phone"] or kept, "version": given["version"] or 0}

    def _difference(self, name: str, stored: Mapping[str, list[str]], typed: Mapping[str, list[str]]) -> Difference:
        """A telephone number of which nobody knows the whole is shown as everywhere: masked."""
        found = super()._difference(name, stored, typed)
        shown = str(masked(self.account.phone, masks_of(User)["phone"]))
        return replace(found, stored=shown) if name == "phone" else found


class ResetForm(ServiceForm):
    """Nothing to enter: the password comes from the portal."""

    password = ""

    def keep(self, password: str) -> None:
        """Remember the password that was set, for this one page."""
        self.password = password


class FirstPasswordsForm(forms.Form):
    """Which of the accounts `among` get a temporary password now; at first those that have none."""

    accounts = forms.MultipleChoiceField(
        label=_("Accounts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one account."),
            "invalid_choice": _("Some of these accounts have signed in meanwhile, or are not yours to manage."),
        },
    )

    def __init__(self, *args: Any, among: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = {account.username: account for account in among}
        field = self.fields["accounts"]
        field.choices = [(name, name) for name in self.among]  # type: ignore[attr-defined]
        waiting = [name for name, account in self.among.items() if account.waits]  # type: ignore[attr-defined]
        field.initial = waiting[:MAX_AT_ONCE]

    def clean_accounts(self) -> list[str]:
        chosen: list[str] = list(dict.fromkeys(self.cleaned_data["accounts"]))
        if len(chosen) > MAX_AT_ONCE:
            raise ValidationError(_("At most %(count)d at a time, please.") % {"count": MAX_AT_ONCE})
        return chosen

    @property
    def rows(self) -> list[tuple[User, bool]]:
        """Every account, and whether it is chosen."""
        chosen = set(self["accounts"].value() or ())
        return [(account, name in chosen) for name, account in self.among.items()]

    @property
    def chosen(self) -> list[User]:
        return [self.among[name] for name in self.cleaned_data["accounts"]]
