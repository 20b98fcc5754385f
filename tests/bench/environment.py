"""A database of the bench's own, whatever the environment says: measures write."""

import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment

#: Removed when the process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="tongbu-bench-")
#: The rows that are measured on the throw-away PostgreSQL and Redis of `scripts/with-services`; the others on SQLite.
ON_SERVICES = frozenset({"p4", "p7", "p8"})


def prepare(row: str) -> None:
    """Load the portal and make its tables, before anything else of it is imported."""
    os.environ.pop("MEDIA_ROOT", None)
    if row not in ON_SERVICES:
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
    os.environ |= {"DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}
    Path(FOLDER.name, "static").mkdir()
    django.setup()
    setup_test_environment()
    if connection.introspection.table_names():
        raise SystemExit("The bench writes: it takes an empty database only (scripts/with-services gives one).")
    call_command("migrate", verbosity=0)
