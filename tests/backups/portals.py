"""Portals in folders of their own, which commands are given to as an operator gives them."""

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from apps.backups.making import backup_make
from apps.backups.manifest import Manifest

MOMENT = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)
#: What says when it was made, and not what it is.
OF_DJANGO = {"django_migrations", "sqlite_sequence"}


@dataclass(frozen=True)
class Portal:
    folder: Path
    database: str = ""

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.folder.mkdir(exist_ok=True)
        given = {**os.environ, "DATA_DIR": str(self.folder), "DATABASE_URL": self.database, "LANGUAGE_CODE": "en"}
        keys = {"SECRET_KEY": settings.SECRET_KEY, "AUDIT_KEY": settings.AUDIT_KEY, "REDIS_URL": ""}
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=settings.BASE_DIR, env={**given, **keys}, capture_output=True, text=True, timeout=600
        )

    def rows(self) -> dict[str, Counter[tuple[Any, ...]]]:
        """Every table of an SQLite portal, read past Django."""
        with closing(sqlite3.connect(self.folder / "tongbu.sqlite3")) as connection:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {
                name: Counter(connection.execute(f'SELECT * FROM "{name}"'))  # noqa: S608
                for (name,) in named
                if name not in OF_DJANGO
            }


def made(path: Path, *, verify: bool = False) -> Manifest:
    """A back-up of the portal of this test."""
    return backup_make(path=path, now=MOMENT, verify=verify, tick=lambda: None)


def upload(name: str, content: bytes) -> Path:
    path = Path(settings.MEDIA_ROOT, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def uploads() -> dict[str, bytes]:
    folder = Path(settings.MEDIA_ROOT)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
