from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.forms import PresentPasswordForm
from apps.accounts.models import User
from apps.core.calendar import months_after, today
from apps.core.forms import DayField
from apps.core.once import OnceForm
from apps.organisations.models import RoleAssignment
from apps.organisations.querysets import roles_in_force
from apps.tokens.models import AccessToken
from apps.tokens.services import token_create

#: So long a token works unless somebody chooses another day.
USUAL_MONTHS = 3


class HeldField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, held: RoleAssignment) -> str:
        return f"{held.get_role_display()} · {held.organisation.name} {held.organisation.code}"


class NewTokenForm(OnceForm, PresentPasswordForm):
    """What for, as which of one's own roles, reading or also writing, until when; against the password."""

    READS, WRITES = "", "on"

    name = forms.CharField(
        label=pgettext_lazy("token", "What for"),
        max_length=60,
        help_text=_("The program that uses it, such as: report to the district."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    held = HeldField(
        label=_("As which role"),
        queryset=RoleAssignment.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("You do not hold this role today.")},
    )
    may_write = forms.ChoiceField(
        label=_("What it may do"),
        choices=[(READS, _("Only read")), (WRITES, _("Read and write, as far as the role may"))],
        required=False,
        widget=forms.RadioSelect,
        initial=READS,
    )
    last_day = DayField(label=_("Last day"), help_text=_("At most a year from today."))

    field_order = ["name", "held", "may_write", "last_day", "password"]

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, user, *args, **kwargs)
        self.user = user
        held = self.fields["held"]
        held.queryset = roles_in_force(user).select_related("organisation").order_by("role", "organisation__code")  # type: ignore[attr-defined]
        self.fields["last_day"].initial = months_after(today(), USUAL_MONTHS)

    def service(self, secret: str) -> Callable[[], AccessToken]:
        """What makes the token with that secret."""
        given = {name: self.cleaned_data[name] for name in ("name", "held", "last_day")}
        may_write = self.cleaned_data["may_write"] == self.WRITES
        return partial(token_create, user=self.user, secret=secret, may_write=may_write, **given)
