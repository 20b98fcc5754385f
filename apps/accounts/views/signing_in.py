"""Signing in and out."""

import time
from math import ceil

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts.attempts import lockout_minutes, was_counted
from apps.accounts.devices import device_name
from apps.accounts.forms import SignInForm
from apps.accounts.half_way import HalfWay, go_half_way, half_way_of, turn_back
from apps.accounts.models import User
from apps.accounts.selectors import tried_since_last_time
from apps.accounts.services import device_of
from apps.accounts.sessions import ADDRESS, DEVICE, SEEN, STARTED
from apps.accounts.spraying import is_known, remember, wait_of
from apps.audit.middleware import current_address
from apps.audit.services import Act, record


class SignIn(LoginView):
    """One POST with user name and password; what went wrong is said in one sentence, whatever it was."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Nothing is tried while the address has to wait."""
        wait = wait_of(current_address())
        if wait and not is_known(request, request.POST.get("username", "")):
            context = {"form": SignInForm(request), "wait_seconds": ceil(wait.total_seconds())}
            return render(request, self.template_name, {**context, "next": request.POST.get("next", "")}, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if device_of(user) is not None:
            go_half_way(self.request, HalfWay(user, self.get_success_url()))
            return redirect("accounts:code")
        return enter(self.request, user, self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if was_counted(self.request):
            _note_failure("account.sign_in_failed", form.data.get("username", ""))
            if wait_of(current_address()):
                record(Act("account.spraying_slowed", ""), by=None)
        return super().form_invalid(form)


def enter(request: HttpRequest, user: User, following: str) -> HttpResponse:
    """Sign `user` in, everything that was asked for has been given, and go on to `following`.

    Whoever owns the account learns of what others tried under its name since the last time.
    """
    tried = tried_since_last_time(user, current_address())
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    turn_back(request)
    now, device = int(time.time()), device_name(request.headers.get("User-Agent", ""))
    request.session.update({STARTED: now, SEEN: now, ADDRESS: current_address(), DEVICE: device})
    record(Act("account.signed_in", user.username, after={"device": device}), by=user)
    if tried:
        _tell(request, tried)
    return remember(request, redirect(following), user)


def _tell(request: HttpRequest, tried: int) -> None:
    said = ngettext(
        "Since your last sign-in somebody failed once to sign in under your name. Was it you? If not, change your "
        "password and tell your township office.",
        "Since your last sign-in somebody failed %(number)d times to sign in under your name. Was it you? If not, "
        "change your password and tell your township office.",
        tried,
    )
    link = format_html('<a href="{}">{}</a>', reverse("accounts:me"), _("Sign-ins under my name"))
    messages.warning(request, format_html("{} {}", said % {"number": tried}, link))


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if isinstance(request.user, User):
            record(Act("account.signed_out", target=request.user.username), by=request.user)
        return super().post(request, *args, **kwargs)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None) -> HttpResponse:
    """After too many wrong passwords and codes for one account from one address; the same for no account at all.

    The lock-out itself is noted, not everything that is tried while it lasts.  Whoever is signed in stays so.
    """
    if was_counted(request):
        _note_failure("account.locked_out", (credentials or {}).get("username") or "")
    if request.user.is_authenticated:
        return response
    half_way = half_way_of(request)
    turn_back(request)
    following = half_way.following if half_way else request.POST.get("next", "")
    context = {"form": SignInForm(request), "locked_minutes": lockout_minutes(), "next": following}
    return render(request, "accounts/login.html", context, status=429)


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without the password: villages have no e-mail."""
    return render(request, "accounts/forgotten.html")


def _note_failure(action: str, typed: str) -> None:
    """Write down whose sign-in failed; what is no account might be a password in the wrong field."""
    known = User.objects.filter(username=typed).exists()
    record(Act(action, typed if known else ""), by=None)
