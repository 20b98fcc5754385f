"""One's own account."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.accounts.models import User
from apps.accounts.selectors import sign_ins_of
from apps.core.pages import page_of


def own_account(request: HttpRequest) -> User:
    """The account of whoever asks; 403 for nobody."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def me(request: HttpRequest) -> HttpResponse:
    """Name, password, sessions, and when somebody signed in under this name."""
    user = own_account(request)
    page = page_of(request, sign_ins_of(user), per_page=20)
    return render(request, "accounts/me.html", {"account": user, "page": page})


def still_here(_request: HttpRequest) -> HttpResponse:
    """Asked by a page whose reader wants to stay: that it was asked keeps the session alive."""
    return HttpResponse(status=204)
