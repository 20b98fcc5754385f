"""When the portal cannot work for a while: its database is away or busy, or a disk is full.  It says so, everywhere."""

import errno
import sqlite3
import sys
from collections.abc import Iterator

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.logs import reference

#: Seconds after which it is worth trying again.
AGAIN_AFTER = 30
#: What a write says where there is no room, or the disk is broken.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
#: What SQLite says of its file.  All else that Django calls operational there is a fault of ours: no such table.
_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


def passes(fault: BaseException | None) -> bool:
    """Whether this fault, or what it came from, goes away without anybody changing the portal."""
    return any(_passes(one) for one in _all_of(fault))


def fault_of_the_portal(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: called while the exception is being handled, wherever it came from."""
    return unavailable(request) if passes(sys.exc_info()[1]) else broken(request)


def broken(request: HttpRequest) -> HttpResponse:
    """500: somebody must change the portal first."""
    with translation.override(_language(request)):
        sentence = _("The fault is with the portal. Nothing was half-written; please try again in a moment.")
        return _said(request, 500, sentence)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: it goes away by itself."""
    with translation.override(_language(request)):
        sentence = _(
            "The portal cannot work for the moment. Try again in a minute; if you have just saved something, look "
            "whether it is there."
        )
        answer = _said(request, 503, sentence)
    answer.headers["Retry-After"] = str(AGAIN_AFTER)
    return answer


def _said(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """In the shape that was asked for: a page, a part of a page, or JSON.  Asks neither database nor session.

    Each with the number under which the log tells of it.
    """
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence, "reference": reference()}, status=status)
    said = {"text": sentence, "reference": reference()}
    if request.headers.get("HX-Request"):
        part = render_to_string("components/unavailable.html", said)
        shown = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML show:window:top"}
        return HttpResponse(part, status=status, headers=shown)
    return HttpResponse(render_to_string(f"{status}.html", said), status=status)


def _language(request: HttpRequest) -> str:
    """The person's where they are known already, else the browser's: `accounts.middleware.language`."""
    chosen = [getattr(request, "LANGUAGE_CODE", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    return next((code for code in chosen if code in dict(settings.LANGUAGES)), settings.LANGUAGE_CODE)


def _all_of(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield fault
        fault = fault.__cause__ or fault.__context__


def _passes(fault: BaseException) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in _DISK
    if isinstance(fault, OperationalError | InterfaceError):
        code = getattr(fault.__cause__, "sqlite_errorcode", None)
        return code is None or code & 0xFF in _SQLITE
    return False
