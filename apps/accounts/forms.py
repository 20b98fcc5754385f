from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.accounts.throttling import is_locked_out, lockout_minutes, password_fits


class SignInForm(AuthenticationForm):
    """User name and password; one sentence for every way of getting it wrong."""

    error_messages = {
        "invalid_login": _("User name or password is wrong. Mind capital letters."),
        "inactive": _("User name or password is wrong. Mind capital letters."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update({"class": "form-control", "autocomplete": "username"})
        self.fields["password"].widget.attrs.update({"class": "form-control"})


class PasswordForm(PasswordChangeForm):
    """The present password, and the new one twice; the rules stand below it."""

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self._request = request
        self.fields["new_password1"].help_text = password_validators_help_text_html()

    def clean_old_password(self) -> str:
        return _present(self._request, self.user, self.cleaned_data["old_password"])


class CodeForm(forms.Form):
    """Six digits of the telephone, or a recovery code."""

    code = forms.CharField(
        label=pgettext_lazy("second factor", "Code"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none"}),
        error_messages={"required": _("Enter the code.")},
    )


class PresentPasswordForm(forms.Form):
    """The present password, before something that weakens or renews the protection of an account."""

    password = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request, self._user = request, user

    def clean_password(self) -> str:
        return _present(self._request, self._user, self.cleaned_data["password"])


def _present(request: HttpRequest, user: User, password: str) -> str:
    """The password, if it is the present one of `user`."""
    if password_fits(request, user, password):
        return password
    if is_locked_out(request, user):
        raise forms.ValidationError(
            _("Too many wrong passwords. Try again in %(minutes)d minutes.") % {"minutes": lockout_minutes()}
        )
    raise forms.ValidationError(_("This is not your present password."))
