"""An account together with its first role."""

from datetime import date

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services import account_create
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.organisations.services import credentials_given, role_grant


@transaction.atomic
def account_open(
    *,
    username: str,
    name: str,
    phone: str,
    password: str,
    role: Role,
    organisation: Organisation,
    start: date,
    end: date | None,
    by: User | None,
) -> User:
    """An account with its first role; `password` is for the first sign-in and changed there.

    Raises `ValidationError` by field: nothing is written then.
    """
    user = account_create(
        username=username,
        name=name,
        phone=phone,
        password=password,
        home=organisation.code,
        must_change_password=True,
        by=by,
    )
    credentials_given(user=user, by=by)
    role_grant(user=user, role=role, organisation=organisation, start=start, end=end, by=by)
    return user
