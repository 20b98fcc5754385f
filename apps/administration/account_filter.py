"""What the list of accounts can be searched and filtered by."""

from typing import Any

import django_filters
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.administration.manageable_accounts import roles_to_confirm
from apps.core.calendar import today
from apps.core.searching import holding
from apps.organisations.access import user_of
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.picker import AreaFilter
from apps.organisations.querysets import RoleAssignmentQuerySet

#: Nobody has ever signed in, and there is no password to sign in with.
WAITS_FOR_PASSWORD = Q(is_active=True, last_login__isnull=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)

STATES = {
    "active": (_("may sign in"), Q(is_active=True)),
    "disabled": (_("disabled"), Q(is_active=False)),
    "new": (_("has never signed in"), Q(is_active=True, last_login__isnull=True)),
    "waiting": (_("waiting for a password"), WAITS_FOR_PASSWORD),
    "idle": (_("without a role"), None),
    "unconfirmed": (_("waiting for your confirmation"), None),
}


class AccountFilter(django_filters.FilterSet):
    """Conditions that cannot be met are said beside their field and left out.

    A role counts where it has not ended and lies in the person's own part of the tree.
    """

    q = django_filters.CharFilter(label=_("User name or name"), method="search")
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=Role.choices, empty_label=_("All roles"), method="holding"
    )
    below = AreaFilter(label=_("Organisation"), method="in_area")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(key, word) for key, (word, _condition) in STATES.items()],
        empty_label=_("All states"),
        method="in_state",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.within = Organisation.objects.visible_to(user_of(self.request), "account.view")
        self.form.fields["below"].among = self.within

    def search(self, accounts: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        return accounts.filter(holding(value, "username", "name"))

    def holding(self, accounts: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        held = self._held().filter(role=value, organisation__in=self.within)
        return accounts.filter(pk__in=held.values("user"))

    def in_area(self, accounts: QuerySet[User], _name: str, value: Organisation) -> QuerySet[User]:
        paths = value.placements.filter(end__isnull=True).values_list("path", flat=True)
        held = self._held().filter(organisation__in=Organisation.objects.below_paths(paths))
        return accounts.filter(pk__in=held.values("user"))

    def in_state(self, accounts: QuerySet[User], _name: str, value: str) -> QuerySet[User]:
        if value == "unconfirmed":
            return accounts.filter(pk__in=roles_to_confirm(user_of(self.request)).values("user"))
        condition = STATES[value][1]
        return accounts.exclude(pk__in=self._held().values("user")) if condition is None else accounts.filter(condition)

    def _held(self) -> RoleAssignmentQuerySet:
        held: RoleAssignmentQuerySet = RoleAssignment.objects.not_ended(today())
        return held
