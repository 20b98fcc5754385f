"""An empty portal asks nobody to sign in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.first_run.services import is_empty


def first_run(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead from the sign-in page to setting up while nobody has an account.  One query on that page, none elsewhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and request.path == reverse("accounts:login") and is_empty():
            return redirect("first_run:begin")
        return get_response(request)

    return middleware
