"""Remembers where the current request comes from, for the audit entries that it writes."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_address: ContextVar[str] = ContextVar("address", default="")


def current_address() -> str:
    """The network address of the current request; empty in a command or a worker."""
    return _address.get()


def remember_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        token = _address.set(str(request.META.get("REMOTE_ADDR", "")))
        try:
            return get_response(request)
        finally:
            _address.reset(token)

    return middleware
