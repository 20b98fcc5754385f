"""Migrating SQLite databases in processes of their own.

``python -m tests.upgrading.commands DATABASE`` makes one in ``DATA_DIR``, from nothing, as far as `DATABASE` has come.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Node = tuple[str, str]


def done_in(database: Path) -> set[Node]:
    """The migrations that are done in a database."""
    with closing(sqlite3.connect(database)) as opened:
        return set(opened.execute("SELECT app, name FROM django_migrations"))


def migrate(folder: Path) -> Path:
    """The database of the portal in this folder, after ``manage.py migrate``, without what is checked before."""
    return _in_a_process(folder, "manage.py", "migrate", "--verbosity=0", "--skip-checks")


def migrate_as_far_as(database: Path, folder: Path) -> Path:
    """A database in this folder, made from nothing by the migrations that are done in the other one."""
    return _in_a_process(folder, "-m", "tests.upgrading.commands", str(database))


def _in_a_process(folder: Path, *arguments: str) -> Path:
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment = {**given, "DATA_DIR": str(folder)}
    subprocess.run([sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, check=True)
    return folder / "tongbu.sqlite3"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    last_of_each_app = dict(sorted(done_in(Path(sys.argv[1]))))
    MigrationExecutor(connection).migrate(list(last_of_each_app.items()))
