"""The accounts of the part of the tree that somebody looks after: the list, and one of them."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from apps.accounts.models import User
from apps.accounts.services import device_of
from apps.administration.access import account_seen_by, account_to_open, may_open
from apps.administration.account_filter import AccountFilter
from apps.administration.accounts_list import COLUMNS, listed_rows
from apps.administration.accounts_workbook import AccountsRegister
from apps.administration.manageable_accounts import (
    accounts_manageable_by,
    accounts_visible_to,
    former_roles,
    home_of,
    with_roles,
)
from apps.core.calendar import today
from apps.core.filtering import filters_in
from apps.core.pages import page_of
from apps.organisations.access import may_export_personal_data, requires, user_of
from apps.organisations.querysets import user_paths
from apps.organisations.services import personal_data_open
from apps.workbooks.responses import workbook_response


@require_GET
@requires("account.view")
def accounts(request: HttpRequest) -> HttpResponseBase:
    """The accounts of the person's part of the tree, with their roles there; `?export=xlsx` for a workbook."""
    user = user_of(request)
    filtered = AccountFilter(request.GET, accounts_visible_to(user), request=request)
    if request.GET.get("export") == "xlsx":
        clear = may_export_personal_data(user, user_paths(user, "account.view"))
        file_name, rows = f"{AccountsRegister.title} {today()}.xlsx", listed_rows(filtered.qs, user)
        return workbook_response(
            file_name, AccountsRegister.sheet, COLUMNS, rows, by=user, filters=filters_in(filtered), clear=clear
        )
    page = page_of(request, with_roles(filtered.qs, user))
    return render(request, "administration/accounts.html", {"filter": filtered, "page": page, "today": today()})


@require_GET
def account(request: HttpRequest, username: str) -> HttpResponse:
    """One account: who it is, what it may do, and what can be done about it."""
    user = user_of(request)
    return _page(request, user, account_seen_by(user, username))


@never_cache
@require_POST
def open_phone(request: HttpRequest, username: str) -> HttpResponse:
    """The telephone number of an account in clear, as an htmx fragment or on the page.  Noted in the audit log."""
    user = user_of(request)
    found = account_to_open(user, username)
    phone = personal_data_open(
        target=found, field="phone", subject=found.username, organisation_code=home_of(found), by=user
    )
    if request.headers.get("HX-Request"):
        return render(request, "components/restricted_open.html", {"value": phone})
    return _page(request, user, found, phone=phone)


def _page(request: HttpRequest, user: User, found: User, phone: str = "") -> HttpResponse:
    context = {
        "person": found,
        "phone": phone,
        "has_second_factor": device_of(found) is not None,
        "former": former_roles(found, user),
        "today": today(),
        "is_own": found == user,
        "may_open": may_open(user, found),
        "manageable": accounts_manageable_by(user).filter(pk=found.pk).exists(),
    }
    return render(request, "administration/account.html", context)
