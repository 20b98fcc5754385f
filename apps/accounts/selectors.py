"""What the pages about one's own account show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import Session, User
from apps.audit.models import Entry

SIGN_INS = (
    "account.signed_in",
    "account.sign_in_failed",
    "account.second_factor_failed",
    "account.present_password_failed",
    "account.locked_out",
)


#: What somebody else may have tried.
FAILED = tuple(action for action in SIGN_INS if action != "account.signed_in")


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which somebody is signed in; `is_this` is the one that asks."""

    session: Session
    is_this: bool


def sessions_of(user: User, this: str) -> list[OpenSession]:
    """Where `user` is signed in, the one with the key `this` first.  One query."""
    found = Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-last_seen_at")
    return sorted((OpenSession(it, it.session_key == this) for it in found), key=lambda it: not it.is_this)


def sign_ins_of(user: User) -> QuerySet[Entry, Any]:
    """When somebody signed in as `user`, or tried to; the latest first."""
    entries: QuerySet[Entry, Any] = Entry.objects.filter(action__in=SIGN_INS, target=user.username)
    return entries


def tried_since_last_sign_in(user: User) -> list[Entry]:
    """What failed under the name of `user` since they last got in, the latest first; at most a hundred."""
    entries = sign_ins_of(user)
    last = entries.filter(action="account.signed_in").values_list("pk", flat=True).first()
    return list(entries.filter(action__in=FAILED, pk__gt=last or 0)[:100])
