"""Whoever is led to the sign-in comes back to the page where they were."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from apps.accounts.redirects import page_to_come_back_to


def login_redirect(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """For a page Django does it; a part of a page and a form would come back to what shows no page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        location = response.headers.get("Location")
        if location and location.startswith(f"{resolve_url(settings.LOGIN_URL)}?"):
            return led_to(request, redirect_to_login(page_to_come_back_to(request)))
        return response

    return middleware


def led_to(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """A redirect as its asker understands it: a part of a page takes the whole page along."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page.headers["Location"]})
    return page
