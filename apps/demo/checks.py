"""`check --deploy` refuses a portal whose demonstration accounts can sign in: everybody knows their passwords."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error
from django.db import DatabaseError


def no_demonstration_accounts(**_options: Any) -> list[CheckMessage]:
    """An error where there are such accounts; nothing where there is no database yet."""
    try:
        found = get_user_model().objects.filter(is_demonstration=True, is_active=True).count()
    except DatabaseError:
        return []
    if not found:
        return []
    hint = "Start with an empty database; `load_demo` is for trying the portal."
    return [Error(f"{found} demonstration accounts with known passwords can sign in.", hint=hint, id="demo.E001")]
