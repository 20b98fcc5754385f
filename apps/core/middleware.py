"""Where a request comes from, what it says, and the headers that every answer carries beside those of libraries."""

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

from apps.core.text import visible

Handler = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    # After signing out, the browser's back button has nothing to show.  Static files say themselves how long they keep.
    "Cache-Control": "private, no-store",
}
#: A file that somebody opens in spite of all may load nothing, run nothing and be nobody.
POLICY_OF_A_FILE = "default-src 'none'; sandbox"


def protective_headers(get_response: Handler) -> Handler:
    """Stands before WhiteNoise and below django-csp, which leaves a policy alone that it finds."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Disposition", "").startswith("attachment"):
            response.headers["Content-Security-Policy"] = POLICY_OF_A_FILE
        return response

    return middleware


def address_behind_proxies(get_response: Handler) -> Handler:
    """Put the visitor's address where the portal looks for it, if so many own proxies stand before it.

    Each proxy adds to the right of `X-Forwarded-For` whom it heard: what stands further left anybody can write.  What
    is no address there is nothing: the address of the connection stays.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        heard = request.headers.get("X-Forwarded-For", "").split(",")
        if settings.PROXY_COUNT and len(heard) >= settings.PROXY_COUNT:
            found = plain_address(heard[-settings.PROXY_COUNT])
            request.META["REMOTE_ADDR"] = found or request.META.get("REMOTE_ADDR", "")
        return get_response(request)

    return middleware


def plain_address(heard: str) -> str:
    """`1.2.3.4` of `1.2.3.4:5678`, `2001:db8::1` of `[2001:db8::1]:5678`; empty where there is none."""
    for candidate in (heard.strip(), heard.strip().rpartition(":")[0]):
        try:
            found = ip_address(candidate.removeprefix("[").removesuffix("]"))
        except ValueError:
            continue
        if isinstance(found, IPv6Address):
            # One machine is counted once, however it is written; a zone means something on the proxy only.
            return str(found.ipv4_mapped or IPv6Address(int(found)))
        return str(found)
    return ""


class VisibleText:
    """What a request says, in its address and in its form, is taken without what nobody sees (`core.text`).

    Here every form, filter and API passes, so none can forget it; a line break of a browser becomes one sign before
    anybody counts.  Outer blanks stay for the fields to trim, and passwords stay as they are.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _visible(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Behind the check for forgery, which has read the form already."""
        if request.method == "POST":
            request.POST = _visible(request.POST)  # type: ignore[assignment]


def _visible(data: QueryDict) -> QueryDict:
    sent = list(data.lists())
    seen = [(visible(name), texts if "password" in name else [visible(text) for text in texts]) for name, texts in sent]
    if seen == sent:
        return data
    shown = QueryDict(mutable=True)
    for name, texts in seen:
        shown.setlist(name, texts)
    shown._mutable = False
    return shown
