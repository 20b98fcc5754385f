"""What the pages about one's own account show."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import Session, User
from apps.audit.models import Entry

#: Whoever mistypes and then signs in from the same address needs no warning of themselves.
OWN_SLIPS = timedelta(minutes=10)
SIGN_INS = (
    "account.signed_in",
    "account.sign_in_failed",
    "account.second_factor_failed",
    "account.present_password_failed",
    "account.locked_out",
)


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


def tried_since_last_time(user: User, address: str, *, now: datetime | None = None) -> int:
    """How often somebody failed to sign in as `user` since the last sign-in; one's own slips of just now do not count.

    Two queries.
    """
    last = sign_ins_of(user).filter(action=SIGN_INS[0]).order_by("-at").values_list("at", flat=True).first()
    failed = sign_ins_of(user).exclude(action=SIGN_INS[0])
    if last is not None:
        failed = failed.filter(at__gt=last)
    just_now = (now or timezone.now()) - OWN_SLIPS
    return failed.exclude(at__gt=just_now, address=address).count()
