"""Whoever administers accounts does so with a second factor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.middleware.first_password import OPEN, detour
from apps.accounts.models import User
from apps.accounts.views.second_factor import FACTOR
from apps.organisations.kinds import Role
from apps.organisations.querysets import held_by

_OPEN = OPEN | {"accounts:second_factor"}


def second_factor_of_administrators(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead an administrator without one to the page where it is set up; a demonstration account is left alone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: object) -> HttpResponse | None:
        match, user = request.resolver_match, request.user
        if not isinstance(user, User) or (match and match.view_name in _OPEN) or not _lacks_factor(request, user):
            return None
        return detour(request, "accounts:second_factor", _("Set up a second factor first."))

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _lacks_factor(request: HttpRequest, user: User) -> bool:
    if user.is_demonstration or request.session.get(FACTOR):
        return False
    return any(role == Role.ADMINISTRATOR for role, _path in held_by(user))
