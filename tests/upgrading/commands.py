"""Migrating SQLite databases in processes of their own.

``python -m tests.upgrading.commands NODE…`` makes one in ``DATA_DIR``, with the tables that these migrations lead to.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from apps.core.releases import Node


def done_in(database: Path) -> set[Node]:
    """The migrations that are done in a database."""
    with closing(sqlite3.connect(database)) as opened:
        return set(opened.execute("SELECT app, name FROM django_migrations"))


def migrate(folder: Path, *, checked: bool = False) -> Path:
    """The database of the portal in this folder, after ``manage.py migrate``, if wanted with what it checks before."""
    return _in_a_process(folder, "manage.py", "migrate", "--verbosity=0", *([] if checked else ["--skip-checks"]))


def made_as_of(nodes: Iterable[Node], folder: Path) -> Path:
    """A database in this folder with the tables of the models as these migrations leave them."""
    return _in_a_process(folder, "-m", "tests.upgrading.commands", *map(".".join, nodes))


def _in_a_process(folder: Path, *arguments: str) -> Path:
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment = {**given, "DATA_DIR": str(folder)}
    subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        stderr=subprocess.PIPE,
        text=True,
    )
    return folder / "tongbu.sqlite3"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    last = [(app, name) for app, _dot, name in (it.partition(".") for it in sys.argv[1:])]
    models = MigrationLoader(None).project_state(last).apps.get_models(include_auto_created=False)
    MigrationRecorder(connection).ensure_schema()
    with connection.schema_editor() as editor:
        for model in models:
            editor.create_model(model)
