"""The language of a page: the person's profile, then the cookie, then `LANGUAGE_CODE`.

Never Accept-Language: an office computer set to English still opens in Chinese.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]


def language_for(request: HttpRequest) -> str:
    offered = dict(settings.LANGUAGES)
    chosen = [getattr(request.user, "language", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")]
    return next((code for code in chosen if code in offered), settings.LANGUAGE_CODE)


def language_of_user(get_response: Handler) -> Handler:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = language_for(request)  # as Django's own middleware does
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
            response.headers["Content-Language"] = translation.get_language() or ""
            return response

    return middleware
