"""Remembers where the current request comes from and over which token, for the audit entries that it writes."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_address: ContextVar[str] = ContextVar("address", default="")
_token: ContextVar[str] = ContextVar("token", default="")


def current_address() -> str:
    """The network address of the current request; empty in a command or a worker."""
    return _address.get()


def current_token() -> str:
    """The name of the token by which a program asks; empty for people."""
    return _token.get()


def act_over(token: str) -> None:
    """Let whatever this request writes tell of the token by which it came."""
    _token.set(token)


def remember_address(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        address, over = _address.set(str(request.META.get("REMOTE_ADDR", ""))), _token.set("")
        try:
            return get_response(request)
        finally:
            _address.reset(address)
            _token.reset(over)

    return middleware
