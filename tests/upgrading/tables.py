"""The tables of an SQLite database, to be compared with those of another one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any


def tables_of(database: Path) -> dict[str, tuple[frozenset[Any], ...]]:
    """Columns, indexes and references of every table, in whatever order they were made."""
    with closing(sqlite3.connect(database)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        return {
            name: (
                frozenset(it[1:4] + it[5:] for it in connection.execute(f"PRAGMA table_info({name})")),
                frozenset(_indexes_of(connection, name)),
                frozenset(it[2:] for it in connection.execute(f"PRAGMA foreign_key_list({name})")),
            )
            for (name,) in named.fetchall()
        }


def _indexes_of(connection: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    """Whether each is unique, of which columns, and under which condition."""
    for _number, name, unique, _origin, _partial in connection.execute(f"PRAGMA index_list({table})").fetchall():
        columns = tuple(it[2] for it in connection.execute(f"PRAGMA index_info({name})"))
        made = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0] or ""
        yield unique, columns, made.partition(" WHERE ")[2]


def checks_of(database: Path) -> int:
    """How many checks the tables have."""
    with closing(sqlite3.connect(database)) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    return sum(sql.count(" CHECK ") for (sql,) in made if sql)
