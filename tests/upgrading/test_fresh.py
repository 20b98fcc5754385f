"""A database that is migrated from nothing is the one that tests make as the models are."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings


def tables_of(database: Path) -> dict[str, tuple[frozenset[Any], ...]]:
    """Columns, indexes and references of every table, in whatever order they were made."""
    with closing(sqlite3.connect(database)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'sqlite_sequence'")
        return {
            name: (
                frozenset(it[1:4] + it[5:] for it in connection.execute(f"PRAGMA table_info({name})")),
                frozenset(indexes_of(connection, name)),
                frozenset(it[2:] for it in connection.execute(f"PRAGMA foreign_key_list({name})")),
            )
            for (name,) in named.fetchall()
        }


def indexes_of(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Whether each is unique, of which columns, and under which condition."""
    for _number, name, unique, _origin, _partial in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = tuple(it[2] for it in connection.execute(f"PRAGMA index_info({name})"))
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0] or ""
        yield unique, columns, made.partition(" WHERE ")[2]


def checks_of(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return sum(sql.count(" CHECK ") for (sql,) in made if sql)


def test_migrations_lead_to_the_tables_that_tests_make(empty_portal: Path, tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=settings.BASE_DIR, env={**given, "DATA_DIR": str(tmp_path)}, check=True)
    assert "organisations_organisation" in tables_of(empty_portal)
    migrated, made = tables_of(tmp_path / "tongbu.sqlite3"), tables_of(empty_portal)
    assert {name for name in migrated if migrated[name] != made.get(name)} == set()
    assert migrated == made
    assert checks_of(tmp_path / "tongbu.sqlite3") == checks_of(empty_portal)
