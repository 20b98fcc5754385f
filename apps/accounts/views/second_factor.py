"""The second factor of one's own account, and the page that asks for it at the sign-in."""

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_otp.util import random_hex

from apps.accounts.forms import CodeForm, PresentPasswordForm
from apps.accounts.models import User
from apps.accounts.pending_login import pending_login_of
from apps.accounts.redirects import following
from apps.accounts.services import (
    TooSoon,
    device_of,
    recovery_codes_make,
    second_factor_set_up,
    second_factor_switch_off,
    telephone_of,
)
from apps.accounts.throttling import code_fits
from apps.accounts.views.own import own_account
from apps.accounts.views.signing_in import enter

#: In the session of whoever has given a second factor, or has just set it up.
FACTOR = "_factor"
#: In the session of whoever sets one up: the key of the telephone.
NEW_KEY = "_new_key"


def second_factor(request: HttpRequest) -> HttpResponse:
    """How it stands; without one, the way to set it up."""
    user, session = own_account(request), request.session
    if device_of(user) is not None:
        return render(request, "accounts/second_factor.html", {"form": PresentPasswordForm(request, user)})
    # Every session has a key of its own, so nobody who was signed in before knows the one that counts.
    key = session.setdefault(NEW_KEY, random_hex())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            code, keep = form.cleaned_data["code"], session.session_key
            codes = second_factor_set_up(user=user, key=key, code=code, keep=keep, by=user)
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            del session[NEW_KEY]
            session[FACTOR] = True
            return _shown_once(request, codes)
    address = telephone_of(user, key).config_url
    context = {"form": form, "picture": _picture(address), "secret": _grouped(address)}
    return render(request, "accounts/second_factor_new.html", context)


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new ones, against the password."""
    user = own_account(request)
    form = PresentPasswordForm(request, user, request.POST)
    if device_of(user) is None or not form.is_valid():
        return render(request, "accounts/second_factor.html", {"form": form})
    return _shown_once(request, recovery_codes_make(user=user, by=user))


@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    """No second factor any more, against the password."""
    user = own_account(request)
    form = PresentPasswordForm(request, user, request.POST)
    if not form.is_valid():
        return render(request, "accounts/second_factor.html", {"form": form})
    second_factor_switch_off(user=user, by=user)
    request.session.pop(FACTOR, None)
    messages.success(request, _("The second factor is switched off."))
    return redirect("accounts:me")


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """Between the password and the portal, for whoever has a second factor."""
    pending = pending_login_of(request)
    if pending is None:
        return redirect("accounts:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_right(request, pending.user, form):
        response = enter(request, pending.user, pending.following)
        request.session[FACTOR] = True
        return response
    return render(request, "accounts/code.html", {"form": form})


def _is_right(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Whether the code of the form is; if not, the form says why."""
    try:
        if code_fits(request, user, form.cleaned_data["code"]):
            return True
        form.add_error("code", _("This code is not right, or was used before."))
    except TooSoon as wait:
        sentence = ngettext(
            "After a wrong code, wait %(count)d second before you enter the next.",
            "After a wrong code, wait %(count)d seconds before you enter the next.",
            wait.seconds,
        )
        form.add_error("code", sentence % {"count": wait.seconds})
    return False


def _shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes, and from there on to the page that was asked for."""
    context = {"codes": codes, "following": following(request, otherwise="accounts:me")}
    return render(request, "accounts/recovery_codes.html", context)


def _picture(address: str) -> SafeString:
    """The address of the key as a QR code, drawn as SVG without any style."""
    drawing = segno.make(address, error="m").svg_inline(scale=5, border=2, light="#fff")
    return mark_safe(drawing)  # noqa: S308 - segno draws modules only


def _grouped(address: str) -> str:
    """The key in groups of four, for telephones without a camera."""
    key = address.partition("secret=")[2].partition("&")[0]
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
