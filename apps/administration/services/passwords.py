"""Passwords for the first sign-in of many: given out on one sheet that the portal does not keep."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.accounts.models import User
from apps.accounts.services import password_reset

#: Hashing a password takes a tenth of a second, on purpose.
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and its temporary password, which nobody can read again."""

    user: User
    password: str


def passwords_issue(*, accounts: Iterable[User], by: User) -> list[Issued]:
    """Give each of these accounts a temporary password, as `password_reset` does.

    Each on its own, so that nobody waits for all of them: where the sheet is lost on its way, what was issued is
    issued anew.
    """
    return [Issued(account, password_reset(user=account, by=by)) for account in accounts]
