"""Choosing a password, and giving a temporary one to somebody who forgot theirs."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import FormerPassword, User
from apps.accounts.password_rules import REMEMBERED
from apps.accounts.services.lockout import lockout_release
from apps.accounts.services.sessions import sessions_end
from apps.accounts.temporary_password import temporary_password
from apps.audit.services import Act, record


@transaction.atomic
def password_change(*, user: User, password: str, by: User | None, keep: str | None = None) -> None:
    """Set the password that `user` has chosen, and end their other sessions; `keep` is the key of this one.

    Raises `ValidationError` with what the rules say, and for a demonstration account: everybody tries with those.
    """
    _refuse_demonstration(user)
    validate_password(password, user)
    _set(user, password, must_change=False)
    record(Act("account.password_changed", user.username), by=by)
    sessions_end(user=user, keep=keep, by=by)


@transaction.atomic
def password_reset(*, user: User, by: User | None) -> str:
    """Give `user` a temporary password, which is returned once and must be changed at the next sign-in.

    Ends their sessions and any lock-out.  Raises `ValidationError` for a demonstration account.
    """
    _refuse_demonstration(user)
    password = temporary_password()
    _set(user, password, must_change=True)
    record(Act("account.password_reset", user.username), by=by)
    sessions_end(user=user, by=by)
    lockout_release(user=user, by=by)
    return password


def _refuse_demonstration(user: User) -> None:
    if user.is_demonstration:
        raise ValidationError(_("The password of a demonstration account stays as it is: others try with it too."))


def _set(user: User, password: str, *, must_change: bool) -> None:
    FormerPassword.objects.create(user=user, password=user.password)
    kept = user.former_passwords.values_list("pk", flat=True)[:REMEMBERED]
    user.former_passwords.exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])
