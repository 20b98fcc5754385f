"""Between password and code: who has given the password a moment ago, in a session in which nobody is signed in."""

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from apps.accounts.models import User

_KEY = "_pending_login"
#: So long the password is remembered while the code is typed.
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class PendingLogin:
    """Whose password was right, and the page that they wanted."""

    user: User
    following: str


def begin_pending_login(request: HttpRequest, pending: PendingLogin) -> None:
    """Remember that the password was right; under a new key."""
    user = pending.user
    request.session.cycle_key()
    request.session[_KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "at": time.time(),
        "following": pending.following,
    }


def pending_login_of(request: HttpRequest) -> PendingLogin | None:
    """Who is half way; None after five minutes, once disabled, and once the password has changed."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    if not kept or time.time() - kept["at"] > _SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["password"], user.get_session_auth_hash()):
        return None
    return PendingLogin(user, kept["following"])


def turn_back(request: HttpRequest) -> None:
    """Forget the password: it is asked for again."""
    request.session.pop(_KEY, None)
