"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from config.celery import app as celery_app
from tests.factories import township as cast


@pytest.fixture(autouse=True)
def _apart(settings: Settings, tmp_path: Path) -> None:
    """Keep tests away from the uploads and the queue of a portal that runs on this machine, and passwords cheap."""
    settings.MEDIA_ROOT = str(tmp_path / "uploads")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    celery_app.conf.task_always_eager = True
    celery_app.conf.update(broker_url="memory://")


@pytest.fixture
def township(db: None) -> cast.Township:
    """The small named cast: `tests/factories/township.py`."""
    return cast.township()


@pytest.fixture
def signed_in(township: cast.Township) -> Callable[[str], Client]:
    """A browser in which the person with that user name is signed in: ``signed_in("staff")``."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(township.people[username])
        return client

    return sign_in
