"""What several tests look at, written once for them all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

#: Passwords are worked out in no time.
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def staying(blocker: DjangoDbBlocker, uploads: Path, **settings: Any) -> Iterator[None]:
    """What is written at the beginning stays until the end, and goes then; each test undoes what it writes itself."""
    with (
        blocker.unblock(),
        override_settings(MEDIA_ROOT=str(uploads), PASSWORD_HASHERS=CHEAP, **settings),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)
