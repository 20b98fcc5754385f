"""Of which version the tables are: here, in the code, and in a back-up."""

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def applied() -> list[str]:
    """The migrations that the database has seen, as ``app.name``; none where it has no tables yet."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def known() -> set[str]:
    """The migrations of this version of the portal, and those that they take the place of."""
    found = MigrationLoader(None).disk_migrations
    replaced = (one for migration in found.values() for one in migration.replaces)
    return {f"{app}.{name}" for app, name in (*found, *replaced)}


def tables_make() -> None:
    """Make every table in an empty database as the models are, which is what migrating leads to."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(None).disk_migrations:
        recorder.record_applied(app, name)
