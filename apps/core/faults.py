"""What people see when the portal cannot do its work: out of reach is something else than broken."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

#: After so many seconds it is worth another try: a database that restarts needs less.
RETRY_AFTER = 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def fault(request: HttpRequest) -> HttpResponseBase:
    """The answer to whatever no view caught (``handler500``), wherever it was raised, middleware included.

    503 with Retry-After where the database is away or a disk is full, 400 where the request broke off, else 500.
    """
    raised = sys.exc_info()[1]
    if isinstance(raised, UnreadablePostError):
        return HttpResponse(status=400)
    if isinstance(raised, OperationalError | InterfaceError):
        return _unavailable(request, _("The portal cannot reach its data at the moment"))
    if isinstance(raised, OSError) and raised.errno in _FULL:
        return _unavailable(request, _("The portal has no room left to store anything"))
    return server_error(request)


def _unavailable(request: HttpRequest, title: str) -> HttpResponse:
    text = _("Nothing was half-written. Wait a moment, then try again; go back to find what you typed.")
    response: HttpResponse
    if request.path == "/healthz":
        response = JsonResponse({"database": False}, status=503)
    elif request.path.startswith("/api/"):
        response = JsonResponse({"detail": f"{title}. {text}"}, status=503)
    else:
        response = render(request, "503.html", {"title": title, "text": text}, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response
