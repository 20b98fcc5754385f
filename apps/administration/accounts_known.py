"""What a workbook of accounts is compared with: read in a fixed number of queries per thousand rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from apps.accounts.models import User
from apps.administration.manageable_accounts import accounts_manageable_by, accounts_visible_to
from apps.core.batches import batches
from apps.organisations.models import RoleAssignment
from apps.organisations.querysets import granting_paths
from apps.organisations.tree import is_below
from apps.workbooks.register import Table


@dataclass(slots=True)
class Known:
    """The accounts that a workbook names, and what the person who imports may do with them."""

    #: By user name: every account there is, those seen, and those that may be changed.
    accounts: dict[str, User] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    managed: set[str] = field(default_factory=set)
    #: By user name, role and code of the organisation.
    roles: dict[tuple[str, str, str], list[RoleAssignment]] = field(default_factory=lambda: defaultdict(list))
    #: The paths over which each role may be granted; None: everywhere.
    granting: Mapping[str, Collection[str]] | None = None

    def may_grant(self, role: str, organisation: Any) -> bool:
        """Whether the role may be granted over an organisation with its `path`."""
        return self.granting is None or is_below(organisation.path, self.granting.get(role, ()))


def read_known(table: Table, by: User | None, *, lock: bool) -> Known:
    """What the database says of the rows of `table`; with `lock` the accounts are locked."""
    known = Known()
    if by is not None:
        known.granting = {role.value: paths for roles, paths in granting_paths(by).items() for role in roles}
    for names in batches({row.get("username") for row in table.rows} - {None}):
        _read_accounts(known, names, by, lock=lock)
    return known


def _read_accounts(known: Known, names: Collection[str], by: User | None, *, lock: bool) -> None:
    named = User.objects.filter(username__in=names)
    known.accounts.update((user.username, user) for user in (named.select_for_update() if lock else named))
    known.seen.update(_names(accounts_visible_to(by) if by else User.objects.all(), names))
    known.managed.update(_names(accounts_manageable_by(by) if by else User.objects.all(), names))
    held = RoleAssignment.objects.filter(user__username__in=names).select_related("user", "organisation")
    for role in held.order_by("start"):
        known.roles[role.user.username, role.role, role.organisation.code].append(role)


def _names(accounts: QuerySet[User], names: Collection[str]) -> list[str]:
    return list(accounts.filter(username__in=names).values_list("username", flat=True))
