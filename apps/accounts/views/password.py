"""Choosing one's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.accounts.forms import PasswordForm
from apps.accounts.redirects import following
from apps.accounts.services import password_change
from apps.accounts.views.own import own_account


def password(request: HttpRequest) -> HttpResponse:
    """The present password once, the new one twice; a first sign-in leads here before anything else."""
    user = own_account(request)
    form = PasswordForm(request, user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keep = request.session.session_key
            password_change(user=user, password=form.cleaned_data["new_password1"], by=user, keep=keep)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. You are signed out everywhere else."))
            return redirect(following(request))
    return render(request, "accounts/password.html", {"form": form, "first": user.must_change_password})
