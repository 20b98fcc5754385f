"""The world is built once for all routes; each visit is undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.access.world import NOW, World, world


@pytest.fixture(scope="package")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker, uploads: Path) -> Iterator[World]:
    cheap = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(uploads), PASSWORD_HASHERS=cheap),
        time_machine.travel(NOW),
        transaction.atomic(),
    ):
        yield world()
        transaction.set_rollback(True)


@pytest.fixture
def the_world(built: World, settings: Settings, uploads: Path) -> World:
    settings.MEDIA_ROOT = str(uploads)
    return built
