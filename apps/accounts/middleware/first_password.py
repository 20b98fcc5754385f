"""Whoever got a temporary password chooses their own before anything else."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from apps.accounts.middleware.login_redirect import led_to
from apps.accounts.redirects import page_to_come_back_to

#: Where one may go without: the views by name.
OPEN = frozenset({"accounts:password", "accounts:logout", "accounts:language", "portal:healthz"})


def first_password(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> HttpResponse | None:
        match = request.resolver_match
        if not getattr(request.user, "must_change_password", False) or (match and match.view_name in OPEN):
            return None
        return detour(request, "accounts:password", _("Choose a password of your own first."))

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def detour(request: HttpRequest, page: str, sentence: str) -> HttpResponse:
    """To the page with that name first, from where it goes on to the one that was asked for; programs are told so."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence}, status=403)
    address = f"{resolve_url(page)}?{urlencode({'next': page_to_come_back_to(request)}, safe='/')}"
    return led_to(request, redirect(address))
