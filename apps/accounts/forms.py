from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


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

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].help_text = password_validators_help_text_html()
