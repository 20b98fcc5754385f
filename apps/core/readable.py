"""What nobody can read is not taken: 400.  What can be read but not seen is dropped (`core.middleware.VisibleText`)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

READABLE = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
#: Longer ones no web server lets through, and no database looks for.
LONGEST_IN_AN_ADDRESS = 10_000


def readable_only(get_response: Handler) -> Handler:
    """Refuse what nobody meant: bodies that are not UTF-8, NULs in a path or a cookie, addresses without end.

    Stands before whatever looks at them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "").lower() not in READABLE:
            raise BadRequest("a body that is not UTF-8")
        if any("\0" in text for text in (request.path, *request.COOKIES.values())):
            raise BadRequest("a NUL in an address or a cookie")
        if any(len(text) > LONGEST_IN_AN_ADDRESS for _name, texts in request.GET.lists() for text in texts):
            raise BadRequest("an address without end")
        return get_response(request)

    return middleware


class ReadableRequest(WSGIRequest):
    """A request whose Content-Type may be nonsense: Django would fail before any middleware is asked."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {"charset": "unknown"}
