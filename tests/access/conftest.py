"""The world is built once for all routes; each visit is undone."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from tests.access.world import NOW, World, world
from tests.factories.browser import enter_as
from tests.factories.kept import Kept
from tests.factories.staying import staying

WORLD = Kept(world, "world")


@pytest.fixture(scope="package")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker, uploads: Path) -> Iterator[World]:
    with staying(django_db_blocker, uploads, IDLE_MINUTES=24 * 60), time_machine.travel(NOW, tick=False):
        yield WORLD.given()


@pytest.fixture
def the_world(built: World, settings: Settings, uploads: Path) -> World:
    settings.MEDIA_ROOT = str(uploads)
    return built


@pytest.fixture(scope="package")
def cookies(built: World, django_db_blocker: DjangoDbBlocker) -> dict[str, dict[str, str]]:
    """The cookies of everybody by user name: each signs in once."""
    with django_db_blocker.unblock():
        browsers = {it.username: enter_as(Client(), it) for it in (*built.people.values(), *built.lower.values())}
    return {name: {key: it.value for key, it in browser.cookies.items()} for name, browser in browsers.items()}


@pytest.fixture
def nothing_kept_of_pages(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Answers come without the templates and contexts that went into them, which cost more than the page; faults are
    logged, but no refusals: a fifth of what these cost."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_rendered, **_more: None)
    caplog.set_level(logging.ERROR, "django.request")
