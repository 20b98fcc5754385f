"""From PostgreSQL to SQLite and back, and from an older version to this one: every row as it was."""

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import connection

from apps.backups.tables import models_of
from apps.jobs.services import worker_seen
from tests.backups.portals import Portal, made, upload
from tests.factories.demonstration import demonstration
from tests.factories.township import township

pytestmark = [pytest.mark.services, pytest.mark.django_db]


@pytest.fixture
def other_database() -> Iterator[str]:
    """The address of an empty database beside that of the test."""
    server, name = os.environ["DATABASE_URL"].rpartition("/")[0], f"other_{os.getpid()}"
    admin = psycopg2.connect(f"{server}/postgres")
    admin.autocommit = True
    admin.cursor().execute(f"CREATE DATABASE {name}")
    yield f"{server}/{name}"
    admin.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
    admin.close()


def contents(cursor: Any) -> dict[str, str]:
    """A checksum by PostgreSQL itself over the rows of every table."""
    found = {}
    for name in (model._meta.db_table for model in models_of(apps)):
        cursor.execute(f"SELECT md5(string_agg(row::text, chr(10) ORDER BY row::text)) FROM {name} row")  # noqa: S608
        (found[name],) = cursor.fetchone()
    return found


def test_what_went_to_the_other_engine_and_back_is_the_same(tmp_path: Path, other_database: str) -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))
    upload("reports/年终报告.xlsx", os.urandom(100_000))
    there = made(tmp_path / "there.zip")
    sqlite, postgresql = Portal(tmp_path / "sqlite"), Portal(tmp_path / "postgresql", other_database)
    for command in (
        sqlite.manage("restore", str(tmp_path / "there.zip")),
        sqlite.manage("backup", "--untried", str(tmp_path / "back.zip")),
        postgresql.manage("restore", str(tmp_path / "back.zip")),
    ):
        assert (command.returncode, command.stderr) == (0, "")
    assert there.rows > 20_000
    with psycopg2.connect(other_database) as other, other.cursor() as cursor, connection.cursor() as own:
        assert contents(cursor) == contents(own)
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_entry', 'id')), max(id) + 1 FROM audit_entry")
        following, free = cursor.fetchone()
        assert following == free
    other.close()
    assert (postgresql.folder / "uploads/reports/年终报告.xlsx").stat().st_size == 100_000


def aged(path: Path) -> Path:
    """The back-up as it was made before there was `Heartbeat.holder`."""
    other, name = path.with_name("older.zip"), "tables/jobs_heartbeat.jsonl"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        lines = [json.dumps(json.loads(line)[:-1], separators=(",", ":")) for line in source.read(name).splitlines()]
        rows = "".join(f"{line}\n" for line in lines).encode()
        said = json.loads(source.read("manifest.json"))
        said["migrations"].remove("jobs.0002_which_beat")
        said["tables"]["jobs_heartbeat"] |= {"columns": ["name", "at"], "sha256": sha256(rows).hexdigest()}
        for member in set(source.namelist()) - {name, "manifest.json"}:
            target.writestr(member, source.read(member))
        target.writestr(name, rows)
        target.writestr("manifest.json", json.dumps(said))
    return other


def test_one_of_an_older_version_is_brought_up_to_date(tmp_path: Path, other_database: str) -> None:
    township()
    worker_seen()
    upload("a.pdf", b"a")
    made(tmp_path / "new.zip")
    portal = Portal(tmp_path / "portal", other_database)
    for arguments in (("restore", "new.zip"), ("restore", "--replace", "older.zip")):
        aged(tmp_path / "new.zip")
        command = portal.manage(*arguments[:-1], str(tmp_path / arguments[-1]))
        assert command.returncode == 0, command.stderr
    with psycopg2.connect(other_database) as other, other.cursor() as cursor, connection.cursor() as own:
        found, wanted = contents(cursor), contents(own)
    other.close()
    # The log says that everything was replaced.
    assert {name for name in wanted if found[name] != wanted[name]} == {"audit_entry"}
