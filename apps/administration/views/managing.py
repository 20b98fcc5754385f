"""What is done with accounts of others: made, changed, disabled and enabled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.models import User
from apps.accounts.services import account_disable, account_enable, account_update
from apps.accounts.temporary_password import temporary_password
from apps.administration.access import account_for
from apps.administration.account_forms import AccountForm, NewAccountForm
from apps.organisations.access import requires, user_of


@never_cache
@require_http_methods(["GET", "POST"])
@requires("account.manage")
def new(request: HttpRequest) -> HttpResponse:
    """A new account with its first role; then, this once, the password for the first sign-in."""
    user = user_of(request)
    form = NewAccountForm(_sent(request), user=user)
    password = temporary_password()
    if form.is_valid() and (made := form.make_once(form.service(password, by=user), _address_of)):
        given = form.cleaned_data
        if made.first:
            said = _("The account has been created.")
            return first_password(request, given["username"], given["name"], password, said)
        messages.info(request, _("This account has been created already. Its password is shown once: give another."))
        return redirect(made.address)
    return render(request, "administration/account_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, username: str) -> HttpResponse:
    """Name and telephone of an account."""
    user = user_of(request)
    person = account_for(user, username)
    form = AccountForm(_sent(request), account=person)
    if form.is_valid() and form.carry_out(lambda: account_update(user=person, by=user, **form.details())):
        return _back(request, person, _("The changes have been saved."))
    return render(request, "administration/account_edit.html", {"person": person, "form": form})


@require_http_methods(["GET", "POST"])
def disable(request: HttpRequest, username: str) -> HttpResponse:
    """Shut an account out, knowing what that means."""
    user = user_of(request)
    person = account_for(user, username)
    if request.method == "POST":
        account_disable(user=person, by=user)
        return _back(request, person, _("The account has been disabled."))
    return render(request, "administration/account_disable.html", {"person": person})


@require_POST
def enable(request: HttpRequest, username: str) -> HttpResponse:
    """Let a disabled account sign in again."""
    user = user_of(request)
    person = account_for(user, username)
    account_enable(user=person, by=user)
    return _back(request, person, _("The account can sign in again."))


def first_password(request: HttpRequest, username: str, name: str, password: str, message: str) -> HttpResponse:
    """The page that shows a temporary password, once."""
    context = {"username": username, "name": name, "password": password, "message": message}
    return render(request, "administration/first_password.html", context)


def _address_of(person: User) -> str:
    return reverse("administration:account", args=[person.username])


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _back(request: HttpRequest, person: User, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("administration:account", person.username)
