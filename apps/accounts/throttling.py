"""Trying a password or a code: wrong ones of either kind count together, by account and address.

django-axes counts; it hears of the passwords of the sign-in by itself and of everything else from here.
"""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from apps.accounts.models import User
from apps.accounts.services import counted_as, second_factor_check
from apps.audit.middleware import current_address
from apps.audit.services import Act, record


def counted_name(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """What django-axes keeps instead of the user name (``AXES_USERNAME_CALLABLE``)."""
    return counted_as((credentials or request.POST).get("username") or "")


def password_fits(request: HttpRequest, user: User, password: str) -> bool:
    """Whether this is the password of `user`, who is signed in: a stolen session does not guess without end."""
    if authenticate(request, username=user.username, password=password) is not None:
        AxesProxyHandler.reset_attempts(username=counted_as(user.username), ip_address=current_address())
        return True
    if was_counted(request):
        record(Act("account.present_password_failed", user.username), by=user)
    return False


def code_fits(request: HttpRequest, user: User, code: str) -> bool:
    """Whether this is a code of `user`, who has given the password.  Raises `TooSoon` after a wrong one."""
    credentials = {"username": user.username}
    if is_locked_out(request, user):
        request.axes_locked_out = True  # type: ignore[attr-defined]
        request.axes_credentials = credentials  # type: ignore[attr-defined]
        return False
    if second_factor_check(user=user, code=code):
        return True
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)
    return False


def is_locked_out(request: HttpRequest, user: User) -> bool:
    """Whether too many were wrong from this address, of late."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def lockout_minutes() -> int:
    """For how long nobody may try any more."""
    return int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)


def was_counted(request: HttpRequest) -> bool:
    """Whether the failure of this request was one more; during a lock-out it is not."""
    return getattr(request, "axes_failures_since_start", None) is not None
