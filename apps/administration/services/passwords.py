"""Letting others sign in: temporary passwords, and no second factor any more.

Whoever does either could sign in as the owner, and so is never alone with an account of privileged roles
(`organisations.services.second_person`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services import password_reset, second_factor_reset
from apps.organisations.services import credentials_given

#: Hashing a password takes a tenth of a second, on purpose.
MAX_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Issued:
    """An account and its temporary password, which nobody can read again."""

    user: User
    password: str


@transaction.atomic
def password_give(*, user: User, by: User) -> str:
    """As `password_reset`; the privileged roles of `user` wait for a second person."""
    password = password_reset(user=user, by=by)
    credentials_given(user=user, by=by)
    return password


@transaction.atomic
def second_factor_take(*, user: User, by: User) -> None:
    """As `second_factor_reset`; the privileged roles of `user` wait for a second person."""
    second_factor_reset(user=user, by=by)
    credentials_given(user=user, by=by)


def passwords_issue(*, accounts: Iterable[User], by: User) -> list[Issued]:
    """Give each of these accounts a temporary password, as `password_give` does.

    Each on its own, so that nobody waits for all of them: where the sheet is lost on its way, what was issued is
    issued anew.
    """
    return [Issued(account, password_give(user=account, by=by)) for account in accounts]
