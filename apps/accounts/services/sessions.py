"""Ending the sessions of a person."""

from django.db import transaction

from apps.accounts.models import Session, User
from apps.audit.services import Act, record


@transaction.atomic
def sessions_end(*, user: User, keep: str | None = None, by: User | None) -> int:
    """Sign `user` out everywhere but in the session with the key `keep`; how many sessions ended."""
    keys = Session.objects.filter(user=user).exclude(session_key=keep or "").values_list("session_key", flat=True)
    return _end(user, list(keys), by)


@transaction.atomic
def session_end(*, user: User, reference: str, by: User | None) -> bool:
    """Sign `user` out in the session with that reference; whether there is such a one of theirs."""
    keys = [session.session_key for session in Session.objects.filter(user=user) if session.reference == reference]
    return bool(_end(user, keys, by))


def _end(user: User, keys: list[str], by: User | None) -> int:
    Session.objects.filter(session_key__in=keys).delete()
    if keys:
        record(Act("account.sessions_ended", user.username, after={"sessions": len(keys)}), by=by)
    return len(keys)
