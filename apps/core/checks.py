"""What must hold of the settings of a portal that is in service with people's data."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

LEAST_KEY = 50
LEAST_TOKEN = 20
LEAST_SIGNS = 10


def settings_of_production(**_options: Any) -> list[CheckMessage]:
    """Errors that `check --deploy` names and with which nothing starts in production."""
    return [Error(said, hint=hint, id=f"core.E00{number}") for number, said, hint in _faults()]


def _faults() -> Iterator[tuple[int, str, str]]:
    key = str(settings.SECRET_KEY)
    if len(key) < LEAST_KEY or len(set(key)) < LEAST_SIGNS or key.startswith("django-insecure"):
        hint = "python3 -c 'import secrets; print(secrets.token_hex(32))' makes a good one."
        yield 1, f"SECRET_KEY can be guessed: give {LEAST_KEY} random characters or more.", hint
    if settings.DEBUG:
        yield 2, "DEBUG is on: pages of faults would show data and settings.", "Leave DEBUG out."
    if "*" in settings.ALLOWED_HOSTS:
        yield 3, "ALLOWED_HOSTS allows every name.", "Give the names under which the portal is reached."
    if 0 < len(settings.METRICS_TOKEN) < LEAST_TOKEN:
        yield 4, f"METRICS_TOKEN can be guessed: give {LEAST_TOKEN} random characters or more.", "Or leave it out."
