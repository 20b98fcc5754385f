"""Signing in and out."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from apps.accounts.devices import device_name
from apps.accounts.forms import SignInForm
from apps.accounts.models import User
from apps.accounts.pending_login import PendingLogin, begin_pending_login, pending_login_of, turn_back
from apps.accounts.selectors import tried_since_last_sign_in
from apps.accounts.services import device_of
from apps.accounts.sessions import ADDRESS, DEVICE, SEEN, STARTED
from apps.accounts.spraying import FREE, accounts_tried, remember_browser
from apps.accounts.throttling import lockout_minutes, was_counted
from apps.audit.middleware import current_address
from apps.audit.models import Entry
from apps.audit.services import Act, record


class SignIn(LoginView):
    """One POST with user name and password; what went wrong is said in one sentence, whatever it was."""

    template_name = "accounts/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if device_of(user) is not None:
            begin_pending_login(self.request, PendingLogin(user, self.get_success_url()))
            return redirect("accounts:code")
        return enter(self.request, user, self.get_success_url())

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if was_counted(self.request):
            _note_failure("account.sign_in_failed", form.data.get("username", ""))
        return super().form_invalid(form)


def enter(request: HttpRequest, user: User, following: str) -> HttpResponse:
    """Sign `user` in, everything that was asked for has been given, and go on to the page that they wanted."""
    tried = tried_since_last_sign_in(user)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    turn_back(request)
    now, device = int(time.time()), device_name(request.headers.get("User-Agent", ""))
    request.session.update({STARTED: now, SEEN: now, ADDRESS: current_address(), DEVICE: device})
    record(Act("account.signed_in", user.username, after={"device": device}), by=user)
    _tell(request, tried)
    response = redirect(following)
    remember_browser(request, response, user)
    return response


def _tell(request: HttpRequest, tried: list[Entry]) -> None:
    """That somebody tried to sign in under this name meanwhile."""
    if not tried:
        return
    moment = date_format(timezone.localtime(tried[0].at), "DATETIME_FORMAT")
    said = ngettext(
        "Since your last sign-in, %(count)d attempt to sign in under your name failed, %(moment)s, from "
        "%(address)s. If that was not you, tell your township office and choose a new password.",
        "Since your last sign-in, %(count)d attempts to sign in under your name failed, the last one %(moment)s, from "
        "%(address)s. If that was not you, tell your township office and choose a new password.",
        len(tried),
    )
    messages.warning(request, said % {"count": len(tried), "moment": moment, "address": tried[0].address or "–"})


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
    pending = pending_login_of(request)
    turn_back(request)
    following = pending.following if pending else request.POST.get("next", "")
    context = {"form": SignInForm(request), "next": following}
    if waits := getattr(request, "address_waits", 0):
        context["wait_seconds"] = waits
        response = render(request, "accounts/login.html", context, status=429)
        response.headers["Retry-After"] = str(waits)
        return response
    return render(request, "accounts/login.html", context | {"locked_minutes": lockout_minutes()}, status=429)


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without the password: villages have no e-mail."""
    return render(request, "accounts/forgotten.html")


def _note_failure(action: str, typed: str) -> None:
    """Write down whose sign-in failed; what is no account might be a password in the wrong field."""
    known = User.objects.filter(username=typed).exists()
    record(Act(action, typed if known else ""), by=None)
    if accounts_tried(current_address()) == FREE + 1:
        record(Act("account.many_tried", ""), by=None)
