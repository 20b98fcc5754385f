"""What every test may ask for."""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain, count, groupby, islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as own_settings
from django.core.cache import caches
from django.db import connection
from django.template.base import Template
from django.test import Client
from django.test.signals import template_rendered
from hypothesis import HealthCheck
from hypothesis import settings as of_properties
from pytest_django import DjangoDbBlocker, Settings

from config import env
from config.celery import app as celery_app
from tests.factories import township as cast
from tests.factories.browser import enter_as
from tests.factories.jobs import work_off
from tests.factories.kept import Kept
from tests.factories.schema import note_migrations
from tests.factories.shared import made_once
from tests.factories.staying import CHEAP, staying
from tests.selection import runs_here, walks_are_whole
from tests.services.processes import Processes, database_environment

KEPT = Kept(cast.township, "township")
#: Folders of tests with processes of their own.
WAITING = {"services", "upgrading"}
#: So many other files follow each of them.
OTHERS = 3
#: How long an example takes says how busy the machine is, not whether it is right.
of_properties.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
of_properties.load_profile("here")
#: How many of the tests that were asked for are for the other engine.
ELSEWHERE = pytest.StashKey[int]()
QUICK = {"JOB_LEASE_SECONDS": 2, "JOB_SWEEP_SECONDS": 1}


def use_broker(*, url: str, transport: str | None, options: dict[str, Any], **_others: object) -> None:
    """Let this process send its jobs to another broker."""
    celery_app.conf.update(broker_url=url, broker_transport=transport, broker_transport_options=options)
    celery_app.__dict__.pop("amqp", None)  # both hold connections to the former broker
    celery_app._pool = None  # type: ignore[attr-defined]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Those with processes of their own mostly wait: early, each before some others that are carried out meanwhile.

    What is for the other engine is left out (`tests/selection.py`).
    """
    chosen: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        chosen[runs_here(item)].append(item)
    config.hook.pytest_deselected(items=chosen[False])
    config.stash[ELSEWHERE] = len(chosen[False])
    items[:] = chosen[True]
    files: dict[bool, list[list[pytest.Item]]] = {True: [], False: []}
    for _path, of_a_file in groupby(items, key=lambda item: item.path):
        tests = list(of_a_file)
        files[any(it.path.parent.name in WAITING or it.get_closest_marker("services") for it in tests)].append(tests)
    others = iter(files[False])
    mixed = chain.from_iterable([waiting, *islice(others, OTHERS)] for waiting in files[True])
    items[:] = chain.from_iterable(chain(mixed, others))


def pytest_collection_finish() -> None:
    """What was made to collect the tests stays; to look for rubbish in it time and again costs a fifteenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process beside others leaves to the one that reports what that has not collected itself."""
    told: dict[str, int] = getattr(session.config, "workeroutput", {})
    told["elsewhere"] = session.config.stash.get(ELSEWHERE, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[ELSEWHERE] = getattr(node, "workeroutput", {}).get("elsewhere", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests have measured (`record_property("measured", …)`), and what is tried by another suite."""
    if elsewhere := terminalreporter.config.stash.get(ELSEWHERE, 0):
        engine, suite = ("SQLite", "test") if walks_are_whole() else ("PostgreSQL", "test-services")
        terminalreporter.write_line(f"{elsewhere} cases are tried on {engine} alone: make {suite}")
    for report in terminalreporter.getreports("passed"):
        for name, said in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(said)


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables are made as the models are: the migrations, which take ten times as long, lead to the same ones
    (`tests/upgrading/test_fresh.py`)."""
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """What SQLite made of a statement is there when it is asked again: a fiftieth of what tests take."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["cached_statements"] = 2_000


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all processes that run tests side by side."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, common_folder: Path) -> None:
    """For the portal's own processes everything is migrated.

    There are no guards of the audit log: after some tests the tables are emptied, which they refuse.
    """
    Kept.folder = common_folder
    with django_db_blocker.unblock():
        note_migrations()


@pytest.fixture(scope="session")
def empty_portal(common_folder: Path) -> Path:
    """The SQLite database, in its folder, that somebody has just set up who lets others read what they write."""
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, "-m", "tests.factories.schema"]
    folder = common_folder / "empty"

    def make(part: Path) -> None:
        subprocess.run(command, cwd=own_settings.BASE_DIR, env={**given, "DATA_DIR": str(part)}, check=True, umask=0)

    made_once(folder, make)
    return folder / "tongbu.sqlite3"


@pytest.fixture(scope="session", autouse=True)
def _parts_of_pages_are_not_told(django_test_environment: None) -> None:
    """Of a page tests are told the template and the context, but not those of its parts: a twentieth of what a page
    costs here went into copies of these."""
    within = False

    def told(template: Template, context: Any) -> Any:
        nonlocal within
        if within:
            return template.nodelist.render(context)
        within = True
        try:
            template_rendered.send(sender=template, template=template, context=context)
            return template.nodelist.render(context)
        finally:
            within = False

    Template._render = told  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places that no test has used, each time another one."""
    folder = tmp_path_factory.mktemp("apart")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _apart(settings: Settings, apart: Iterator[Path]) -> None:
    """Keep tests away from the uploads and the queue of a portal that runs on this machine, and passwords cheap."""
    settings.MEDIA_ROOT, settings.BACKUP_DIR = str(next(apart)), str(next(apart))
    settings.PASSWORD_HASHERS = CHEAP
    use_broker(url="memory://", transport=None, options={})
    caches["pages"].clear()


@pytest.fixture(scope="module")
def all_along(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """What fixtures of a file write here all its tests find, and each of them undoes what it writes itself."""
    with staying(django_db_blocker, tmp_path_factory.mktemp("uploads")):
        yield


@pytest.fixture
def township(db: None) -> cast.Township:
    """The small named cast: `tests/factories/township.py`."""
    return KEPT.given()


@pytest.fixture
def signed_in(township: cast.Township) -> Callable[[str], Client]:
    """A browser in which the person with that user name is signed in: ``signed_in("staff")``."""

    def sign_in(username: str) -> Client:
        return enter_as(Client(), township.people[username])

    return sign_in


@pytest.fixture
def work_off_jobs(db: None) -> Callable[[], None]:
    """Carry out, in this process, every job that waits for a worker: ``work_off_jobs()``."""
    return work_off


@pytest.fixture
def processes(
    transactional_db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worker_id: str
) -> Iterator[Processes]:
    """The portal's own processes on the test database: ``processes.worker()``, ``processes.start("beat")``.

    Leases and sweeps are quick.  The test needs ``django_db(transaction=True, databases=["default", "snapshot"])``.
    """
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setattr(env, "DATA_DIR", folder)
    if url := os.environ.get("REDIS_URL"):
        number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw"))
        monkeypatch.setenv("REDIS_URL", f"{url.rpartition('/')[0]}/{number + 1}")
    use_broker(**env.broker())
    for name, seconds in QUICK.items():
        setattr(settings, name, seconds)
    given = {name: str(seconds) for name, seconds in QUICK.items()}
    folders = {"MEDIA_ROOT": settings.MEDIA_ROOT, "BACKUP_DIR": settings.BACKUP_DIR}
    running = Processes({**database_environment(folder), **given, **folders})
    yield running
    running.stop_all()
