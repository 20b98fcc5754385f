"""Room for the deep calls of a page.

CPython keeps the frames of a thread in pieces of 16 kB, and gives a piece back to the system with the last frame in it:
a loop whose calls lie just across the end of a piece asks the system for memory with each of them.  Which pages that
hits is chance; it was up to a third of their time.  A frame that is itself large gets a piece with room for all below.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
#: Values; the piece has the next power of two, and what is left of it takes the deeper frames.
ROOM = 40_000


def room(get_response: Handler) -> Handler:
    """Stands before all other middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.__code__ = middleware.__code__.replace(co_stacksize=ROOM)
    return middleware
