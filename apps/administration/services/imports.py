"""Writing what a workbook of accounts brings, set-based."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record_many
from apps.core.versioning import save_many
from apps.organisations.models import RoleAssignment
from apps.organisations.services.roles import needs_second_person
from apps.organisations.services.roles import role_facts as facts_of_role


@dataclass(slots=True, eq=False)
class Account:
    """An account as the workbook wants it; `user` as it is, not yet saved where it is new."""

    user: User
    name: str
    phone: str

    @property
    def is_new(self) -> bool:
        return self.user.pk is None

    @property
    def is_changed(self) -> bool:
        return (self.name, self.phone) != (self.user.name, self.user.phone)


@dataclass(frozen=True, slots=True)
class Change:
    """What one row writes: its account, if this is new or changed and no row before wrote it; a role, if this is new
    or gets another end."""

    account: Account | None = None
    role: RoleAssignment | None = None
    end: date | None = None


@transaction.atomic
def accounts_import(*, created: Sequence[Change], updated: Sequence[Change], by: User | None) -> None:
    """Write new and changed accounts, new roles and new ends, with an audit entry each.

    A new account has no password and cannot sign in before it is given one (`passwords_issue`).
    """
    changes = [*created, *updated]
    accounts = [it.account for it in changes if it.account]
    new, known = [it for it in accounts if it.is_new], [it for it in accounts if not it.is_new]
    acts = _create(new) + _update(known, by)
    roles = [(it.role, it.end) for it in changes if it.role is not None]
    ends = [(role, end) for role, end in roles if role.pk is not None]
    acts += _grant([role for role, _end in roles if role.pk is None], by)
    acts += _change_ends(ends)
    record_many(acts, by=by)


def _create(accounts: Sequence[Account]) -> list[Act]:
    for account in accounts:
        account.user.name, account.user.phone = account.name, account.phone
        account.user.must_change_password = True
        account.user.set_unusable_password()
    made = User.objects.bulk_create((account.user for account in accounts), batch_size=1000)
    return [_act_of(user, "account.created", after=_said(user)) for user in made]


def _said(user: User) -> dict[str, Any]:
    fields = fields_of(user)
    return {key: fields[key] for key in ("name", "phone", "home") if fields[key]}


def _update(accounts: Sequence[Account], by: User | None) -> list[Act]:
    acts = []
    for account in accounts:
        before = fields_of(account.user)
        account.user.name, account.user.phone = account.name, account.phone
        was, became = difference(before, fields_of(account.user))
        acts.append(_act_of(account.user, "account.updated", before=was, after=became))
    save_many([account.user for account in accounts], fields=["name", "phone"], by=by)
    return acts


def _grant(roles: Sequence[RoleAssignment], by: User | None) -> list[Act]:
    for role in roles:
        role.granted_by, role.waiting = by, needs_second_person(role.role, by)
    RoleAssignment.objects.bulk_create(roles, batch_size=1000)
    return [_act_on(role, "role.granted", after=facts_of_role(role)) for role in roles]


def _change_ends(ends: Sequence[tuple[RoleAssignment, date | None]]) -> list[Act]:
    acts = []
    for role, end in ends:
        before, role.end = facts_of_role(role), end
        acts.append(_act_on(role, "role.end_changed", before=before, after=facts_of_role(role)))
    RoleAssignment.objects.bulk_update((role for role, _end in ends), ["end"], batch_size=500)
    return acts


def _act_of(user: User, action: str, **values: dict[str, Any]) -> Act:
    return Act(action, user.username, user.home, **values)


def _act_on(role: RoleAssignment, action: str, **values: dict[str, Any]) -> Act:
    return Act(action, role.user.username, role.organisation.code, **values)
