"""What a password must be (quality.md, "Security").  Django asks these when one is chosen; so they read on the page."""

from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User

#: Lower-case letters, capitals, digits, anything else.
CLASSES = 3
#: The present password and the ones before it.
REMEMBERED = 5


class LengthValidator(MinimumLengthValidator):
    def get_help_text(self) -> str:
        return _("At least %(count)d characters.") % {"count": self.min_length}

    get_error_message = get_help_text


class UncommonValidator(CommonPasswordValidator):
    def get_help_text(self) -> str:
        return _("None of the passwords that many people use.")

    get_error_message = get_help_text


class DissimilarValidator(UserAttributeSimilarityValidator):
    def get_help_text(self) -> str:
        return _("Nothing like your name or your user name.")

    get_error_message = get_help_text


class ClassesValidator:
    """At least three of: lower-case letters, capitals, digits, other signs."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django passes both
        found = {_class_of(sign) for sign in password}
        if len(found) < CLASSES:
            raise ValidationError(self.get_help_text(), code="password_too_simple")

    def get_help_text(self) -> str:
        return _("Mix at least three of these: lower-case letters, capitals, digits, other signs.")


class FormerPasswordsValidator:
    """Not the present password, nor one of the four before it."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is None or user.pk is None:
            return
        former = user.former_passwords.values_list("password", flat=True)[: REMEMBERED - 1]
        if any(check_password(password, known) for known in (user.password, *former)):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self) -> str:
        return _("None of your last five passwords.")


def _class_of(sign: str) -> Any:
    return "digit" if sign.isdigit() else "lower" if sign.islower() else "upper" if sign.isupper() else "other"
