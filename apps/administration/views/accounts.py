"""The accounts of the part of the tree that somebody looks after."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.administration.filters import AccountFilter
from apps.administration.selectors import accounts_visible_to
from apps.core.pages import page_of
from apps.organisations.access import requires, user_of


@requires("account.view")
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts of the person's part of the tree, with their roles."""
    filtered = AccountFilter(request.GET, accounts_visible_to(user_of(request)))
    return render(request, "administration/accounts.html", {"filter": filtered, "page": page_of(request, filtered.qs)})
