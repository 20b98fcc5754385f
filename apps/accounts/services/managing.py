"""Making and changing accounts of others."""

from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import Act, record


@transaction.atomic
def account_create(*, username: str, name: str, password: str, by: User | None, is_demonstration: bool = False) -> User:
    """Create an account.  It may do nothing until a role is granted."""
    user = User(username=username, name=name, is_demonstration=is_demonstration)
    user.set_password(password)
    user.full_clean()
    user.save()
    record(Act("account.created", target=username, after={"name": name}), by=by)
    return user


@transaction.atomic
def account_disable(*, user: User, by: User | None) -> None:
    """Let an account sign in no more; whoever is signed in with it is out at the next page."""
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(Act("account.disabled", target=user.username, before={"is_active": True}, after={"is_active": False}), by=by)
