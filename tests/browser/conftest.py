"""A real browser before the portal's own processes."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor
from tests.factories.shared import made_once
from tests.services.processes import ROOT, Processes

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
#: Chromium's own calls home have no business in a test.
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class QuickArgon2(Argon2PasswordHasher):
    """Works a password out in no time; the portal does so anew, as it does elsewhere, when somebody signs in."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.fail("There is no Chromium on this machine: `make test-browser` installs Debian's where it may.")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own loop runs in this thread; the test and its database do not take part in it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as a web server gets them."""
    folder = tmp_path_factory.mktemp("static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.location", str(folder))
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def demonstration(transactional_db: None, common_folder: Path) -> None:
    """The demonstration township of 2012.  Its passwords are kept as the portal does, but quickly worked out."""
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection

    def load(path: Path) -> None:
        with override_settings(PASSWORD_HASHERS=["tests.browser.conftest.QuickArgon2"]):
            call_command("load_demo", year=2012, verbosity=0)
        with closing(sqlite3.connect(path)) as kept:
            database.backup(kept)

    place = common_folder / "demonstration.sqlite3"
    if not made_once(place, load):
        with closing(sqlite3.connect(place)) as kept:
            kept.backup(database)


@pytest.fixture
def portal(demonstration: None, processes: Processes, collected: Path) -> str:
    """The address of the demonstration township of 2012; a journey starts worker and beat when they are to work."""
    return processes.web(STATIC_ROOT=str(collected), SECRET_KEY=settings.SECRET_KEY)


@pytest.fixture
def visit(browser: Browser, portal: str) -> Iterator[Callable[..., Visitor]]:
    """Somebody before a screen: ``visit("journey", width=360)``; at the end nothing may have gone wrong on it."""
    visitors: list[Visitor] = []

    def arrive(journey: str, *, width: int) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, locale="en-GB")
        folder = ROOT / "var" / "screenshots" / f"{journey}-{width}"
        visitors.append(Visitor(context.new_page(), portal, folder))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.page.context.close()
    faults = [fault for visitor in visitors for fault in visitor.faults]
    assert not faults, "\n".join(faults)
