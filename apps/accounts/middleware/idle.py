"""Sessions that nobody used for a while end."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from apps.accounts.devices import is_handheld
from apps.accounts.polling import asks_by_itself
from apps.accounts.sessions import SEEN

#: So often the moment of the last page is written down.
NOTED_EVERY = 60


def idle_time_out(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever has not asked for a page for too long; a phone is put away for longer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            now = time.time()
            idle = now - request.session.get(SEEN, now)
            if idle > idle_seconds(request):
                request.session.flush()
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object) -> None:
        if SESSION_KEY in request.session and not asks_by_itself(view):
            now = int(time.time())
            if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
                request.session[SEEN] = now

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def idle_seconds(request: HttpRequest) -> int:
    """How long this browser may rest, in seconds."""
    handheld = is_handheld(request.headers.get("User-Agent", ""))
    minutes: int = settings.IDLE_MINUTES_HANDHELD if handheld else settings.IDLE_MINUTES
    return minutes * 60
