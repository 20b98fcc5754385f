"""PostgreSQL stops while people work, and comes back."""

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import psycopg2
import pytest

from tests.services.conftest import Measured
from tests.services.processes import ROOT, PostgreSQL, Processes, eventually, free_port

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True, databases=["default", "snapshot"])]
COOKIE = {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz123456"}


@pytest.fixture
def database() -> Iterator[PostgreSQL]:
    # Its user must reach the folder, which others' tests keep to themselves.
    with tempfile.TemporaryDirectory(prefix="tongbu-") as name:
        own = PostgreSQL(Path(name), free_port())
        own.make()
        own.start()
        yield own
        own.stop()


def status(address: str, path: str) -> tuple[int, str | None]:
    line = HTTPConnection(address.removeprefix("http://"), timeout=30)
    line.request("GET", path, headers=COOKIE)
    answer = line.getresponse()
    answer.read()
    return answer.status, answer.headers["Retry-After"]


def test_pages_say_so_while_it_is_away_and_work_once_it_is_back(
    database: PostgreSQL, processes: Processes, measured: Measured
) -> None:
    given = {**processes.environment, "DATABASE_URL": database.url}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env={**os.environ, **given}, check=True)
    address = processes.web(DATABASE_URL=database.url)
    paths = ("/accounts/login/", "/filings/", "/api/v1/organisations/", "/healthz")
    before = [status(address, path)[0] for path in paths]
    assert 503 not in before
    database.stop()
    assert [status(address, path) for path in paths[1:]] == [(503, "30")] * 3
    database.start()
    measured(
        "PostgreSQL is back: pages answer as before",
        lambda: [status(address, path)[0] for path in paths] == before,
    )


def test_a_request_in_the_middle_of_which_it_stops_is_answered(database: PostgreSQL, processes: Processes) -> None:
    given = {**processes.environment, "DATABASE_URL": database.url}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env={**os.environ, **given}, check=True)
    address = processes.web(DATABASE_URL=database.url)
    blocker = psycopg2.connect(database.url)
    blocker.cursor().execute("LOCK TABLE accounts_session")
    found: list[tuple[int, str | None]] = []
    asking = threading.Thread(target=lambda: found.append(status(address, "/filings/")))
    asking.start()
    assert eventually(lambda: waits(database))
    database.stop()
    asking.join()
    assert found == [(503, "30")]
    database.start()


def waits(database: PostgreSQL) -> bool:
    """Whether somebody waits for a lock there."""
    with psycopg2.connect(database.url) as own, own.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return bool(cursor.fetchone() > (0,))
