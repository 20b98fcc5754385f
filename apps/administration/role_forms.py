"""What people enter about the roles of others: granting, ending, standing in, handing over."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.accounts.temporary_password import temporary_password
from apps.administration.manageable_accounts import accounts_manageable_by
from apps.core.calendar import today
from apps.core.fields import CodeField
from apps.core.forms import DayField, ServiceForm
from apps.core.ids import read_id
from apps.core.searching import holding
from apps.organisations.access import grantable_by
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.picker import OrganisationField, Picker, label_of
from apps.organisations.services import Newcomer

_Day = partial(
    DayField,
    error_messages={"required": _("Enter a day.")},
)
_NO_LONGER = _("The first day on which it no longer holds.")


class AccountPicker(Picker):
    suggestions = reverse_lazy("administration:account_options")


class AccountField(forms.CharField):
    """One of the accounts `among`, entered as ``zhangsan``, ``zhangsan 张三`` or by the whole name."""

    widget = AccountPicker
    default_error_messages = {
        "unknown": _("There is no account with this user name or name in your area."),
        "several": _("Several people have this name. Please enter the user name."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.among: QuerySet[User] = User.objects.none()

    def clean(self, value: Any) -> User | None:
        text = super().clean(value)
        return self._find(text) if text else None

    def _find(self, text: str) -> User:
        named = list(self.among.filter(username=text.split()[0])) or list(self.among.filter(name=text)[:2])
        if len(named) == 1:
            return named[0]
        raise ValidationError(self.error_messages["several" if named else "unknown"])


def others_in_reach(user: User, person: User) -> QuerySet[User]:
    """Those who may take over from `person`, or stand in, as far as `user` decides."""
    return accounts_manageable_by(user).filter(is_active=True).exclude(pk=person.pk)


def account_offers(user: User, text: str, most: int = 30) -> list[str]:
    """What a picker of accounts offers for `text`.  One query."""
    found = accounts_manageable_by(user).filter(is_active=True)
    text = text.split()[0] if text.strip() else ""
    found = found.filter(holding(text, "username", "name"))
    return [label_of(username, name) for username, name in found.values_list("username", "name")[:most]]


class GrantForm(ServiceForm):
    """A role over an organisation, from–to."""

    role = forms.ChoiceField(label=_("Role"))
    organisation = OrganisationField(
        label=_("Organisation"), help_text=_("Enter a code or a name, or choose from the list.")
    )
    start = _Day(label=pgettext_lazy("date", "From"))
    end = _Day(label=pgettext_lazy("date", "To"), required=False, help_text=_NO_LONGER)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_grant = grantable_by(user)
        roles = [(role.value, role.label) for role in Role if role in may_grant]
        self.fields["role"].choices = [("", pgettext_lazy("choice", "Please choose")), *roles]  # type: ignore[attr-defined]
        self.fields["organisation"].among = Organisation.objects.visible_to(user, "role.grant")  # type: ignore[attr-defined]
        self.fields["start"].initial = today()

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class EndForm(ServiceForm):
    """From which day on a role holds no longer."""

    on = _Day(label=_("No longer from"), help_text=_NO_LONGER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today()


class ConfirmRolesForm(ServiceForm):
    """That the roles which are `shown` may hold: the owner has the account, and nobody else."""

    roles = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    sure = forms.BooleanField(
        label=_("I have asked the person, face to face or by a number that I know"),
        help_text=_("They signed in themselves, chose their password, and shall have these roles."),
        error_messages={"required": _("Ask the person first, then tick this.")},
    )

    def __init__(self, *args: Any, shown: Iterable[RoleAssignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].initial = " ".join(str(role.pk) for role in shown)

    @property
    def seen(self) -> set[int]:
        """The roles that were shown, by id."""
        return {pk for text in self.cleaned_data["roles"].split() if (pk := read_id(text)) is not None}


class StandInForm(ServiceForm):
    """Who acts in the same role for a time."""

    user = AccountField(
        label=pgettext_lazy("person", "Stand-in"),
        help_text=_("Enter a user name or a name, or choose from the list."),
    )
    start = _Day(label=pgettext_lazy("date", "From"))
    end = _Day(label=pgettext_lazy("date", "To"), help_text=_NO_LONGER)

    def __init__(self, *args: Any, user: User, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].among = others_in_reach(user, person)  # type: ignore[attr-defined]
        self.fields["start"].initial = today()


class HandoverForm(ServiceForm):
    """Which roles of a person pass to whom on which day."""

    EXISTING, NEW = "existing", "new"

    posts = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one role."),
            "invalid_choice": _("Some of these roles have ended by then, or were handed over already."),
        },
    )
    on = _Day(label=_("Day of the handover"), help_text=_("From this day on the successor holds the roles."))
    who = forms.ChoiceField(
        label=_("Successor"),
        widget=forms.RadioSelect,
        choices=[(EXISTING, _("Has an account")), (NEW, _("Gets a new account"))],
        initial=EXISTING,
    )
    successor = AccountField(
        label=_("Account of the successor"),
        required=False,
        help_text=_("Enter a user name or a name, or choose from the list."),
    )
    username = CodeField(
        label=_("User name"), required=False, max_length=60, validators=[*User._meta.get_field("username").validators]
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=60)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=20)
    disable = forms.BooleanField(
        label=_("Disable the former account"),
        required=False,
        help_text=_("Only where all roles are handed over today."),
    )

    def __init__(self, *args: Any, user: User, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = person.roles.not_ended(today()).select_related("organisation").order_by("organisation__code", "role")
        self.held: dict[str, RoleAssignment] = {str(post.pk): post for post in held}
        posts = self.fields["posts"]
        posts.choices = [(pk, title_of(post)) for pk, post in self.held.items()]  # type: ignore[attr-defined]
        posts.initial = list(self.held)
        self.fields["successor"].among = others_in_reach(user, person)  # type: ignore[attr-defined]
        self.fields["on"].initial = today()

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"])
        if self.data.get("who") == self.NEW and User.objects.filter(username=username).exists():
            raise ValidationError(_("This user name is taken."))
        return username

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        needed = {self.EXISTING: ("successor",), self.NEW: ("username", "name")}.get(given.get("who", ""), ())
        for name in needed:
            if name not in self.errors and not given.get(name):
                self.add_error(name, _("This field is required."))
        return given

    @property
    def posts_chosen(self) -> list[RoleAssignment]:
        return [self.held[pk] for pk in dict.fromkeys(self.cleaned_data["posts"])]

    @property
    def is_new(self) -> bool:
        return bool(self.cleaned_data["who"] == self.NEW)

    @property
    def on_day(self) -> date:
        day: date = self.cleaned_data["on"]
        return day

    def details(self) -> dict[str, Any]:
        """What `roles_hand_over` needs; a newcomer gets a password at every call."""
        given = self.cleaned_data
        to = given["successor"]
        if self.is_new:
            to = Newcomer(given["username"], given["name"], given["phone"], temporary_password())
        posts = [post.pk for post in self.posts_chosen]
        return {"posts": posts, "to": to, "on": given["on"], "disable": given["disable"]}


def title_of(post: RoleAssignment) -> str:
    """A role as a choice: ``书记 · V01 清水村党支部``."""
    return f"{post.get_role_display()} · {label_of(post.organisation.code, post.organisation.name)}"
