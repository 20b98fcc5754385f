"""Making and changing accounts of others.  Who may do it to whom is for the caller to say."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.services.sessions import sessions_end
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.saving import save_checked
from apps.core.versioning import lock_version


@transaction.atomic
def account_create(
    *,
    username: str,
    name: str,
    password: str,
    by: User | None,
    phone: str = "",
    home: str = "",
    must_change_password: bool = False,
    is_demonstration: bool = False,
) -> User:
    """Create an account.  It may do nothing until a role is granted; `home` says for which organisation it is made.

    Raises `ValidationError` by field.
    """
    user = User(username=username, name=name, phone=phone, home=home, is_demonstration=is_demonstration)
    user.must_change_password = must_change_password
    user.set_password(password)
    save_checked(user)
    said = fields_of(user)
    after = {key: said[key] for key in ("name", "phone", "home") if said[key]}
    record(Act("account.created", username, home, after=after), by=by)
    return user


@transaction.atomic
def account_update(*, user: User, name: str, phone: str | None, by: User | None, version: int | None = None) -> None:
    """Change the name and the telephone of an account (None: it stays).

    `version` is the one that the person saw.  Raises `ValidationError` by field and `StaleVersion`.
    """
    current = lock_version(User.objects.all(), user.pk, version)
    before = fields_of(current)
    current.name = name
    current.phone = current.phone if phone is None else phone
    current.full_clean()
    if difference(before, fields_of(current))[1] or current.phone != user.phone:
        current.save(update_fields=["name", "phone"], by=by)
    _record_change("account.updated", current, before, by)


@transaction.atomic
def account_disable(*, user: User, by: User | None) -> None:
    """Let an account sign in no more and end its sessions.

    Its roles stay as they are.  Raises `ValidationError` where `by` would shut themselves out.
    """
    if by is not None and by.pk == user.pk:
        raise ValidationError(_("Nobody disables their own account: another person does it."))
    _set_active(user, False, "account.disabled", by)
    sessions_end(user=user, by=by)


@transaction.atomic
def account_enable(*, user: User, by: User | None) -> None:
    """Let a disabled account sign in again, with the password and the roles that it has."""
    _set_active(user, True, "account.enabled", by)


def _set_active(user: User, active: bool, action: str, by: User | None) -> None:
    current = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    if current.is_active == active:
        return
    before = fields_of(current)
    current.is_active = active
    current.save(update_fields=["is_active"], by=by)
    _record_change(action, current, before, by)


def _record_change(action: str, user: User, before: dict[str, Any], by: User | None) -> None:
    was, became = difference(before, fields_of(user))
    if became:
        record(Act(action, user.username, user.home, before=was, after=became), by=by)
