"""Headers that every answer carries beside those of Django's SecurityMiddleware and django-csp."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
