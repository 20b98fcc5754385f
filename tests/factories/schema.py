"""The tables as the models are, with every migration noted as done: what migrating leads to, in a tenth of the time.

``python -m tests.factories.schema`` makes an empty portal's database in ``DATA_DIR``.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


class _None:
    """To every app: there are no migrations, make its tables."""

    def __contains__(self, _app: str) -> bool:
        return True

    def __getitem__(self, _app: str) -> None:
        return None


def note_migrations() -> None:
    """Everything is migrated, for whoever looks."""
    MigrationRecorder(connection).ensure_schema()
    MigrationRecorder.Migration.objects.bulk_create(
        MigrationRecorder.Migration(app=app, name=name) for app, name in _migrations()
    )


def _migrations() -> Iterator[tuple[str, str]]:
    """All that there are, and what they have taken the place of."""
    for app in apps.get_app_configs():
        for file in Path(app.path, "migrations").glob("[0-9]*.py"):
            yield app.label, file.stem
            yield from import_module(f"{app.name}.migrations.{file.stem}").Migration.replaces


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.MIGRATION_MODULES = _None()
    call_command("migrate", run_syncdb=True, verbosity=0)
    note_migrations()
