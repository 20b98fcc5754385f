"""What a workbook of accounts would change, and what is wrong with it: the same limits as on the page."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.administration.accounts_known import Known, Place, read_known
from apps.administration.accounts_roles import Roles
from apps.administration.services.imports import Account, Change
from apps.core.restricted import masked, masks_of
from apps.workbooks.register import Changes, Row, Table


def account_changes(table: Table, by: User | None, *, lock: bool) -> Changes[Change]:
    """Compare the rows with the database; see `Register.check`."""
    known = read_known(table, by, lock=lock)
    accounts, roles, found = _Accounts(table, known), Roles(table, known), Changes[Change]()
    for row in table.rows:
        place = _place(table, known, row)
        account = accounts.account_of(row)
        if account is None or place is None:
            continue
        change = Change(
            account if accounts.is_written_by(row, account) else None, *roles.change_of(row, account, place)
        )
        if change.role is not None and change.role.pk is None:
            found.created.append(change)
        elif change.role is not None or change.account is not None:
            found.updated.append(change)
        else:
            found.unchanged += 1
    roles.refuse_overlaps()
    roles.refuse_apart()
    return found


def _place(table: Table, known: Known, row: Row) -> Place | None:
    code = row.get("organisation")
    if code is not None and code not in known.places:
        table.refuse(row, "organisation", _("There is no organisation with this code in your area."))
    elif code is not None:
        table.check_name(row, "organisation", known.places[code].organisation.name)
    return known.places.get(code)


@dataclass(slots=True)
class _Accounts:
    """The accounts of a workbook, each as its first row says it."""

    table: Table
    known: Known
    said: dict[str, tuple[Account, Row]] = field(default_factory=dict)

    def account_of(self, row: Row) -> Account | None:
        """The account of the row; None where it cannot be told or is none of the person's business."""
        username, name = row.get("username"), row.get("name")
        if username is None or name is None:
            return None
        user = self.known.accounts.get(username)
        if user is not None and username not in self.known.seen:
            self.table.refuse(row, "username", _("This user name belongs to an account outside your area."))
            return None
        user = user or User(username=username, home=row.get("organisation") or "")
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
