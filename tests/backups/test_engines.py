"""From PostgreSQL to SQLite and back: every row of the demonstration as it was."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import connection

from apps.backups.tables import models_of
from tests.backups.portals import Portal, made, upload
from tests.factories.demonstration import demonstration

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
