"""One address that tries many accounts: every further one has to wait longer.

A township shares one address, so a few colleagues who mistype of a morning wait for nothing, whoever succeeds is
forgotten, and a browser in which somebody has signed in before is let through for that account: whoever sprays has no
such browser.  How often one account may be tried is another matter (`apps.accounts.attempts`).
"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from apps.accounts.models import User

#: So many accounts may fail from one address within the time of a lock-out before anybody has to wait.
FORGIVEN = 10
LONGEST = timedelta(minutes=15)
COOKIE = "known"
_SALT = "accounts.known"
_KEPT = timedelta(days=180)
_MOST_PEOPLE = 20


def wait_of(address: str, *, now: datetime | None = None) -> timedelta:
    """How long nobody unknown may try from this address: twice as long with every further account.  One query."""
    if not address:
        return timedelta(0)
    now = now or timezone.now()
    failed = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
    latest = failed.values("username").annotate(last=Max("attempt_time")).values_list("last", flat=True)
    moments = sorted(latest)
    beyond = len(moments) - FORGIVEN
    if beyond <= 0:
        return timedelta(0)
    wait = min(timedelta(seconds=2.0 ** min(beyond, 20)), LONGEST)
    left: timedelta = moments[-1] + wait - now
    return max(left, timedelta(0))


def is_known(request: HttpRequest, username: str) -> bool:
    """Whether somebody has signed in as this account in this browser before."""
    known = _known(request)
    return bool(known) and User.objects.filter(username=username, pk__in=known).exists()


def remember(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """Let this browser be known for the account from now on."""
    people = [user.pk, *(it for it in _known(request) if it != user.pk)][:_MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps(people, salt=_SALT),
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _known(request: HttpRequest) -> list[int]:
    try:
        return list(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT))
    except signing.BadSignature:
        return []
