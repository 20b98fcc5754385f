"""The list of accounts as a workbook: what the page shows, accounts without a role included."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.administration.accounts_workbook import AccountsRegister
from apps.administration.manageable_accounts import with_roles
from apps.workbooks.columns import WordColumn

ACTIVE, WAITING, DISABLED = "active", "waiting", "disabled"
STATES = {"可登录": ACTIVE, "待发密码": WAITING, "已停用": DISABLED}
COLUMNS = (*AccountsRegister.columns, WordColumn("状态", "state", words=STATES, width=12))


def listed_rows(accounts: QuerySet[User], user: User) -> Iterator[Sequence[Any]]:
    """A row for each role in `user`'s part of the tree, or one for an account without any; streamed."""
    for account in with_roles(accounts, user).iterator(chunk_size=2000):
        who = (account.username, account.name, account.phone or None)
        for held in account.roles_here:  # type: ignore[attr-defined]
            place = held.organisation
            yield (*who, held.role, place.code, place.name, held.start, held.end, _state(account))
        if not account.roles_here:  # type: ignore[attr-defined]
            yield (*who, None, None, None, None, None, _state(account))


def _state(account: User) -> str:
    if not account.is_active:
        return DISABLED
    return ACTIVE if account.has_usable_password() else WAITING
