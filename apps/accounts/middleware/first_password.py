"""Whoever got a temporary password chooses their own before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

#: Where one may go without: the views by name.
OPEN = frozenset({"accounts:password", "accounts:logout", "accounts:language", "portal:healthz"})


def first_password(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not getattr(request.user, "must_change_password", False) or (match and match.view_name in OPEN):
            return None
        return _led_to_the_page(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _led_to_the_page(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Choose a password of your own first.")}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": resolve_url("accounts:password")})
    return redirect("accounts:password")
