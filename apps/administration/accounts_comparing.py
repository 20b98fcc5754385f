"""What a workbook of accounts would change, and what is wrong with it: the same limits as on the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.administration.accounts_known import Known, read_known
from apps.administration.accounts_roles import Roles
from apps.administration.services.imports import Account, Change
from apps.core.restricted import masked, masks_of
from apps.organisations.models import RoleAssignment
from apps.organisations.scoped_register import ScopedComparison
from apps.workbooks.register import Changes, Row, Table


class AccountComparison(ScopedComparison[RoleAssignment]):
    """A row is a role of an account; several of them may say the account."""

    actions: ClassVar[Sequence[str]] = ("account.view",)

    def changes(self) -> Changes[Change]:
        known = read_known(self.table, self.by, lock=self.lock)
        self.accounts, self.roles = _Accounts(self.table, known), Roles(self.table, known)
        return super().changes()

    def look_at(self, rows: Sequence[Row]) -> None:
        self.resolve(rows)
        for row in rows:
            account, place = self.accounts.account_of(row), row.get("organisation")
            if account is not None and place is not None:
                written = account if self.accounts.is_written_by(row, account) else None
                self._note(Change(written, *self.roles.change_of(row, account, place)))

    def _note(self, change: Change) -> None:
        if change.role is not None and change.role.pk is None:
            self.found.created.append(change)
        elif change.role is not None or change.account is not None:
            self.found.updated.append(change)
        else:
            self.found.unchanged += 1

    def finish(self) -> None:
        self.roles.refuse_overlaps()
        self.roles.refuse_apart()


@dataclass(slots=True)
class _Accounts:
    """The accounts of a workbook, each as its first row says it."""

    table: Table
    known: Known
    said: dict[str, tuple[Account, Row]] = field(default_factory=dict)

    def account_of(self, row: Row) -> Account | None:
        """The account of the row; None where it cannot be told or is none of the person's business."""
        username, name, place = row.get("username"), row.get("name"), row.get("organisation")
        if username is None or name is None:
            return None
        user = self.known.accounts.get(username)
        if user is not None and username not in self.known.seen:
            self.table.refuse(row, "username", _("This user name belongs to an account outside your area."))
            return None
        user = user or User(username=username, home=place.code if place else "")
        account = Account(user, name, self._phone(row, user))
        first, said_in = self.said.setdefault(username, (account, row))
        if said_in is row:
            self._check_may(row, account)
        else:
            self._check_same(row, account, first, said_in)
        return first

    def is_written_by(self, row: Row, account: Account) -> bool:
        return self.said[account.user.username][1] is row and (account.is_new or account.is_changed)

    def _phone(self, row: Row, user: User) -> str:
        if "phone" not in row.values:
            return user.phone
        phone: str = row.values["phone"] or ""
        if "*" not in phone:
            return phone
        if user.pk is None or phone != str(masked(user.phone, masks_of(User)["phone"])):
            message = _("A masked number. Enter the whole number, or leave the column out.")
            self.table.refuse(row, "phone", message)
        return user.phone

    def _check_may(self, row: Row, account: Account) -> None:
        if account.is_new or account.user.username in self.known.managed:
            return
        for key in ("name", "phone"):
            if getattr(account, key) != getattr(account.user, key):
                message = _("You may not change this account: it is your own, or holds a role that you may not grant.")
                self.table.refuse(row, key, message)

    def _check_same(self, row: Row, account: Account, first: Account, said_in: Row) -> None:
        for key in ("name", "phone"):
            if key not in row.bad and getattr(account, key) != getattr(first, key):
                message = _("Row %(row)d says something else of the same user name.") % {"row": said_in.number}
                self.table.refuse(row, key, message)
