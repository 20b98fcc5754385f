"""What nobody can read is not taken: a NUL in what is typed is dropped, whatever else is no text gets 400."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict

Handler = Callable[[HttpRequest], HttpResponse]

READABLE = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
#: Longer ones no web server lets through, and no database looks for.
LONGEST_IN_AN_ADDRESS = 10_000


def readable_only(get_response: Handler) -> Handler:
    """Keep from all pages what no database takes: NULs, and bodies that are not UTF-8.

    In forms and behind the ``?`` of an address a NUL is dropped like other control signs; in the way to a page, in a
    cookie and where the signs are said to be others, nobody meant anything: 400.  Stands before whatever looks at them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "").lower() not in READABLE:
            raise BadRequest("a body that is not UTF-8")
        if any("\0" in text for text in (request.path, *request.COOKIES.values())):
            raise BadRequest("a NUL in an address or a cookie")
        request.GET = _without_nul(request.GET)  # type: ignore[assignment]
        if any(len(text) > LONGEST_IN_AN_ADDRESS for _name, texts in request.GET.lists() for text in texts):
            raise BadRequest("an address without end")
        return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> None:
        if request.method == "POST":
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


class ReadableRequest(WSGIRequest):
    """A request whose Content-Type may be nonsense: Django would fail before any middleware is asked."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {"charset": "unknown"}


def _without_nul(sent: QueryDict) -> QueryDict:
    if not any("\0" in text for name, texts in sent.lists() for text in (name, *texts)):
        return sent
    clean = QueryDict(mutable=True)
    for name, texts in sent.lists():
        clean.setlist(name.replace("\0", ""), [text.replace("\0", "") for text in texts])
    clean._mutable = False
    return clean
