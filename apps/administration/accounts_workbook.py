"""The register of accounts in and out of Excel: one role of one person a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.administration.accounts_comparing import AccountComparison
from apps.administration.services.imports import accounts_import
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation, RoleAssignment
from apps.organisations.querysets import RoleAssignmentQuerySet
from apps.organisations.scoped_register import ScopedRegister
from apps.workbooks.columns import BadValue, CodeColumn, Column, DateColumn, NameColumn, WordColumn
from apps.workbooks.register import Changes

ROLES = {
    "系统管理员": Role.ADMINISTRATOR.value,
    "镇党建办工作人员": Role.STAFF.value,
    "包村干部": Role.VILLAGE_CONTACT.value,
    "镇领导": Role.LEADER.value,
    "党组织书记": Role.SECRETARY.value,
    "填报员": Role.CLERK.value,
    "群团组织负责人": Role.MASS_OFFICER.value,
    "上级查阅人员": Role.VIEWER.value,
    "审计员": Role.AUDITOR.value,
    "管理员": Role.ADMINISTRATOR.value,
    "镇党建办": Role.STAFF.value,
    "领导": Role.LEADER.value,
    "书记": Role.SECRETARY.value,
    "群团干部": Role.MASS_OFFICER.value,
    "上级查阅": Role.VIEWER.value,
}


@dataclass(frozen=True)
class UsernameColumn(CodeColumn):
    """The name with which somebody signs in."""

    def read(self, value: Any) -> str:
        name = super().read(value)
        try:
            for is_username in User._meta.get_field("username").validators:
                is_username(name)
        except ValidationError as error:
            raise BadValue(error.messages[0]) from error
        return name


class AccountsRegister(ScopedRegister[RoleAssignment]):
    """Accounts with the roles that they hold or will hold.

    A row whose 起始日期 is blank means the role that the person holds there, or a new one from today on.  A new
    account cannot sign in before somebody gives it a password on the page.
    """

    name: ClassVar[str] = "accounts"
    title: ClassVar[str | Promise] = _("Accounts")
    sheet: ClassVar[str] = "账号"
    model: ClassVar[type[RoleAssignment]] = RoleAssignment
    codes: ClassVar[Sequence[str]] = ("organisation",)
    comparison: ClassVar[type[AccountComparison]] = AccountComparison
    action: ClassVar[str] = "account.manage"
    view_action: ClassVar[str] = "account.view"
    columns: ClassVar[Sequence[Column]] = (
        UsernameColumn("用户名", "username", required=True, is_key=True, longest=60),
        Column(
            "姓名", "name", required=True, longest=60, width=20, help_text=_("The same in every row of one user name.")
        ),
        CodeColumn(
            "联系电话",
            "phone",
            longest=20,
            restricted="accounts.User.phone",
            help_text=_("The same in every row of one user name. A masked number stays as it is."),
        ),
        WordColumn("角色", "role", required=True, is_key=True, words=ROLES, width=20),
        CodeColumn("组织编码", "organisation", required=True, is_key=True, longest=40),
        NameColumn("组织名称", "organisation_name", of="organisation"),
        DateColumn(
            "起始日期",
            "start",
            is_key=True,
            help_text=_("Empty: the role that the person holds already, or a new one from today on."),
        ),
        DateColumn("终止日期", "end", help_text=_("The first day on which the role no longer holds.")),
    )

    def action_over(self, column: str) -> str:
        """Whom the person sees; which role they may grant there is asked by role."""
        del column
        return self.view_action

    def write(self, changes: Changes[Any], by: User | None) -> None:
        accounts_import(created=changes.created, updated=changes.updated, by=by)

    def rows(self, paths: Iterable[str], year: int | None) -> Iterator[Sequence[Any]]:  # noqa: ARG002
        return self.rows_of(RoleAssignment.objects.filter(organisation__in=Organisation.objects.below_paths(paths)))

    def rows_of(self, roles: RoleAssignmentQuerySet) -> Iterator[Sequence[Any]]:
        """Those of these roles that have not ended, streamed by user name."""
        held = roles.not_ended(today()).order_by("user__username", "organisation__code", "role", "start")
        keys = (
            "user__username",
            "user__name",
            "user__phone",
            "role",
            "organisation__code",
            "organisation__name",
            "start",
            "end",
        )
        rows = held.values_list(*keys).iterator(chunk_size=2000)
        return ((username, name, phone or None, *rest) for username, name, phone, *rest in rows)
