"""Trying a password or two on many accounts from one address becomes slower with every account.

A whole township shares one address: what counts is for how many accounts it failed of late and has not succeeded since,
and browsers in which somebody has signed in before do not wait for their own account.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.pending_login import pending_login_of
from apps.accounts.services import counted_as

#: So many accounts may fail from one address in half an hour before anybody there waits.
FREE = 10
LONGEST_WAIT = 300
_COOKIE, _KEPT_FOR, _MAX_KNOWN = "known", timedelta(days=180), 8


class SlowedHandler(AxesDatabaseHandler):
    """django-axes counts and locks by account and address; the wait of an address comes on top."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        username = str((credentials or {}).get("username") or "")
        waits = 0 if _is_known(request, username) else seconds_to_wait(request.axes_ip_address)  # type: ignore[attr-defined]
        request.address_waits = waits  # type: ignore[attr-defined]
        return not waits and bool(super().is_allowed(request, credentials))


def accounts_tried(address: str) -> int:
    """For how many accounts, or names that are none, sign-in has failed from here and not succeeded since."""
    tried: int = _failed(address).values("username").distinct().count()
    return tried


def seconds_to_wait(address: str) -> int:
    """How long nobody may try from here: twice as long with every account beyond those that are free."""
    beyond = accounts_tried(address) - FREE
    if beyond <= 0:
        return 0
    wait = min(2 ** min(beyond, 20), LONGEST_WAIT)
    latest = _failed(address).order_by("-attempt_time")[0]
    passed: timedelta = timezone.now() - latest.attempt_time
    result: int = max(0, ceil(wait - passed.total_seconds()))
    return result


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Somebody has signed in here: signed, and naming nobody who reads the cookie."""
    known = [own for own in _known(request) if own != counted_as(user.username)]
    value = signing.dumps([counted_as(user.username), *known][:_MAX_KNOWN], salt=__name__)
    response.set_cookie(
        _COOKIE,
        value,
        max_age=_KEPT_FOR,
        path=resolve_url(settings.LOGIN_URL),
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _failed(address: str) -> "QuerySet[AccessAttempt, Any]":
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failed: QuerySet[AccessAttempt, Any] = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=since)
    return failed


def _is_known(request: HttpRequest, username: str) -> bool:
    """Whether this is somebody who has been in: now, with the password a moment ago, or in this browser before."""
    if request.user.is_authenticated or counted_as(username) in _known(request):
        return True
    pending = pending_login_of(request)
    return pending is not None and pending.user.username == username


def _known(request: HttpRequest) -> list[str]:
    try:
        found = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=__name__, max_age=_KEPT_FOR)
    except signing.BadSignature:
        return []
    return [str(one) for one in found]
