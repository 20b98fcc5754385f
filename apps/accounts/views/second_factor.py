"""The second factor of one's own account, and the page that asks for it at the sign-in."""

import time
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apps.accounts.forms import CodeForm, PresentPasswordForm
from apps.accounts.models import User
from apps.accounts.services import (
    device_of,
    recovery_codes_make,
    second_factor_begin,
    second_factor_check,
    second_factor_set_up,
    second_factor_switch_off,
)
from apps.accounts.views.own import own_account
from apps.accounts.views.signing_in import HALF_WAY, enter

#: In the session of whoever has given a second factor, or has just set it up.
FACTOR = "_factor"
#: So long the password is remembered while the code is typed.
HALF_WAY_SECONDS = 300


def second_factor(request: HttpRequest) -> HttpResponse:
    """How it stands; without one, the way to set it up."""
    user = own_account(request)
    if device_of(user) is not None:
        return render(request, "accounts/second_factor.html", {"form": PresentPasswordForm(user)})
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            codes = second_factor_set_up(user=user, code=form.cleaned_data["code"], by=user)
            request.session[FACTOR] = True
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
        except ValidationError as refusal:
            form.add_error("code", refusal)
    device = second_factor_begin(user=user)
    secret = _grouped(device.config_url)
    context = {"form": form, "picture": _picture(device.config_url), "secret": secret}
    return render(request, "accounts/second_factor_new.html", context)


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ten new ones, against the password."""
    user = own_account(request)
    form = PresentPasswordForm(user, request.POST)
    if device_of(user) is None or not form.is_valid():
        return render(request, "accounts/second_factor.html", {"form": form})
    return render(request, "accounts/recovery_codes.html", {"codes": recovery_codes_make(user=user, by=user)})


@require_POST
def switch_off(request: HttpRequest) -> HttpResponse:
    """No second factor any more, against the password."""
    user = own_account(request)
    form = PresentPasswordForm(user, request.POST)
    if not form.is_valid():
        return render(request, "accounts/second_factor.html", {"form": form})
    second_factor_switch_off(user=user, by=user)
    request.session.pop(FACTOR, None)
    messages.success(request, _("The second factor is switched off."))
    return redirect("accounts:me")


@login_not_required
def code(request: HttpRequest) -> HttpResponse:
    """Between the password and the portal, for whoever has a second factor."""
    user = _half_way(request)
    if user is None:
        return redirect("accounts:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        following = request.session[HALF_WAY].get("next", "")
        if second_factor_check(user=user, code=form.cleaned_data["code"]):
            enter(request, user)
            request.session[FACTOR] = True
            safe = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
            return redirect(following if safe else "portal:home")
        form.add_error("code", _("This code is not right, or was used before. After several wrong ones wait a while."))
    return render(request, "accounts/code.html", {"form": form})


def _half_way(request: HttpRequest) -> User | None:
    """Who has given the password a moment ago."""
    half: dict[str, Any] = request.session.get(HALF_WAY, {})
    if not half or time.time() - half["at"] > HALF_WAY_SECONDS:
        return None
    return User.objects.filter(pk=half["user"], is_active=True).first()


def _picture(address: str) -> SafeString:
    """The address of the key as a QR code, drawn as SVG without any style."""
    drawing = segno.make(address, error="m").svg_inline(scale=5, border=2, light="#fff")
    return mark_safe(drawing)  # noqa: S308 - segno draws modules only


def _grouped(address: str) -> str:
    """The key in groups of four, for telephones without a camera."""
    key = address.partition("secret=")[2].partition("&")[0]
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))
