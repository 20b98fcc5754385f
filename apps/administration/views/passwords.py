"""Temporary passwords for others, and what else lets somebody in again."""

from typing import IO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.services import lockout_release
from apps.administration.access import account_for
from apps.administration.account_forms import FirstPasswordsForm, ResetForm
from apps.administration.manageable_accounts import awaiting_first_sign_in
from apps.administration.passwords_sheet import write_passwords
from apps.administration.services import password_give, passwords_issue, second_factor_take
from apps.core.calendar import today
from apps.organisations.access import requires, user_of
from apps.workbooks.responses import download


@never_cache
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, username: str) -> HttpResponse:
    """A temporary password for somebody who forgot theirs, shown this once."""
    user = user_of(request)
    person = account_for(user, username)
    form = ResetForm(_sent(request))
    if form.is_valid() and form.carry_out(lambda: form.keep(password_give(user=person, by=user))):
        context = {"username": username, "name": person.name, "password": form.password}
        return render(request, "administration/first_password.html", {**context, "message": _("A new password")})
    return render(request, "administration/account_password.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """Take the second factor away from somebody who lost the telephone."""
    user = user_of(request)
    person = account_for(user, username)
    if request.method == "POST":
        second_factor_take(user=person, by=user)
        messages.success(request, _("The second factor has been taken away: the password alone is asked for."))
        return redirect("administration:account", username)
    return render(request, "administration/account_second_factor.html", {"person": person})


@require_POST
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    """Let somebody try again who mistyped too often."""
    user = user_of(request)
    person = account_for(user, username)
    if lockout_release(user=person, by=user):
        messages.success(request, _("The lock-out has been released: the person can sign in again at once."))
    else:
        messages.info(request, _("This account was not locked."))
    return redirect("administration:account", username)


@never_cache
@require_http_methods(["GET", "POST"])
@requires("account.manage")
def first_passwords(request: HttpRequest) -> HttpResponseBase:
    """Passwords for accounts that have never signed in: chosen, then on one sheet to download."""
    user = user_of(request)
    form = FirstPasswordsForm(_sent(request), among=awaiting_first_sign_in(user))
    if form.is_valid():
        issued = passwords_issue(accounts=form.chosen, by=user)

        def write(file: IO[bytes]) -> None:
            write_passwords(file, issued, by=user)

        return download(_("Passwords for the first sign-in %(day)s.xlsx") % {"day": today()}, write)
    return render(request, "administration/first_passwords.html", {"form": form})


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
